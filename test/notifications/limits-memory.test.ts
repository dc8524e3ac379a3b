import { readFile, truncate, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { encodedBytes } from '../../src/main/attachments/whole-message.ts';
import { type Data, onlyJson, temporaryData } from '../cli/temporary-data.ts';
import type { CommandEnd } from '../command-line.ts';
import { startLineServer } from '../mail/line-server.ts';

const MEGABYTE = 1_048_576;
/** What a command that has to do with 100 MB, or more, may need beyond one that has to do with a few bytes. */
const MOST_ADDED = 64 * MEGABYTE;

const notification = {
  name: 'report',
  to: 'someone@recipient.test',
  subject: 'Report',
  text: 'Here it is.',
  attachments: [{ slot: 'file' }],
};

/** A data folder with the notification above, and no limit of attachments but Postroom's own. */
async function withNotification(port = 25): Promise<Data> {
  const data = await temporaryData();
  await writeFile(data.beside('report.json'), JSON.stringify(notification));
  const server = ['service=smtp', 'smtp.host=127.0.0.1', `smtp.port=${port}`, 'message.from=console@sender.test'];
  for (const args of [
    ['settings', 'set', ...server, 'message.limitAttachments=false'],
    ['notifications', 'import', data.beside('report.json')],
  ]) {
    const end = await data.run(args);
    expect([end.exitCode, end.errors]).toEqual([0, '']);
  }
  return data;
}

/** Runs a command and gives the most memory that it had, in bytes. */
async function measured(data: Data, ...args: string[]): Promise<CommandEnd & { readonly peak: number }> {
  const tell = new URL('tell-peak-memory.ts', import.meta.url).href;
  const env = { NODE_OPTIONS: `--import=${tell}`, PEAK_FILE: data.beside('peak') };
  const end = await data.run([...args, '--json'], { env });
  return { ...end, peak: Number(await readFile(data.beside('peak'), 'utf8')) };
}

/** A file of this size, of which nothing is on the disk. */
async function sparse(data: Data, name: string, sizeBytes: number): Promise<string> {
  await writeFile(data.beside(name), '');
  await truncate(data.beside(name), sizeBytes);
  return data.beside(name);
}

const notify = (data: Data, file: string) => measured(data, 'notify', 'report', '--attach', `file=${file}`);

test('100 MB are queued and sent with less than 64 MB more memory than a few bytes', async () => {
  const server = await startLineServer();
  const data = await withNotification(server.port);
  const run = () => measured(data, 'queue', 'run', '--once');
  const sent = { sent: 1, failed: 0, unknown: 0, pending: 0 };

  const small = await notify(data, await sparse(data, 'small.bin', 10));
  expect(onlyJson(small).value).toMatchObject({ state: 'pending' });
  const smallRun = await run();
  expect(onlyJson(smallRun).value).toEqual(sent);

  const large = await notify(data, await sparse(data, 'large.bin', 100 * MEGABYTE));
  expect(onlyJson(large).value).toMatchObject({ state: 'pending' });
  const largeRun = await run();
  expect(onlyJson(largeRun).value).toEqual(sent);

  const [before, after] = server.messages;
  const added = encodedBytes(100 * MEGABYTE) - encodedBytes(10);
  expect((after?.byteLength ?? 0) - (before?.byteLength ?? 0)).toBe(added);
  expect(large.peak - small.peak).toBeLessThan(MOST_ADDED);
  expect(largeRun.peak - smallRun.peak).toBeLessThan(MOST_ADDED);
});

test('2 GiB are refused without being read: exit 2, no more memory, nothing queued, a row in the log', async () => {
  const data = await withNotification();
  const small = await notify(data, await sparse(data, 'small.bin', 10));
  expect(small.exitCode).toBe(0);
  const huge = await notify(data, await sparse(data, 'huge.bin', 2 ** 31));
  expect(huge.exitCode).toBe(2);
  expect(onlyJson(huge).error).toMatchObject({
    code: 'ATTACHMENTS_TOO_LARGE',
    attachments: {
      limitBytes: 1000 * MEGABYTE,
      totalBytes: 2 ** 31,
      largest: [{ name: 'huge.bin', sizeBytes: 2 ** 31 }],
    },
  });
  expect(huge.peak - small.peak).toBeLessThan(MOST_ADDED);
  expect(onlyJson(await data.run(['queue', 'list', '--json'])).value).toMatchObject({ total: 1 });
  expect(onlyJson(await data.run(['log', 'list', '--json'])).value).toMatchObject({
    rows: [{ status: 'skipped', error: { code: 'ATTACHMENTS_TOO_LARGE' } }],
  });
});
