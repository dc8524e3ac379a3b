// A mail server in a thread of its own, so that it takes no time from the process that is measured.
import { parentPort } from 'node:worker_threads';
import { answering } from '../test/servers/answers.ts';
import { startScripted } from '../test/servers/scripted.ts';

const server = await startScripted(
  answering({ EHLO: '250-mail.postroom.test\r\n250-PIPELINING\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n' }),
);
parentPort?.postMessage(server.port);
