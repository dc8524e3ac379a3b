import { userInfo } from 'node:os';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';
import { upload } from '../attachments/store-under-test.ts';
import {
  type ActionsUnderTest,
  LIMIT,
  openActionsUnderTest,
  smtpSettings,
  ticket,
  values,
} from './action-under-test.ts';

const DAY = 24 * 3_600_000;
let under: ActionsUnderTest;
beforeEach(async () => {
  under = await openActionsUnderTest();
});
afterEach(() => under.close());

const action = { notification: 'ticket-created', values };
const withQueue = (queue: Partial<SettingsDraft['queue']>): SettingsDraft => {
  return { ...smtpSettings, queue: { ...smtpSettings.queue, ...queue } };
};

describe('an Action', () => {
  test('queues its message, rendered', async () => {
    const filled = {
      ...ticket,
      cc: 'Team <team@example.org>',
      bcc: 'secret@example.org',
      replyTo: 'Desk <reply@example.org>',
      from: '{{title}} <robot@sender.test>',
    };
    const input = { ...action, notification: 'Ticket-Created', initiator: 'kim@example.org' };
    const result = await under.run(input, { notifications: [filled] });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value).toEqual({
      deliveryId: expect.any(Number),
      messageId: expect.stringMatching(/^<[0-9a-f-]{36}@sender\.test>$/),
      state: 'pending',
    });
    expect(under.queue.list({ after: 0, limit: 10 })).toMatchObject([
      {
        id: result.value.deliveryId,
        state: 'pending',
        notification: 'ticket-created',
        initiator: 'kim@example.org',
        server: 'mail.example.org:25',
        from: 'robot@sender.test',
        to: ['pat@example.org'],
        cc: ['team@example.org'],
        bcc: ['secret@example.org'],
        subject: '[T7] Printer',
        messageId: result.value.messageId,
        contentType: 'multipart/alternative',
      },
    ]);
    const source = under.source(result.value.deliveryId);
    expect(source).not.toContain('secret@example.org');
    const email = await PostalMime.parse(source);
    expect(email).toMatchObject({
      from: { name: 'Printer', address: 'robot@sender.test' },
      to: [{ address: 'pat@example.org' }],
      cc: [{ name: 'Team', address: 'team@example.org' }],
      replyTo: [{ name: 'Desk', address: 'reply@example.org' }],
      subject: '[T7] Printer',
      messageId: result.value.messageId,
    });
    expect(email.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
    expect(email.headers.some(({ key }) => key === 'date')).toBe(true);
    expect(under.told()).toEqual({ queued: 1, logged: 0 });
  });

  test('goes in the settings’ character set, and in plain text where they ask for it', async () => {
    const draft = {
      ...smtpSettings,
      message: { ...smtpSettings.message, charset: 'koi8-r', plainText: true } as const,
    };
    const run = async (title: string) => {
      const result = await under.run({ ...action, values: { ...values, title } }, { draft });
      if (!result.ok) throw new Error(result.error.message);
      return result.value.deliveryId;
    };
    const source = under.source(await run('Принтер'));
    expect(source).toContain('Content-Type: text/plain; charset=koi8-r');
    expect(source).not.toContain('text/html');
    const fallen = await run('Принтер 🖨️');
    expect(under.source(fallen)).toContain('charset=utf-8');
    expect(under.log.get(fallen)).toMatchObject({ ok: true, value: { warnings: ['SENT_AS_UTF8'] } });
  });

  const wrong: readonly (readonly [string, object, object, SettingsDraft, object])[] = [
    ['nobody knows', { notification: 'other' }, {}, smtpSettings, { code: 'NOT_FOUND', field: 'notification' }],
    ['is disabled', {}, { enabled: false }, smtpSettings, { code: 'NOTIFICATION_DISABLED' }],
    ['lacks a value', { values: {} }, {}, smtpSettings, { code: 'PLACEHOLDER_UNKNOWN' }],
    ['has no such placeholder', { values: { ...values, x: '' } }, {}, smtpSettings, { code: 'PLACEHOLDER_UNKNOWN' }],
    [
      'gets no address',
      { values: { ...values, requester: 'pat' } },
      {},
      smtpSettings,
      { code: 'INVALID_INPUT', field: 'to' },
    ],
    [
      'has no sender',
      {},
      {},
      { ...smtpSettings, message: { ...smtpSettings.message, from: '' } },
      { code: 'INVALID_INPUT', field: 'from' },
    ],
    [
      'has too many recipients',
      { values: { ...values, requester: Array.from({ length: 99 }, (_, index) => `p${index}@example.org`).join(',') } },
      { cc: 'c1@example.org', bcc: 'c2@example.org' },
      smtpSettings,
      { code: 'INVALID_INPUT', field: 'to' },
    ],
  ];
  test.each(wrong)('of a notification that %s queues nothing', async (_what, input, changes, draft, error) => {
    const changed = { draft, notifications: [{ ...ticket, ...changes }] };
    expect(await under.run({ ...action, ...input }, changed)).toMatchObject({ ok: false, error });
    expect(await under.check({ ...action, ...input }, changed)).toMatchObject({ ok: false, error });
    expect([under.queue.count({}), under.log.list({}).rows.length, under.told().queued]).toEqual([0, 0, 0]);
  });

  test('needs no sender for the capture server', async () => {
    expect(await under.run(action, { draft: defaultSettings })).toMatchObject({ ok: true });
    expect(under.queue.list({ after: 0, limit: 1 })).toMatchObject([{ from: 'postroom@localhost' }]);
  });

  test('writes to each address once, and to a hundred at most', async () => {
    const list = Array.from({ length: 97 }, (_, index) => `p${index}@example.org`).join(';');
    const notifications = [
      {
        ...ticket,
        to: `${list}; P1@EXAMPLE.org; p1@EXAMPLE.ORG`,
        cc: 'P1@example.org, x@example.org, p2@example.org',
        bcc: 'x@example.org, y@example.org',
      },
    ];
    expect(await under.run(action, { notifications })).toMatchObject({ ok: true });
    const [item] = under.queue.list({ after: 0, limit: 1 });
    expect(item?.to).toHaveLength(98);
    expect([item?.cc, item?.bcc]).toEqual([['x@example.org'], ['y@example.org']]);
  });

  test('waits for its time, and may be a minute late', async () => {
    const from = (milliseconds: number) => new Date(under.now().getTime() + milliseconds).toISOString();
    const at = from(DAY);
    await under.run({ ...action, at });
    await under.run({ ...action, at: from(-30_000) });
    expect(under.queue.list({ after: 0, limit: 2 })).toMatchObject([
      { waitsFor: 'schedule', nextAttemptAt: at },
      { waitsFor: null },
    ]);
    const late = { ...action, at: from(-90_000) };
    const refused = { ok: false, error: { code: 'INVALID_INPUT', field: 'at' } };
    expect([await under.check(late), await under.run(late)]).toMatchObject([refused, refused]);
    expect(under.queue.list({ after: 0, limit: 9 })).toHaveLength(2);
  });

  test.each([[undefined], [''], ['  ']])(
    'with the initiator %j is the operating system’s user’s',
    async (initiator) => {
      expect(await under.run({ ...action, ...(initiator === undefined ? {} : { initiator }) })).toMatchObject({
        ok: true,
      });
      expect(under.queue.list({ after: 0, limit: 1 })).toMatchObject([{ initiator: userInfo().username }]);
    },
  );
});

