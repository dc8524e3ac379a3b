import { appendFile, chmod, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findFile, uploadFile } from '../../src/main/cli/attached-files.ts';
import type { Session } from '../../src/main/cli/session.ts';
import { fail, type Result, succeed } from '../../src/shared/result.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

async function folder(): Promise<string> {
  const made = await makeTemporaryFolder('attached');
  onTestFinished(made.remove);
  return made.path;
}

/** Takes uploads as the core does, and keeps them. */
function receiving(answer: () => Result<unknown> = () => succeed({ receivedBytes: 0 })) {
  const calls: string[] = [];
  const pieces: Buffer[] = [];
  const call = async (name: string, input: unknown): Promise<Result<unknown>> => {
    calls.push(name);
    if (name === 'uploads.begin') return succeed({ uploadId: 'u1' });
    if (name !== 'uploads.append') return succeed({ cancelled: true });
    pieces.push(Buffer.from((input as { base64: string }).base64, 'base64'));
    return answer();
  };
  return { call: call as Session['call'], calls, pieces, bytes: () => Buffer.concat(pieces) };
}

it.each([
  ['a file', 'report.pdf', 1_000_000],
  ['one without anything in it', 'empty.txt', 0],
  ['one in Cyrillic and emoji', 'Отчёт 📮.txt', 10],
])('%s is handed over byte by byte, in pieces', async (_name, name, size) => {
  const path = join(await folder(), name);
  const bytes = Buffer.alloc(size, 'postroom');
  await writeFile(path, bytes);
  const found = expectValue(await findFile(path));
  expect(found).toEqual({ path, name, sizeBytes: size });
  const { call, calls, pieces, bytes: received } = receiving();
  expect(expectValue(await uploadFile(call, found))).toBe('u1');
  expect(received().equals(bytes)).toBe(true);
  expect(pieces.every((piece) => piece.length <= 1_500_000)).toBe(true);
  expect(calls).not.toContain('uploads.cancel');
});

it.each<[string, (path: string) => Promise<void>, number]>([
  ['grown', (path) => appendFile(path, 'more'), 14],
  ['shrunk', (path) => truncate(path, 3), 3],
])('of a file that has %s since it was looked at, what is there is handed over', async (_name, change, size) => {
  const path = join(await folder(), 'report.txt');
  await writeFile(path, '0123456789');
  const found = expectValue(await findFile(path));
  await change(path);
  const { call, bytes } = receiving();
  expectValue(await uploadFile(call, found));
  expect(bytes()).toHaveLength(size);
});

it.each<[string, (path: string) => Promise<void>]>([
  ['vanished', (path) => rm(path)],
  ['become a folder', (path) => rm(path).then(() => mkdir(path).then(() => {}))],
])('a file that has %s since it was looked at is told, and nothing of it stays', async (_name, change) => {
  const path = join(await folder(), 'report.txt');
  await writeFile(path, '0123456789');
  const found = expectValue(await findFile(path));
  await change(path);
  const { call, calls } = receiving();
  const { message } = expectFailure(await uploadFile(call, found), 'ATTACHMENT_UNREADABLE');
  expect(message).toContain(path);
  expect(calls.at(-1)).toBe('uploads.cancel');
});

it('what the core refuses is told as it says, and nothing of the file stays', async () => {
  const path = join(await folder(), 'report.txt');
  await writeFile(path, Buffer.alloc(3_000_000));
  const refusal = fail({ code: 'ATTACHMENTS_TOO_LARGE', message: 'x' });
  const { call, calls } = receiving(() => refusal);
  expect(await uploadFile(call, expectValue(await findFile(path)))).toEqual(refusal);
  expect(calls).toEqual(['uploads.begin', 'uploads.append', 'uploads.cancel']);
});

it.each<[string, (path: string) => Promise<unknown>]>([
  ['nothing', async () => {}],
  ['a folder', (path) => mkdir(path)],
  ['a link to nothing', (path) => symlink('nowhere', path)],
  ['a link to a device', (path) => symlink('/dev/zero', path)],
])('%s is refused by its name', async (_name, make) => {
  const path = join(await folder(), 'report.txt');
  await make(path);
  expect(expectFailure(await findFile(path), 'ATTACHMENT_UNREADABLE').message).toContain(path);
});

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'a file that may not be read is refused',
  async () => {
    const path = join(await folder(), 'report.txt');
    await writeFile(path, 'x');
    await chmod(path, 0o000);
    expectFailure(await findFile(path), 'ATTACHMENT_UNREADABLE');
  },
);
