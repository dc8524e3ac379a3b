import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notification, NotificationView } from '../../src/shared/notification.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';
import { openNotificationsUnderTest, ticket } from './notifications-under-test.ts';

type UnderTest = Awaited<ReturnType<typeof openNotificationsUnderTest>>;
let under: UnderTest;

beforeEach(async () => {
  under = await openNotificationsUnderTest();
});
afterEach(() => under.close());

const DAY = 86_400_000;
const names = (search = '') => under.notifications.list({ search }).rows.map(({ name }) => name);
const plain = (name: string, more: Partial<Notification> = {}) => ({ name, to: 'a@example.org', ...more });

describe('saving', () => {
  test('makes a notification that is found by its number and by its name in any case', async () => {
    const view = await under.saved({ ...ticket, attachments: [] });
    expect(view).toMatchObject({ version: 1, notification: { ...ticket, attachments: [], keep: 'full' }, notices: [] });
    expect(expectValue(under.notifications.get({ id: view.id }))).toEqual(view);
    expect(expectValue(under.notifications.get({ name: 'TICKET-created' }))).toEqual(view);
    expect(under.changes()).toBe(1);
  });

  test('changes one, counts its versions, and another process sees that', async () => {
    const elsewhere = under.elsewhere();
    const { id } = await under.saved(plain('a'));
    expect(expectValue(elsewhere.get({ id })).version).toBe(1);
    const changed = await under.saved(plain('b', { subject: 'new' }), { id, basedOn: 1 });
    expect(changed).toMatchObject({ id, version: 2, notification: { name: 'b', subject: 'new' } });
    expect(expectValue(elsewhere.get({ id }))).toEqual(changed);
  });

  test('refuses a version that somebody has changed meanwhile, and keeps that change', async () => {
    const { id } = await under.saved(plain('a'));
    await under.saved(plain('a', { subject: 'theirs' }), { id, basedOn: 1 });
    const failure = expectFailure(
      await under.save(plain('a', { subject: 'mine' }), { id, basedOn: 1 }),
      'NOTIFICATION_CONFLICT',
    );
    expect(failure.message).toContain('a');
    expect(expectValue(under.notifications.get({ id })).notification.subject).toBe('theirs');
  });

  test('counts switching on or off as a change', async () => {
    const { id } = await under.saved(plain('a'));
    expect(under.notifications.setEnabled([id, id, 99], false)).toEqual({ changed: 1 });
    expect(under.notifications.setEnabled([id], false)).toEqual({ changed: 0 });
    expectFailure(await under.save(plain('a'), { id, basedOn: 1 }), 'NOTIFICATION_CONFLICT');
    expect(expectValue(under.notifications.get({ id })).notification.enabled).toBe(false);
  });

  test.each(['a', 'A'])('refuses a name that another has: %s', async (name) => {
    await under.saved(plain('a'));
    const { id } = await under.saved(plain('b'));
    for (const more of [{}, { id }]) {
      const failure = expectFailure(await under.save(plain(name), more), 'INVALID_INPUT');
      expect(failure.field).toBe('name');
    }
  });

  test('lets a name change its case', async () => {
    const { id } = await under.saved(plain('a'));
    expect((await under.saved(plain('A'), { id })).notification.name).toBe('A');
  });

  test('refuses a number that nobody has', async () => {
    expectFailure(await under.save(plain('a'), { id: 7 }), 'NOT_FOUND');
    expectFailure(under.notifications.get({ id: 7 }), 'NOT_FOUND');
    expectFailure(under.notifications.get({ name: 'x' }), 'NOT_FOUND');
  });

  test.each<[what: string, Partial<Notification>, code: Parameters<typeof expectFailure>[1], field: string]>([
    ['a template that can’t be read', { html: '{% if %}' }, 'TEMPLATE_INVALID', 'html'],
    ['a tag that reads files', { text: '{% include "x" %}' }, 'TEMPLATE_INVALID', 'text'],
    [
      'a template without end',
      { subject: '{% for i in (1..999999999) %}x{% endfor %}' },
      'TEMPLATE_INVALID',
      'subject',
    ],
    ['an unknown placeholder', { cc: '{{boss}}' }, 'PLACEHOLDER_UNKNOWN', 'cc'],
    [
      'an unknown part of a placeholder',
      { subject: '{{o.b}}', placeholders: { o: { a: 1 } } },
      'PLACEHOLDER_UNKNOWN',
      'subject',
    ],
    ['an object as a text', { subject: '{{o}}', placeholders: { o: { a: 1 } } }, 'TEMPLATE_INVALID', 'subject'],
    ['what is no address', { bcc: 'nobody' }, 'INVALID_INPUT', 'bcc'],
    ['a sample that is no address', { to: '{{x}}', placeholders: { x: 'nobody' } }, 'INVALID_INPUT', 'to'],
    ['two senders', { from: 'a@example.org, b@example.org' }, 'INVALID_INPUT', 'from'],
    [
      'a slot twice',
      {
        attachments: [
          { slot: 'a', required: true },
          { slot: 'a', required: false },
        ],
      },
      'INVALID_INPUT',
      'attachments',
    ],
    ['a file twice', { attachments: [{ file: 'a' }, { file: 'a' }] }, 'INVALID_INPUT', 'attachments'],
  ])('refuses %s', async (_what, changes, code, field) => {
    expect(expectFailure(await under.save(plain('a', changes)), code).field).toBe(field);
    expect(names()).toEqual([]);
    expect(under.changes()).toBe(0);
  });

  test('takes an address whose sample is blank', async () => {
    await under.saved(plain('a', { to: 'Pat <{{x}}>', placeholders: { x: '' } }));
  });
});

