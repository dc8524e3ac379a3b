import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';

/** Characters of HTML that are turned into text at once; more of them would hold up everything else. */
const INLINE_LIMIT = 50_000;

/** One at a time: what waits costs nothing. */
let last: Promise<unknown> = Promise.resolve();

/** Gives HTML as text for reading, as `htmlToText` does; a large one is worked on beside everything else. */
export async function textOfHtml(html: string): Promise<string> {
  if (html.length <= INLINE_LIMIT) {
    // What reads HTML is large, and most messages bring their text along.
    const { htmlToText } = await import('./plain-text.ts');
    return htmlToText(html);
  }
  const text = last.then(() => inWorker(html));
  last = text.catch(() => undefined);
  return text;
}

async function inWorker(html: string): Promise<string> {
  // The sources run as they are; what is built has the worker as a file of its own.
  const file = import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, 'plain-text-worker.ts')
    : join(packageRoot(), 'out', 'main', 'plain-text-worker.js');
  const worker = new Worker(file, { workerData: html });
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.once('message', (text) => resolve(String(text)));
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The worker ended with code ${code}.`)));
    });
  } finally {
    await worker.terminate();
  }
}