describe('the same idempotency key', () => {
  test('gives the first delivery and queues nothing, for seven days', async () => {
    const input = { ...action, idempotencyKey: 'k1' };
    const first = await under.run(input);
    if (!first.ok) throw new Error(first.error.message);
    const uploadId = await upload(under.attachments, 'a', Buffer.from('1'));
    const duplicate = { ...first.value, duplicateOf: first.value.deliveryId };
    const again = { ...input, values: {}, attachments: [{ slot: 'x', name: 'a', uploadId }] };
    expect(await under.check(again)).toEqual({ ok: true, value: { duplicate } });
    expect(await under.run(again, { notifications: [] })).toEqual({ ok: true, value: duplicate });
    expect(under.attachments.receivedBytes(uploadId)).toBeUndefined();
    expect(under.queue.hold([first.value.deliveryId], 'person', Date.now())).toBe(1);
    expect(await under.run(input)).toEqual({ ok: true, value: { ...duplicate, state: 'held' } });
    expect(under.queue.count({})).toBe(1);
    under.later(7 * DAY + 1000);
    expect(await under.run(input)).not.toHaveProperty('value.duplicateOf');
    expect(under.queue.count({})).toBe(2);
  });

  test('adds no row as long as the Action is refused, and queues it once it isn’t', async () => {
    const input = {
      ...action,
      idempotencyKey: 'k',
      attachments: [{ slot: 'report', name: 'a', sizeBytes: LIMIT + 1 }],
    };
    expect(await under.check(input)).toMatchObject({ ok: false, error: { code: 'ATTACHMENTS_TOO_LARGE' } });
    under.later(1000);
    const before = under.now().toISOString();
    expect(await under.check(input)).toMatchObject({ ok: false, error: { code: 'ATTACHMENTS_TOO_LARGE' } });
    const [refused, ...others] = under.log.list({}).rows;
    expect([refused?.status, others]).toEqual(['skipped', []]);
    expect(String(refused?.at) >= before).toBe(true);
    const smaller = await under.run({ ...action, idempotencyKey: 'k' });
    expect(smaller).toMatchObject({ ok: true, value: { state: 'pending' } });
    expect(smaller).not.toHaveProperty('value.duplicateOf');
    expect(await under.run(input)).toMatchObject({ ok: true, value: { duplicateOf: smaller.value?.deliveryId } });
    expect(under.log.list({}).rows).toHaveLength(1);
  });

  test('of one that is kept without recipients gives that failure again', async () => {
    const notifications = [{ ...ticket, allowBlanks: true }];
    const input = { ...action, values: { ...values, requester: '' }, idempotencyKey: 'k' };
    const first = await under.run(input, { notifications });
    const again = await under.run(input, { notifications });
    expect(again).toEqual({ ...first, value: { ...first.value, duplicateOf: first.value?.deliveryId } });
    expect(again).toMatchObject({ ok: false, error: { code: 'RECIPIENT_MISSING' }, value: { state: 'failed' } });
    expect(await under.check(input, { notifications })).toEqual({ ...again, value: { duplicate: again.value } });
    expect(under.queue.count({})).toBe(1);
    const draft = withQueue({ withoutRecipient: 'delete' });
    const skipped = await under.run({ ...input, idempotencyKey: 'other' }, { draft, notifications });
    expect(await under.run({ ...input, idempotencyKey: 'other' }, { draft, notifications })).toEqual({
      ...skipped,
      value: { ...skipped.value, duplicateOf: skipped.value?.deliveryId },
    });
  });

  test('for another notification is another one', async () => {
    const notifications = [ticket, { ...ticket, name: 'ticket-closed' }];
    const first = await under.run({ ...action, idempotencyKey: 'k' }, { notifications });
    const other = await under.run({ ...action, notification: 'ticket-closed', idempotencyKey: 'k' }, { notifications });
    expect(other).not.toHaveProperty('value.duplicateOf');
    const again = { ...action, notification: ' TICKET-created ', idempotencyKey: 'k' };
    expect(await under.run(again, { notifications })).toHaveProperty('value.duplicateOf', first.value?.deliveryId);
  });

  test('gives what was left out for the initiator’s sake, and adds no row', async () => {
    const draft = withQueue({ skipInitiator: true });
    const input = { ...action, idempotencyKey: 'k', initiator: 'pat@example.org' };
    const first = await under.run(input, { draft });
    const again = await under.run(input, { draft });
    expect(first).toMatchObject({ ok: true, value: { state: 'skipped' } });
    expect(again).toMatchObject({ ok: true, value: { state: 'skipped', duplicateOf: first.value?.deliveryId } });
    expect(under.log.list({}).rows).toHaveLength(1);
  });

  test('at the same moment queues one', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => under.run({ ...action, idempotencyKey: 'k' })));
    const reports = results.map((result) => (result.ok ? result.value : undefined));
    expect(new Set(reports.map((report) => report?.deliveryId)).size).toBe(1);
    expect(reports.filter((report) => report?.duplicateOf === undefined)).toHaveLength(1);
    expect(under.queue.count({})).toBe(1);
    expect(under.told().queued).toBe(1);
  });
});

