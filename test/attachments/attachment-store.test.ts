import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LARGEST_ATTACHMENTS_BYTES } from '../../src/shared/action.ts';
import { joined } from '../pieces.ts';
import { openStoreUnderTest, type StoreUnderTest, upload } from './store-under-test.ts';

const HOUR = 3_600_000;
let under: StoreUnderTest;
beforeEach(async () => {
  under = await openStoreUnderTest();
});
afterEach(() => under.close());

const sha256Of = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** As an Action enters a message with a file. */
function refer(database: StoreUnderTest['database'], sha256: string): void {
  const columns = `created_at, kind, status, connection, service, host, port, sender, recipients, subject, message_id, size_bytes`;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO deliveries (${columns}) VALUES ('', 'notification', 'queued', 'default', 'smtp', 'h', 25, '', '[]', '', '', 1)`,
    )
    .run();
  database
    .prepare(
      `INSERT INTO delivery_attachments (delivery_id, place, byte_offset, sha256, name, content_type, size_bytes)
       VALUES (?, 0, 0, ?, 'a', 'text/plain', 1)`,
    )
    .run(lastInsertRowid, sha256);
}

describe('a file', () => {
  test('is kept under its content’s SHA-256, for its owner alone', async () => {
    const content = Buffer.from('a report');
    const stored = await under.store.addBytes([content.subarray(0, 3), content.subarray(3)]);
    expect(stored).toEqual({ sha256: sha256Of(content), sizeBytes: 8 });
    expect(readdirSync(under.folder)).toEqual([stored.sha256]);
    expect(statSync(under.folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(under.folder, stored.sha256)).mode & 0o777).toBe(0o600);
    expect(await joined(under.store.read(stored.sha256))).toEqual(content);
    expect(under.store.sizeOf(stored.sha256)).toBe(8);
  });

  test('that comes twice is kept once, and a damaged one is mended', async () => {
    const content = Buffer.from('a report');
    const { sha256 } = await under.store.addBytes([content]);
    truncateSync(join(under.folder, sha256), 3);
    const id = await upload(under.store, 'again.txt', content);
    expect(await under.store.finish(id)).toEqual({ ok: true, value: { sha256, sizeBytes: 8 } });
    expect(readdirSync(under.folder)).toEqual([sha256]);
    expect(await joined(under.store.read(sha256))).toEqual(content);
    expect(under.database.prepare('SELECT * FROM attachments').all()).toEqual([{ sha256, size_bytes: 8, fresh: 2 }]);
  });

  test('without a byte is one too', async () => {
    const stored = await under.store.finish(await upload(under.store, 'empty', Buffer.of()));
    expect(stored).toEqual({ ok: true, value: { sha256: sha256Of(Buffer.of()), sizeBytes: 0 } });
  });

  test('is there or not, all of them', async () => {
    const one = (await under.store.addBytes([Buffer.from('1')])).sha256;
    expect(under.store.isThere([])).toBe(true);
    expect(under.store.isThere([one])).toBe(true);
    expect(under.store.isThere([one, sha256Of(Buffer.from('2'))])).toBe(false);
    await expect(joined(under.store.read(sha256Of(Buffer.from('2'))))).rejects.toThrow();
  });

  test.each(['../postroom.db', '..', '', 'a'.repeat(63), `${'A'.repeat(64)}`, '/etc/passwd'])(
    'is never looked for under another name: %j',
    (name) => {
      expect(() => under.store.sizeOf(name)).toThrow('Not the name');
      expect(() => under.store.read(name)).toThrow('Not the name');
    },
  );
});

describe('an upload', () => {
  test('comes in pieces that count in the order of their calls', async () => {
    const begun = await under.store.begin({ name: '../../x', sizeBytes: 3 });
    if (!begun.ok) throw new Error();
    const { uploadId } = begun.value;
    const all = ['a', 'bb', 'ccc', 'dd', 'e'];
    const results = await Promise.all(all.map((text) => under.store.append(uploadId, base64(text))));
    expect(results).toEqual([1, 3, 6, 8, 9].map((receivedBytes) => ({ ok: true, value: { receivedBytes } })));
    const stored = await under.store.finish(uploadId);
    if (!stored.ok) throw new Error();
    expect((await joined(under.store.read(stored.value.sha256))).toString()).toBe(all.join(''));
    expect(await under.store.finish(uploadId), 'finished again').toEqual(stored);
    expect(await under.store.append(uploadId, base64('more'))).toMatchObject({ ok: false });
    expect(await under.store.cancel(uploadId)).toBe(true);
    expect(under.store.sizeOf(stored.value.sha256)).toBe(9);
  });

  test.each([LARGEST_ATTACHMENTS_BYTES + 1, 2 ** 31, Number.MAX_SAFE_INTEGER])(
    'announced with %i bytes is refused before a byte of it is read',
    async (sizeBytes) => {
      expect(await under.store.begin({ name: 'disk.iso', sizeBytes })).toMatchObject({
        ok: false,
        error: {
          code: 'ATTACHMENTS_TOO_LARGE',
          attachments: { limitBytes: LARGEST_ATTACHMENTS_BYTES, totalBytes: sizeBytes },
        },
      });
      expect(readdirSync(under.folder)).toEqual([]);
    },
  );

  test('announced at the limit may begin', async () => {
    expect(await under.store.begin({ name: 'x', sizeBytes: LARGEST_ATTACHMENTS_BYTES })).toMatchObject({ ok: true });
  });

  test.each([
    ['no base64', '*'],
    ['without its padding', 'YQ'],
    ['with a line break', 'YWFh\r\nYWFh'],
    ['with unused bits', 'YR=='],
    ['with padding within', 'YQ==YQ=='],
    ['of the other alphabet', '-_-_'],
    ['with a NUL', 'YWF\0'],
  ])('takes no piece %s, and goes on with the next', async (_what, piece) => {
    const id = await upload(under.store, 'a', Buffer.from('12'));
    expect(await under.store.append(id, piece)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    expect(await under.store.append(id, base64('3'))).toEqual({ ok: true, value: { receivedBytes: 3 } });
  });

  test.each(['', 'nothing', '__proto__', '../x'])('that isn’t there is told of: %j', async (id) => {
    expect(await under.store.append(id, '')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await under.store.finish(id)).toMatchObject({ ok: false, error: { code: 'ATTACHMENT_UNREADABLE' } });
    expect(await under.store.cancel(id)).toBe(false);
    expect(under.store.receivedBytes(id)).toBeUndefined();
  });

  test('doesn’t begin while 250 are open, until one of them ends', async () => {
    const begin = () => under.store.begin({ name: 'x', sizeBytes: 1 });
    const all = await Promise.all(Array.from({ length: 260 }, begin));
    expect(all.filter(({ ok }) => ok)).toHaveLength(250);
    expect(await begin()).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED' } });
    const first = all[0];
    if (first?.ok !== true) throw new Error();
    await under.store.cancel(first.value.uploadId);
    expect(await begin()).toMatchObject({ ok: true });
  });

  test('leaves nothing when it is cancelled, or the store is closed', async () => {
    const one = await upload(under.store, 'a', Buffer.from('1'));
    await upload(under.store, 'b', Buffer.from('2'));
    expect(readdirSync(under.folder)).toHaveLength(2);
    expect(await under.store.cancel(one)).toBe(true);
    expect(readdirSync(under.folder)).toHaveLength(1);
    await under.store.close();
    expect(readdirSync(under.folder)).toEqual([]);
  });

  test('is forgotten an hour after its last piece', async () => {
    const id = await upload(under.store, 'a', Buffer.from('1'));
    under.later(HOUR - 60_000);
    await under.store.append(id, base64('2'));
    under.later(HOUR - 60_000);
    await under.store.begin({ name: 'b', sizeBytes: 0 });
    expect(under.store.receivedBytes(id)).toBe(2);
    under.later(120_000);
    await under.store.begin({ name: 'c', sizeBytes: 0 });
    expect(under.store.receivedBytes(id)).toBeUndefined();
    expect(readdirSync(under.folder)).toHaveLength(2);
  });
});

describe('a file that isn’t what was kept', () => {
  test.each<[what: string, change: (path: string) => void]>([
    ['another content of its size', (path) => writeFileSync(path, 'EVIL REPORT')],
    ['a content that is longer', (path) => writeFileSync(path, 'a true report')],
    ['a link', (path) => replace(path, () => symlinkSync('/etc/hostname', path))],
    ['a folder', (path) => replace(path, () => mkdirSync(path))],
    ['a pipe', (path) => replace(path, () => execFileSync('mkfifo', [path]))],
  ])('is never read to its end: %s', async (_what, change) => {
    const { sha256 } = await under.store.addBytes([Buffer.from('TRUE REPORT')]);
    change(join(under.folder, sha256));
    await expect(joined(under.store.read(sha256))).rejects.toThrow();
  });

  const replace = (path: string, make: () => void) => {
    rmSync(path);
    make();
  };
});

test('the folder is made anew, for its owner alone, when somebody has removed it', async () => {
  rmSync(under.folder, { recursive: true });
  expect(await under.store.sweep()).toBe(0);
  const { sha256 } = await under.store.addBytes([Buffer.from('a')]);
  expect(under.store.sizeOf(sha256)).toBe(1);
  expect(statSync(under.folder).mode & 0o777).toBe(0o700);
});

describe('a file that was referred to', () => {
  const forget = () => under.database.exec('DELETE FROM deliveries');
  const isThere = (sha256: string) => under.store.isThere([sha256]);

  test('goes at once with its last reference', async () => {
    const { sha256 } = await under.store.addBytes([Buffer.from('1')]);
    for (const _message of [1, 2]) refer(under.database, sha256);
    under.database.exec('DELETE FROM deliveries WHERE id = 1');
    expect([await under.store.release(), isThere(sha256)]).toEqual([0, true]);
    forget();
    expect([await under.store.release(), isThere(sha256)]).toEqual([1, false]);
    expect(under.database.prepare('SELECT count(*) FROM attachments').pluck().get()).toBe(0);
    expect(await under.store.release()).toBe(0);
  });

  test('stays while the same content was kept for somebody who has not referred to it yet, for two hours', async () => {
    const { sha256 } = await under.store.addBytes([Buffer.from('1')]);
    refer(under.database, sha256);
    await under.store.addBytes([Buffer.from('1')]);
    forget();
    expect([await under.store.release(), isThere(sha256)]).toEqual([0, true]);
    refer(under.database, sha256);
    forget();
    expect([await under.store.release(), isThere(sha256)]).toEqual([1, false]);
    const again = await under.store.addBytes([Buffer.from('1')]);
    under.later(3 * HOUR);
    expect([await under.store.sweep(), isThere(again.sha256)]).toEqual([1, false]);
  });

  test('goes when there are many of them, or it is gone already', async () => {
    const all = await Promise.all(
      Array.from({ length: 45 }, (_, index) => under.store.addBytes([Buffer.from(`${index}`)])),
    );
    for (const { sha256 } of all) refer(under.database, sha256);
    rmSync(join(under.folder, all[3]?.sha256 ?? ''));
    forget();
    expect(await under.store.release()).toBe(45);
    expect(readdirSync(under.folder)).toEqual([]);
  });
});

describe('a sweep', () => {
  test('removes what nothing refers to any more, and nothing else', async () => {
    const [used, fixed, unused, fresh] = ['1', '2', '3', '4'].map((text) => sha256Of(Buffer.from(text))) as [
      string,
      string,
      string,
      string,
    ];
    for (const text of ['1', '2', '3']) await under.store.addBytes([Buffer.from(text)]);
    refer(under.database, used);
    under.database.exec(
      `INSERT INTO notifications (id, name, enabled, document, version, created_at, updated_at) VALUES (1, 'n', 1, '{}', 1, '', '');
       INSERT INTO notification_files (notification_id, file, sha256, size_bytes) VALUES (1, 'f', '${fixed}', 1)`,
    );
    writeFileSync(join(under.folder, 'somebody else’s.txt'), '');
    under.later(3 * HOUR);
    await under.store.addBytes([Buffer.from('4')]);
    expect(await under.store.sweep()).toBe(1);
    expect(under.store.isThere([used, fixed, fresh])).toBe(true);
    expect(under.store.sizeOf(unused)).toBeUndefined();
    expect(readdirSync(under.folder)).toHaveLength(4);
    expect(under.database.prepare('SELECT count(*) FROM attachments').pluck().get()).toBe(3);
    under.database.exec('DELETE FROM deliveries');
    expect(await under.store.sweep()).toBe(1);
    expect(under.store.sizeOf(used)).toBeUndefined();
  });

  test('removes what interrupted uploads left a day ago', async () => {
    const file = join(under.folder, '00000000-0000-4000-8000-000000000000.part');
    writeFileSync(file, 'half');
    expect(await under.store.sweep()).toBe(0);
    utimesSync(file, new Date(), new Date(Date.now() - 25 * HOUR));
    expect(await under.store.sweep()).toBe(1);
    expect(readdirSync(under.folder)).toEqual([]);
  });

  test('in another process takes no file from a message that is entered meanwhile', async () => {
    const module = (file: string) => JSON.stringify(new URL(`../../src/main/${file}`, import.meta.url).href);
    const program = `
      import { createAttachmentStore } from ${module('attachments/attachment-store.ts')};
      import { openDatabase } from ${module('store/database.ts')};
      const dataFolder = ${JSON.stringify(under.dataFolder)};
      const database = openDatabase(dataFolder).value;
      const now = () => new Date(Date.now() + 3 * 3_600_000);
      const store = createAttachmentStore({ database, dataFolder, now });
      let going = true;
      process.stdin.once('end', () => { going = false; }).resume();
      let removed = 0;
      console.log('ready');
      while (going) removed += await store.sweep();
      console.log(removed);`;
    const sweeper = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const output = createInterface(sweeper.stdout)[Symbol.asyncIterator]();
    expect((await output.next()).value).toBe('ready');
    const enter = under.database.transaction((sha256: string) => {
      if (!under.store.isThere([sha256])) return false;
      refer(under.database, sha256);
      return true;
    }).immediate;
    const entered: string[] = [];
    for (let index = 0; index < 300; index++) {
      const { sha256 } = await under.store.addBytes([Buffer.from(`content ${index}`)]);
      if (index % 2 === 0) await new Promise((resolve) => setTimeout(resolve, index % 7));
      if (enter(sha256)) entered.push(sha256);
    }
    sweeper.stdin.end();
    const removed = Number((await output.next()).value);
    expect(under.store.isThere(entered)).toBe(true);
    expect(entered.length).toBeGreaterThan(0);
    expect(removed).toBeGreaterThan(0);
  });
});