describe('the list', () => {
  test('is in the order of the names and finds text in names, subjects and addresses, whatever its case', async () => {
    await under.saved(
      plain('beta', { subject: 'Größe', attachments: [{ slot: 'x', required: false }, { file: 'y' }] }),
    );
    await under.saved(plain('Alpha', { cc: 'boss@example.net', html: 'only-in-the-body' }));
    expect(names()).toEqual(['Alpha', 'beta']);
    expect([names('ALPH'), names('GRÖSSE'), names('größe'), names('boss@'), names('only-in')]).toEqual([
      ['Alpha'],
      [],
      ['beta'],
      ['Alpha'],
      [],
    ]);
    expect(under.notifications.list({}).rows[1]).toMatchObject({
      name: 'beta',
      enabled: true,
      to: 'a@example.org',
      attachments: 2,
    });
  });

  test.each(['%', '_', "'", '\\', '{{'])('takes %s for nothing but itself', async (search) => {
    await under.saved(plain('a'));
    expect(names(search)).toEqual([]);
  });
});

test('a duplicate has a name of its own and the same files', async () => {
  const { id } = await under.saved(ticket, { files: [await under.uploaded('terms.pdf', 'terms')] });
  const copies: NotificationView[] = [];
  for (let copy = 0; copy < 3; copy++) copies.push(expectValue(under.notifications.duplicate(id)));
  expect(copies.map(({ notification }) => notification.name)).toEqual([
    'ticket-created-copy',
    'ticket-created-copy-2',
    'ticket-created-copy-3',
  ]);
  expect(copies[2]?.files).toEqual([{ file: 'terms.pdf', sizeBytes: 5 }]);
  const long = await under.saved(plain('x'.repeat(100)));
  expect(expectValue(under.notifications.duplicate(long.id)).notification.name).toBe(`${'x'.repeat(95)}-copy`);
});

describe('a deleted notification', () => {
  test('is gone, gives its name away, and comes back', async () => {
    const { id } = await under.saved(plain('a', { subject: 'first' }));
    expect(under.notifications.remove([id, id, 99])).toEqual({ changed: 1 });
    expect(names()).toEqual([]);
    expectFailure(under.notifications.get({ name: 'a' }), 'NOT_FOUND');
    expectFailure(await under.save(plain('a'), { id }), 'NOT_FOUND');
    expect(under.notifications.setEnabled([id], false)).toEqual({ changed: 0 });
    expect(under.notifications.restore([id])).toEqual({ changed: 1 });
    expect(expectValue(under.notifications.get({ name: 'a' }))).toMatchObject({
      id,
      notification: { subject: 'first' },
    });
    expect(under.notifications.restore([id])).toEqual({ changed: 0 });
  });

  test('comes back under another name when its own has been given away', async () => {
    const { id } = await under.saved(plain('a'));
    under.notifications.remove([id]);
    await under.saved(plain('A'));
    under.notifications.restore([id]);
    expect(names()).toEqual(['A', 'a-restored']);
    expect(expectValue(under.notifications.get({ id })).notification.name).toBe('a-restored');
  });

  test('is kept for 30 days', async () => {
    const { id } = await under.saved(plain('a'));
    under.notifications.remove([id]);
    under.later(30 * DAY - 60_000);
    under.notifications.tidyUp();
    expect(under.notifications.restore([id])).toEqual({ changed: 1 });
    under.notifications.remove([id]);
    under.later(30 * DAY + 60_000);
    under.notifications.tidyUp();
    expect(under.notifications.restore([id])).toEqual({ changed: 0 });
  });
});

