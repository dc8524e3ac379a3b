import { appendFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { buildProgram } from '../../src/main/cli/program.ts';
import type { Session } from '../../src/main/cli/session.ts';
import type { OperationName } from '../../src/shared/contract.ts';
import type { Result } from '../../src/shared/result.ts';
import { type AppUnderTest, openAppUnderTest } from '../app-under-test.ts';
import { ask } from '../crash/ask.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const LIMIT = 1_048_576;

const notification = {
  name: 'report',
  from: 'console@sender.test',
  to: 'someone@recipient.test',
  subject: 'Report',
  text: 'Here it is.',
  attachments: [{ slot: 'file', required: true }],
};

let under: AppUnderTest;
let folder: string;
beforeEach(async () => {
  const made = await makeTemporaryFolder('limits');
  onTestFinished(made.remove);
  folder = made.path;
  under = await openAppUnderTest();
  const changes = { 'message.limitAttachments': 'true', 'message.attachmentLimitMb': '1' };
  await ask(under.app, 'settings.change', { changes });
  await ask(under.app, 'notifications.save', { notification });
});

/** Runs `notify` on the real core; `after` happens as soon as an operation has answered for the first time. */
async function notify(paths: readonly string[], after: Partial<Record<OperationName, () => Promise<void>>> = {}) {
  const happened = new Set<string>();
  const call = async (name: OperationName, input: unknown): Promise<Result<unknown>> => {
    const result = await under.app.dispatch(name, input);
    if (!happened.has(name)) await after[name]?.();
    happened.add(name);
    return result;
  };
  let result: Result<unknown> | undefined;
  const program = buildProgram({
    run: async (work) => {
      const session = { app: under.app, json: true, terminal: false, width: undefined, program: ['postroom'] };
      ({ result } = await work({ ...session, call: call as Session['call'] }));
    },
    writeHelp: () => {},
  });
  const args = paths.flatMap((path) => ['--attach', `file=${path}`]);
  await program.parseAsync(['notify', 'report', ...args], { from: 'user' });
  return result;
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

/** What is in the queue, what the log says, and the files of the message that is queued. */
async function outcome() {
  const { items } = await ask(under.app, 'queue.list', {});
  const { rows } = await ask(under.app, 'log.list', {});
  const [item] = items;
  const message = item === undefined ? undefined : await ask(under.app, 'log.source', { id: item.id });
  const email = message === undefined ? undefined : await PostalMime.parse(Buffer.from(message.base64, 'base64'));
  return {
    queued: items.length,
    logged: rows.map(({ status, error }) => `${status} ${error?.code}`),
    files: (email?.attachments ?? []).map(({ filename, content }) => ({
      name: filename,
      content: Buffer.from(content as ArrayBuffer),
    })),
  };
}

const nothingQueued = { queued: 0, logged: [], files: [] };

describe('a file that changes between its choice and the queueing', () => {
  test('and grows over the limit by a byte is refused by what was read', async () => {
    const path = await file('growing.bin', Buffer.alloc(LIMIT));
    const result = await notify([path], { 'actions.check': () => appendFile(path, '!') });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'ATTACHMENTS_TOO_LARGE',
        attachments: { limitBytes: LIMIT, totalBytes: LIMIT + 1, largest: [{ name: 'growing.bin' }] },
      },
    });
    expect(await outcome()).toEqual({ queued: 0, logged: ['skipped ATTACHMENTS_TOO_LARGE'], files: [] });
  });

  test('and grows up to the limit goes as it is read', async () => {
    const path = await file('growing.bin', Buffer.alloc(LIMIT - 1, 'a'));
    expect(await notify([path], { 'actions.check': () => appendFile(path, '!') })).toMatchObject({ ok: true });
    const [sent] = (await outcome()).files;
    expect([sent?.content.byteLength, sent?.content.subarray(-2).toString()]).toEqual([LIMIT, 'a!']);
  });

  test('and grows over the limit while it is read is refused', async () => {
    const path = await file('growing.bin', Buffer.alloc(LIMIT - 4, 'a'));
    const result = await notify([path], { 'uploads.append': () => appendFile(path, 'bbbbbb') });
    expect(result).toMatchObject({ ok: false, error: { attachments: { totalBytes: LIMIT + 2 } } });
    expect((await outcome()).queued).toBe(0);
  });

  test('and loses everything goes without a byte', async () => {
    const path = await file('emptied.bin', 'something');
    expect(await notify([path], { 'actions.check': () => truncate(path, 0) })).toMatchObject({ ok: true });
    expect((await outcome()).files).toMatchObject([{ name: 'emptied.bin', content: Buffer.alloc(0) }]);
  });

  test('and vanishes is told, and nothing is queued', async () => {
    const [path, other] = [await file('vanishing.bin', 'something'), await file('other.bin', 'other')];
    const result = await notify([other, path], { 'actions.check': () => rm(path) });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'ATTACHMENT_UNREADABLE', message: expect.stringContaining(path) },
    });
    expect(await outcome()).toEqual(nothingQueued);
  });

  test.each<[string, (path: string) => Promise<void>]>([
    ['vanishes', (path) => rm(path)],
    ['is written anew', (path) => writeFile(path, 'later')],
  ])('and %s after it was queued goes as it was', async (_what, change) => {
    const path = await file('kept.bin', 'before');
    expect(await notify([path])).toMatchObject({ ok: true });
    await change(path);
    expect((await outcome()).files).toMatchObject([{ name: 'kept.bin', content: Buffer.from('before') }]);
  });
});

describe('the limit of all attachments together, on the way from the command line to the message', () => {
  const names = ['Отчёт за ноябрь.pdf', '📮🧾.bin', 'Ёлка & "сосна".txt'];

  test('lets exactly the limit pass, of files with and without a byte, named in Cyrillic and emoji', async () => {
    const rest = LIMIT - 2;
    const contents = [Buffer.from('Ж'), Buffer.alloc(rest, 'r'), Buffer.alloc(0)];
    const paths = [];
    for (const [index, name] of names.entries()) paths.push(await file(name, contents[index] ?? ''));
    expect(await notify(paths)).toMatchObject({ ok: true });
    expect(await outcome()).toEqual({
      queued: 1,
      logged: [],
      files: names.map((name, index) => ({ name, content: contents[index] })),
    });
  });

  test.each([
    ['one file with a byte more', [LIMIT + 1]],
    ['two files with a byte more', [LIMIT, 1]],
    ['a hundred small files with a byte more', [...Array.from({ length: 99 }, () => 10_485), LIMIT - 99 * 10_485 + 1]],
  ])('refuses %s', async (_what, sizes) => {
    const paths = [];
    for (const [index, size] of sizes.entries()) paths.push(await file(`${index} 📎.bin`, Buffer.alloc(size)));
    expect(await notify(paths)).toMatchObject({
      ok: false,
      error: { code: 'ATTACHMENTS_TOO_LARGE', attachments: { limitBytes: LIMIT, totalBytes: LIMIT + 1 } },
    });
    expect(await outcome()).toEqual({ queued: 0, logged: ['skipped ATTACHMENTS_TOO_LARGE'], files: [] });
  });

  test('lets a hundred small files pass that come to the limit', async () => {
    const sizes = [...Array.from({ length: 99 }, () => 10_485), LIMIT - 99 * 10_485];
    const paths = [];
    for (const [index, size] of sizes.entries()) paths.push(await file(`${index}.bin`, Buffer.alloc(size, index)));
    expect(await notify(paths)).toMatchObject({ ok: true });
    const { files } = await outcome();
    expect(files.map(({ content }) => content.byteLength)).toEqual(sizes);
  });
});
