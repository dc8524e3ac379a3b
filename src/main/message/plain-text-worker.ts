// Runs in a thread of its own, for `text-of-html.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import { htmlToText } from './plain-text.ts';

parentPort?.postMessage(htmlToText(String(workerData)));
