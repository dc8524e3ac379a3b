import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const MEGABYTE = 1_048_576;
const module = (file: string) => JSON.stringify(new URL(`../../src/main/${file}`, import.meta.url).href);

/** Uploads a file piece by piece, keeps it and reads the message that it is in, and tells what the process needed at most, in kilobytes. */
const program = (dataFolder: string, megabytes: number) => `
  import { createAttachmentStore } from ${module('attachments/attachment-store.ts')};
  import { wholeMessage } from ${module('attachments/whole-message.ts')};
  import { openDatabase } from ${module('store/database.ts')};
  const dataFolder = ${JSON.stringify(dataFolder)};
  const database = openDatabase(dataFolder).value;
  const store = createAttachmentStore({ database, dataFolder, now: () => new Date() });
  const { value: { uploadId } } = await store.begin({ name: 'large.bin', sizeBytes: ${megabytes * MEGABYTE} });
  for (let done = 0; done < ${4 * megabytes}; done++)
    await store.append(uploadId, Buffer.alloc(${MEGABYTE / 4}, done).toString('base64'));
  const { value: { sha256, sizeBytes } } = await store.finish(uploadId);
  const whole = wholeMessage(Buffer.from('x'), [{ byteOffset: 1, sha256, sizeBytes }], store.read);
  let length = 0;
  for await (const piece of whole.chunks()) length += piece.byteLength;
  console.log(JSON.stringify({ right: length === whole.sizeBytes, kilobytes: process.resourceUsage().maxRSS }));`;

async function needed(megabytes: number): Promise<{ readonly right: boolean; readonly kilobytes: number }> {
  const folder = await makeTemporaryFolder('memory');
  try {
    const args = ['--input-type=module', '-e', program(folder.path, megabytes)];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  } finally {
    await folder.remove();
  }
}

test('a file of 100 MB adds less than 64 MB of memory, on its way in and out', async () => {
  const small = await needed(1);
  const large = await needed(100);
  expect([small.right, large.right]).toEqual([true, true]);
  expect((large.kilobytes - small.kilobytes) / 1024).toBeLessThan(64);
});
