import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notificationSchema } from '../../src/shared/notification.ts';
import { upload } from '../attachments/store-under-test.ts';
import {
  type ActionsUnderTest,
  LARGEST_ATTACHMENTS_BYTES,
  LIMIT,
  openActionsUnderTest,
  smtpSettings,
  ticket,
  values,
} from './action-under-test.ts';

let under: ActionsUnderTest;
beforeEach(async () => {
  under = await openActionsUnderTest();
});
afterEach(() => under.close());

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const action = { notification: 'ticket-created', values };
const unlimited = { ...smtpSettings, message: { ...smtpSettings.message, limitAttachments: false } };

/** What uploads hold as long as nothing is kept of them. */
const leftovers = () => readdirSync(under.folder).filter((name) => name.endsWith('.part'));

type Sizes = readonly (readonly [name: string, sizeBytes: number])[];
const many = (count: number, sizeBytes: number): Sizes =>
  Array.from({ length: count }, (_, index) => [`${index}.txt`, sizeBytes] as const);

describe('the limit of all attachments together', () => {
  const passing: readonly (readonly [string, Sizes])[] = [
    ['no file', []],
    ['a file without a byte', [['empty.txt', 0]]],
    ['exactly the limit', [['a.bin', LIMIT]]],
    [
      'exactly the limit, of two',
      [
        ['a.bin', LIMIT - 1],
        ['b.bin', 1],
      ],
    ],
    ['exactly the limit, of many small ones', many(64, LIMIT / 64)],
    [
      'names of any script',
      [
        ['Отчёт 📎.pdf', 5],
        ['日本語.txt', 7],
      ],
    ],
  ];
  test.each(passing)('lets %s pass', async (_what, sizes) => {
    const attachments = [];
    for (const [name, sizeBytes] of sizes)
      attachments.push({
        slot: 'report',
        name,
        uploadId: await upload(under.attachments, name, Buffer.alloc(sizeBytes, 7)),
      });
    const announced = sizes.map(([name, sizeBytes]) => ({ slot: 'report', name, sizeBytes }));
    expect(await under.check({ ...action, attachments: announced })).toEqual({ ok: true, value: { duplicate: null } });
    const result = await under.run({ ...action, attachments });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.state).toBe('pending');
    const files = under.files(result.value.deliveryId);
    expect(files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual(sizes);
    expect(under.queue.list({ after: 0, limit: 10 })[0]?.attachments).toEqual({
      count: sizes.length,
      sizeBytes: sizes.reduce((sum, [, size]) => sum + size, 0),
    });
    expect(leftovers()).toEqual([]);
  });

  const refused: readonly (readonly [string, Sizes, string])[] = [
    ['one byte more', [['a.bin', LIMIT + 1]], '1,048,577 bytes'],
    [
      'one byte more, of two',
      [
        ['small.bin', 1],
        ['large.bin', LIMIT],
      ],
      'large.bin (1,048,576 bytes)',
    ],
    ['many small files', many(65, LIMIT / 64), '1,064,960 bytes'],
    [
      'names of any script',
      [
        ['Отчёт 📎.pdf', LIMIT],
        ['x', 1],
      ],
      'Отчёт 📎.pdf',
    ],
  ];
  test.each(refused)('refuses %s: nothing is queued, and the log says why', async (_what, sizes, named) => {
    const attachments = [];
    for (const [name, sizeBytes] of sizes)
      attachments.push({
        slot: 'report',
        name,
        uploadId: await upload(under.attachments, name, Buffer.alloc(sizeBytes, 7)),
      });
    const result = await under.run({ ...action, attachments });
    const error = {
      code: 'ATTACHMENTS_TOO_LARGE',
      message: expect.stringContaining(named),
      attachments: { limitBytes: LIMIT, totalBytes: sizes.reduce((sum, [, size]) => sum + size, 0) },
    };
    expect(result).toMatchObject({ ok: false, error, value: { state: 'skipped', messageId: '' } });
    if (result.ok) throw new Error();
    const largest = result.error.attachments?.largest ?? [];
    expect(largest.length).toBeLessThanOrEqual(5);
    expect(largest.map(({ sizeBytes }) => sizeBytes)).toEqual(
      sizes
        .map(([, size]) => size)
        .sort((one, other) => other - one)
        .slice(0, 5),
    );
    expect(result.error.message).toContain('1,048,576 bytes (1 MB)');
    expect(under.queue.count({})).toBe(0);
    expect(under.log.list({}).rows).toMatchObject([{ status: 'skipped', error: { code: 'ATTACHMENTS_TOO_LARGE' } }]);
    expect(under.log.list({}).rows[0]?.error).toEqual(result.error);
    expect(leftovers()).toEqual([]);
    expect(readdirSync(under.folder), 'nothing has been kept').toEqual([]);
  });

  test('refuses announced files of 2 GiB before one is uploaded', async () => {
    const attachments = [{ slot: 'report', name: 'disk.iso', sizeBytes: 2 ** 31 }];
    for (const draft of [smtpSettings, unlimited])
      expect(await under.check({ ...action, attachments }, { draft })).toMatchObject({
        ok: false,
        error: {
          code: 'ATTACHMENTS_TOO_LARGE',
          attachments: { totalBytes: 2 ** 31, largest: [{ name: 'disk.iso', sizeBytes: 2 ** 31 }] },
        },
      });
    expect(under.log.list({}).rows).toHaveLength(2);
    expect(under.told().logged).toBe(2);
  });

  test('without a setting is 1,000 MB', async () => {
    const announced = (sizeBytes: number) => ({ ...action, attachments: [{ slot: 'log', name: 'a', sizeBytes }] });
    expect(await under.check(announced(LARGEST_ATTACHMENTS_BYTES), { draft: unlimited })).toMatchObject({ ok: true });
    expect(await under.check(announced(LARGEST_ATTACHMENTS_BYTES + 1), { draft: unlimited })).toMatchObject({
      ok: false,
      error: { attachments: { limitBytes: LARGEST_ATTACHMENTS_BYTES } },
    });
  });

  test('counts what has come, whatever was said before', async () => {
    const grown = Buffer.alloc(LIMIT + 1);
    const uploadId = await upload(under.attachments, 'a', grown);
    const attachments = [{ slot: 'report', name: 'a', uploadId, sizeBytes: 3 }];
    expect(await under.run({ ...action, attachments })).toMatchObject({
      error: { attachments: { totalBytes: LIMIT + 1 } },
    });
    const small = await upload(under.attachments, 'a', Buffer.from('12345'));
    const said = [{ slot: 'report', name: 'a', uploadId: small, sizeBytes: 2 ** 40 }];
    expect(await under.run({ ...action, attachments: said })).toMatchObject({ ok: true });
  });

  test('counts a piece that comes while the Action runs', async () => {
    const uploadId = await upload(under.attachments, 'a', Buffer.alloc(LIMIT));
    const appended = under.attachments.append(uploadId, base64('x'));
    const result = await under.run({ ...action, attachments: [{ slot: 'report', name: 'a', uploadId }] });
    expect(await appended).toMatchObject({ ok: true });
    expect(result).toMatchObject({ ok: false, error: { attachments: { totalBytes: LIMIT + 1 } } });
    expect(under.queue.count({})).toBe(0);
  });

  test('counts inline files before they are kept', async () => {
    const inline = (size: number) => [{ slot: 'report', name: 'a', base64: base64(Buffer.alloc(size, 'é')) }];
    expect(await under.run({ ...action, attachments: inline(LIMIT + 1) })).toMatchObject({
      error: { code: 'ATTACHMENTS_TOO_LARGE', attachments: { totalBytes: LIMIT + 1 } },
    });
    expect(readdirSync(under.folder)).toEqual([]);
    expect(await under.run({ ...action, attachments: inline(LIMIT) })).toMatchObject({ ok: true });
  });

  test.each(['envelope', 'outcome'] as const)(
    'leaves no file’s name in a log that keeps the %s alone',
    async (keep) => {
      const attachments = [{ slot: 'report', name: 'secret.pdf', sizeBytes: LIMIT + 1 }];
      const result = await under.check({ ...action, attachments }, { notifications: [{ ...ticket, keep }] });
      expect(JSON.stringify(result)).toContain('secret.pdf');
      const rows = under.log.list({}).rows;
      expect(rows).toMatchObject([{ status: 'skipped', error: { code: 'ATTACHMENTS_TOO_LARGE' } }]);
      expect(JSON.stringify(rows)).not.toContain('secret.pdf');
    },
  );
});