describe('a notification that nobody is to get', () => {
  const nobody = { ...action, values: { ...values, requester: '' } };
  const notifications = [{ ...ticket, allowBlanks: true }];

  test('fails and is kept, when the settings say so, under the number that is told', async () => {
    expect(await under.check(nobody, { notifications })).toMatchObject({ ok: true });
    const result = await under.run(nobody, { notifications });
    expect(result).toMatchObject({ ok: false, error: { code: 'RECIPIENT_MISSING' }, value: { state: 'failed' } });
    expect(result).toHaveProperty('error.help', expect.stringContaining(`as number ${result.value?.deliveryId}.`));
    expect(under.queue.list({ after: 0, limit: 1 })).toMatchObject([
      { state: 'failed', error: { code: 'RECIPIENT_MISSING' } },
    ]);
    expect(under.log.list({}).rows).toMatchObject([{ status: 'failed', error: { code: 'RECIPIENT_MISSING' } }]);
    expect(under.told().logged).toBe(1);
  });

  test('is left out, when the settings say so', async () => {
    const draft = withQueue({ withoutRecipient: 'delete' });
    const result = await under.run(nobody, { draft, notifications });
    expect(result).toMatchObject({ ok: false, error: { code: 'RECIPIENT_MISSING' }, value: { state: 'skipped' } });
    expect(under.queue.count({})).toBe(0);
    const [row] = under.log.list({}).rows;
    expect(row).toMatchObject({ status: 'skipped', error: { code: 'RECIPIENT_MISSING' } });
    expect(await under.messages.message(row?.id ?? 0)).toMatchObject({
      ok: true,
      value: { text: expect.stringContaining('never') },
    });
    expect(await under.messages.source(row?.id ?? 0)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  test('that is left out is told before its files come, with one row in the log', async () => {
    const draft = withQueue({ withoutRecipient: 'delete' });
    const announced = { ...nobody, attachments: [{ slot: 'report', name: 'a.pdf', sizeBytes: 7 }] };
    expect(await under.check(announced, { draft, notifications })).toMatchObject({
      ok: false,
      error: { code: 'RECIPIENT_MISSING' },
    });
    expect(under.log.list({}).rows).toMatchObject([{ status: 'skipped', error: { code: 'RECIPIENT_MISSING' } }]);
  });
});

test.each([
  ['pat@example.org', 'desk', 'pat@example.org (by desk)'],
  [undefined, 'desk', 'desk'],
  [' ', 'desk', 'desk'],
  ['desk', 'desk', 'desk'],
])('with the initiator %j and the API token %j the queue names %j', async (initiator, token, named) => {
  await under.run({ ...action, ...(initiator === undefined ? {} : { initiator }), token });
  expect(under.queue.list({ after: 0, limit: 1 })).toMatchObject([{ initiator: named }]);
});

describe('the initiator', () => {
  const cases: readonly (readonly [string, boolean, string, object, readonly string[] | 'skipped'])[] = [
    ['is taken out of To', true, 'pat@example.org', { to: 'pat@example.org, kim@example.org' }, ['kim@example.org']],
    [
      'is known by a name beside the address',
      true,
      'Pat <PAT@Example.org>',
      { to: 'pat@example.org, kim@example.org' },
      ['kim@example.org'],
    ],
    ['stays in To unless the settings say otherwise', false, 'pat@example.org', {}, ['pat@example.org']],
    [
      'stays in CC',
      true,
      'pat@example.org',
      { to: 'kim@example.org', cc: 'pat@example.org' },
      ['kim@example.org', 'pat@example.org'],
    ],
    ['stays in CC when To has nobody else', true, 'pat@example.org', { cc: 'kim@example.org' }, ['kim@example.org']],
    ['stays in CC even when in To as well', true, 'pat@example.org', { cc: 'pat@example.org' }, ['pat@example.org']],
    ['who is no address takes nobody out', true, 'nightly job', {}, ['pat@example.org']],
    ['who is alone gets nothing, and that is no failure', true, 'pat@example.org', {}, 'skipped'],
  ];
  test.each(cases)('%s', async (_what, skipInitiator, initiator, changes, expected) => {
    const draft = withQueue({ skipInitiator });
    const result = await under.run({ ...action, initiator }, { draft, notifications: [{ ...ticket, ...changes }] });
    if (!result.ok) throw new Error(result.error.message);
    const row = under.log.get(result.value.deliveryId);
    if (expected === 'skipped') {
      expect(result.value).toMatchObject({ state: 'skipped', messageId: '' });
      expect(row).toMatchObject({
        ok: true,
        value: { status: 'skipped', error: { message: expect.stringContaining('only recipient') } },
      });
      expect(under.queue.count({})).toBe(0);
    } else expect(row).toMatchObject({ ok: true, value: { recipients: expected } });
  });
});