describe('fixed files', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  test('are kept when the notification is saved again, and replaced by another upload', async () => {
    const first = await under.saved(ticket, { files: [await under.uploaded('terms.pdf', 'one')] });
    expect(first).toMatchObject({ files: [{ file: 'terms.pdf', sizeBytes: 3 }], notices: [] });
    const again = await under.saved({ ...ticket, subject: 'x' }, { id: first.id });
    expect(again.files).toEqual(first.files);
    await under.saved(ticket, { id: first.id, files: [await under.uploaded('terms.pdf', 'three')] });
    expect(expectValue(await under.notifications.file(first.id, 'terms.pdf'))).toEqual({
      fileName: 'terms.pdf',
      contentType: 'application/pdf',
      base64: base64('three'),
    });
  });

  test('that are missing are a notice, whether they never came or are gone', async () => {
    const { id, files, notices } = await under.saved(ticket);
    expect([files, notices]).toEqual([
      [{ file: 'terms.pdf', sizeBytes: null }],
      ['The file “terms.pdf” has not been uploaded.'],
    ]);
    expectFailure(await under.notifications.file(id, 'terms.pdf'), 'ATTACHMENT_UNREADABLE');
    await under.saved(ticket, { id, files: [await under.uploaded('terms.pdf', 'one')] });
    rmSync(under.folder, { recursive: true });
    expect(expectValue(under.notifications.get({ id })).notices).toHaveLength(1);
    expectFailure(await under.notifications.file(id, 'terms.pdf'), 'ATTACHMENT_UNREADABLE');
    expectFailure(await under.notifications.file(id, 'other.pdf'), 'NOT_FOUND');
  });

  test('that nobody asked for are refused, and so is an upload that is gone', async () => {
    const stray = await under.save(ticket, { files: [await under.uploaded('other.pdf', 'x')] });
    expect(expectFailure(stray, 'INVALID_INPUT').field).toBe('files');
    const gone = await under.save(ticket, { files: [{ file: 'terms.pdf', uploadId: 'x' }] });
    expect(expectFailure(gone, 'ATTACHMENT_UNREADABLE').field).toBe('files');
    expect(names()).toEqual([]);
  });

  test('stay on the disk while a notification has them, also a deleted one', async () => {
    const { id } = await under.saved(ticket, { files: [await under.uploaded('terms.pdf', 'one')] });
    under.notifications.remove([id]);
    under.later(DAY);
    expect(await under.store.sweep()).toBe(0);
    under.later(30 * DAY);
    under.notifications.tidyUp();
    expect(await under.store.sweep()).toBe(1);
  });
});

test('what is stored and can’t be read falls back alone, and the notification is off', async () => {
  const { id } = await under.saved(plain('a', { subject: 'kept', keep: 'envelope' }));
  under.database
    .prepare("UPDATE notifications SET document = json_set(document, '$.cc', 7, '$.keep', 'x'), version = version + 1")
    .run();
  const { notification, notices } = expectValue(under.notifications.get({ id }));
  expect(notification).toMatchObject({ name: 'a', subject: 'kept', cc: '', keep: 'full', enabled: false });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('cc, keep');
  under.database.prepare("UPDATE notifications SET document = 'x', version = version + 1").run();
  expect(expectValue(under.notifications.get({ id })).notification).toMatchObject({ name: 'a', enabled: false });
  expect(names()).toEqual(['a']);
});