describe('files', () => {
  const withFixed = notificationSchema.parse({
    ...ticket,
    attachments: [{ file: 'terms.pdf' }, { slot: 'report', required: true }, { slot: 'log' }],
  });

  test('go along in the notification’s order, and read back with their names, types and bytes', async () => {
    const fixed = { ...(await under.attachments.addBytes([Buffer.from('%PDF terms')])), file: 'terms.pdf' };
    const attachments = [
      { slot: 'log', name: 'журнал 🪵.log', base64: base64('line\r\n') },
      { slot: 'report', name: 'one.csv', uploadId: await upload(under.attachments, 'x', Buffer.from('a;b')) },
      { slot: 'report', name: 'two.csv', base64: '' },
    ];
    const result = await under.run({ ...action, attachments }, { notifications: [withFixed], files: [fixed] });
    if (!result.ok) throw new Error(result.error.message);
    const saved = await under.messages.source(result.value.deliveryId);
    if (!saved.ok) throw new Error(saved.error.message);
    const source = Buffer.from(saved.value.base64, 'base64');
    const email = await PostalMime.parse(source);
    const found = email.attachments.map(({ filename, mimeType, content }) => {
      return [filename, mimeType, Buffer.from(content as ArrayBuffer).toString()];
    });
    expect(found).toEqual([
      ['terms.pdf', 'application/pdf', '%PDF terms'],
      ['one.csv', 'text/csv', 'a;b'],
      ['two.csv', 'text/csv', ''],
      ['журнал 🪵.log', 'text/plain', 'line\r\n'],
    ]);
    const [item] = under.queue.list({ after: 0, limit: 1 });
    expect(item).toMatchObject({ contentType: 'multipart/mixed', sizeBytes: source.byteLength });
    const view = await under.messages.message(result.value.deliveryId);
    if (!view.ok) throw new Error(view.error.message);
    expect(view.value.attachments.map(({ fileName, sizeBytes }) => [fileName, sizeBytes])).toEqual(
      found.map(([name, , content]) => [name, Buffer.byteLength(String(content))]),
    );
    expect(view.value.source).toBe(source.toString());
  });

  const attachment = { slot: 'report', name: 'a.txt' };
  const bad: readonly (readonly [string, readonly object[], string, string])[] = [
    ['for a slot that isn’t there', [{ slot: 'other', name: 'a', base64: '' }], 'INVALID_INPUT', 'other'],
    ['for no slot', [{ slot: '', name: 'a', base64: '' }], 'INVALID_INPUT', 'slot'],
    ['missing where one has to be', [{ slot: 'log', name: 'a', base64: '' }], 'ATTACHMENT_MISSING', 'report'],
    ['missing altogether', [], 'ATTACHMENT_MISSING', 'report'],
    ['only announced', [{ ...attachment, sizeBytes: 3 }], 'ATTACHMENT_UNREADABLE', 'a.txt'],
    ['with neither bytes nor size', [attachment], 'ATTACHMENT_UNREADABLE', 'a.txt'],
    ['of an upload that isn’t there', [{ ...attachment, uploadId: 'x' }], 'ATTACHMENT_UNREADABLE', 'a.txt'],
    ['given twice', [{ ...attachment, uploadId: 'x', base64: '' }], 'INVALID_INPUT', 'a.txt'],
    ['of no base64', [{ ...attachment, base64: '***' }], 'INVALID_INPUT', 'a.txt'],
    ['of base64 without padding', [{ ...attachment, base64: 'YQ' }], 'INVALID_INPUT', 'a.txt'],
    ['of base64 in lines', [{ ...attachment, base64: 'YWFh\nYWFhYWE=' }], 'INVALID_INPUT', 'a.txt'],
    ['of base64 of the other alphabet', [{ ...attachment, base64: '-_-_' }], 'INVALID_INPUT', 'a.txt'],
    [
      'of base64 with padding within',
      [{ ...attachment, base64: `${'A'.repeat(1_048_574)}==AAAA` }],
      'INVALID_INPUT',
      'a.txt',
    ],
  ];
  test.each(bad)('%s are refused, and nothing is queued', async (_what, attachments, code, named) => {
    const fixed = { ...(await under.attachments.addBytes([Buffer.from('x')])), file: 'terms.pdf' };
    const changes = { notifications: [withFixed], files: [fixed] };
    const result = await under.run({ ...action, attachments: attachments as never }, changes);
    expect(result).toMatchObject({ ok: false, error: { code, field: 'attachments' } });
    expect(result.ok ? '' : result.error.message).toContain(named);
    expect([under.queue.count({}), under.log.list({}).rows.length, under.told().queued]).toEqual([0, 0, 0]);
  });

  test.each(['isn’t known', 'is gone', 'has another size'])('a fixed one that %s stops the Action', async (what) => {
    const fixed = { ...(await under.attachments.addBytes([Buffer.from('terms')])), file: 'terms.pdf' };
    if (what === 'is gone') rmSync(join(under.folder, fixed.sha256));
    if (what === 'has another size') truncateSync(join(under.folder, fixed.sha256), 2);
    const attachments = [{ slot: 'report', name: 'a', base64: '' }];
    const changes = { notifications: [withFixed], files: what === 'isn’t known' ? [] : [fixed] };
    const expected = {
      ok: false,
      error: { code: 'ATTACHMENT_UNREADABLE', message: expect.stringContaining('terms.pdf') },
    };
    expect(await under.check({ ...action, attachments }, changes)).toMatchObject(expected);
    expect(await under.run({ ...action, attachments }, changes)).toMatchObject(expected);
    expect(under.queue.count({})).toBe(0);
  });

  test('that have been uploaded stay to be used once what was wrong has been mended', async () => {
    const uploadId = await upload(under.attachments, 'a', Buffer.from('123'));
    const attachments = [{ slot: 'report', name: 'a', uploadId }];
    const { title: _title, ...incomplete } = values;
    const failed = await under.run({ ...action, values: incomplete, attachments });
    expect(failed).toMatchObject({ ok: false, error: { code: 'PLACEHOLDER_UNKNOWN' } });
    expect(await under.run({ ...action, attachments })).toMatchObject({ ok: true });
    expect(under.attachments.receivedBytes(uploadId)).toBeUndefined();
  });

  test('that are changed after the message was queued are told of instead of being sent', async () => {
    const attachments = [{ slot: 'report', name: 'a', base64: base64('123') }];
    const result = await under.run({ ...action, attachments });
    if (!result.ok) throw new Error(result.error.message);
    const [file] = under.files(result.value.deliveryId);
    truncateSync(join(under.folder, file?.sha256 ?? ''), 1);
    expect(await under.messages.source(result.value.deliveryId)).toMatchObject({
      ok: false,
      error: { code: 'ATTACHMENT_UNREADABLE' },
    });
    expect(await under.messages.message(result.value.deliveryId)).toMatchObject({
      ok: true,
      value: { subject: '[T7] Printer', attachments: [{ fileName: 'a', sizeBytes: 3 }] },
    });
  });
});
