import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNotificationSample } from '../../src/main/notifications/notification-sample.ts';
import { createNotificationStore } from '../../src/main/notifications/notification-store.ts';
import { type Notification, notificationSchema } from '../../src/shared/notification.ts';
import { defaultSettings, type SettingsDraft } from '../../src/shared/settings.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';
import { openNotificationsUnderTest, ticket } from './notifications-under-test.ts';

type UnderTest = Awaited<ReturnType<typeof openNotificationsUnderTest>>;
let under: UnderTest;

beforeEach(async () => {
  under = await openNotificationsUnderTest();
});
afterEach(() => under.close());

const preview = (changes: Partial<Notification> = {}, values?: Record<string, string>) =>
  under.notifications.preview({ notification: notificationSchema.parse({ ...ticket, ...changes }), values });

const smtp = (message: Partial<SettingsDraft['message']>): SettingsDraft => ({
  ...defaultSettings,
  service: 'smtp',
  message: { ...defaultSettings.message, ...message },
});

describe('a preview', () => {
  test('is the message that goes out, filled with the samples', async () => {
    const shown = await preview({ cc: 'Boss <boss@example.org>', bcc: 'hidden@example.org', replyTo: 'r@example.org' });
    expect(shown).toMatchObject({
      from: 'Desk <d@example.org>',
      to: ['pat@example.org'],
      cc: ['Boss <boss@example.org>'],
      bcc: ['hidden@example.org'],
      replyTo: 'r@example.org',
      subject: '[T1] Sample',
      html: '<p>Sample</p>',
      text: 'Sample',
      problems: [],
    });
    for (const header of [
      'From: Desk <d@example.org>',
      'To: pat@example.org',
      'Cc: Boss <boss@example.org>',
      'Subject: [T1] Sample',
    ])
      expect(shown.source).toContain(`${header}\r\n`);
    expect(shown.source).not.toContain('hidden@example.org');
  });

  test('has each address once, and no more than an Action takes', async () => {
    const shown = await preview({
      to: '{{requester}}, Pat <pat@EXAMPLE.org>',
      cc: 'PAT@example.org, pat@example.org, b@example.org',
      bcc: 'b@example.org, c@example.org',
    });
    expect([shown.to, shown.cc, shown.bcc]).toEqual([
      ['pat@example.org'],
      ['PAT@example.org', 'b@example.org'],
      ['c@example.org'],
    ]);
    expect(shown.source).toContain('Cc: PAT@example.org, b@example.org\r\n');
    const many = Array.from({ length: 101 }, (_, index) => `p${index}@example.org`).join(', ');
    expect((await preview({ bcc: many })).problems.map(({ field }) => field)).toEqual(['to']);
  });

  test('has the fixed files in their places, but for their content', async () => {
    const shown = await preview({
      attachments: [{ slot: 'report', required: true }, { file: 'terms.pdf' }, { file: 'Ü.txt' }],
    });
    expect(shown.files).toEqual(['terms.pdf', 'Ü.txt']);
    expect(shown.source).toContain('Content-Type: multipart/mixed');
    expect(shown.source).toMatch(
      /Content-Type: application\/pdf; name="terms\.pdf"\r\n(?:[A-Z].*\r\n)+\r\n\[The content of “terms\.pdf” is left out here\.\]\r\n--/,
    );
    expect(shown.source).toContain('[The content of “Ü.txt” is left out here.]');
    expect(shown.source).not.toContain('report');
    expect((await preview({ attachments: [] })).source).not.toContain('multipart/mixed');
  });

  test('is filled with other values when there are some', async () => {
    const shown = await preview({}, { requester: 'kim@example.org', id: 'T2', title: '<i>' });
    expect([shown.to, shown.subject, shown.html, shown.text]).toEqual([
      ['kim@example.org'],
      '[T2] <i>',
      '<p>&lt;i&gt;</p>',
      '<i>',
    ]);
  });

  test('shows the notification’s own text beside its HTML', async () => {
    expect((await preview({ text: '{{id}}' })).text).toBe('T1');
    expect(await preview({ text: '{{id}}', html: '' })).toMatchObject({ html: null, text: 'T1' });
  });

  test('lists what is wrong by field, and shows the rest', async () => {
    const shown = await preview({ to: 'nobody', subject: '{{missing}}', html: '{% if %}', text: '{{id}}' });
    expect(shown.problems.map(({ field }) => field)).toEqual(['to', 'subject', 'html']);
    expect(shown.problems[1]?.message).toContain('missing');
    expect(shown).toMatchObject({ to: [], subject: '', html: '', text: 'T1' });
    expect((await preview({}, { id: 'x' })).problems.map(({ field }) => field)).toEqual(['to', 'subject', 'html']);
  });

  test('says that there is no sender', async () => {
    under.use(smtp({ from: '' }));
    const shown = await preview();
    expect([shown.from, shown.source, shown.problems.map(({ field }) => field)]).toEqual(['', '', ['from']]);
    expect((await preview({ from: 'a@example.org' })).problems).toEqual([]);
  });

  test('of a large message is complete', async () => {
    const shown = await preview({ html: `<p>${'word '.repeat(90_000)}</p>` });
    expect(shown.text.split(' ')).toHaveLength(90_000);
  });
});

describe('a sample for a test', () => {
  const compose = (draft: SettingsDraft, tested: { id?: number; notification: Notification }) =>
    createNotificationSample(createNotificationStore(under.database), under.store)(tested, draft);

  async function wholeOf(tested: { id?: number; notification: Notification }, draft = smtp({})) {
    const { sender, compose: build } = expectValue(compose(draft, tested));
    const from = sender ?? { name: '', address: 'system@example.org' };
    const message = await build({
      sender: from,
      recipients: [{ name: '', address: 'me@example.org' }],
      at: under.now(),
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of message.whole.chunks()) chunks.push(new Uint8Array(chunk));
    const text = Buffer.concat(chunks).toString();
    expect(message.whole.sizeBytes).toBe(Buffer.byteLength(text));
    return { message, text };
  }

  test('goes to those whom the test names and nobody else, with the fixed files', async () => {
    const cc = 'boss@example.org';
    const { id } = await under.saved({ ...ticket, cc }, { files: [await under.uploaded('terms.pdf', 'terms')] });
    const { message, text } = await wholeOf({ id, notification: notificationSchema.parse({ ...ticket, cc }) });
    expect(message).toMatchObject({
      subject: '[T1] Sample',
      fellBack: false,
      files: [{ name: 'terms.pdf', sizeBytes: 5 }],
    });
    expect(text).toContain('To: me@example.org\r\n');
    expect(text).not.toContain('boss@example.org');
    expect(text).not.toContain('pat@example.org');
    expect(text).toContain(Buffer.from('terms').toString('base64'));
  });

  test('goes as UTF-8 where the character set can’t hold it', async () => {
    const notification = notificationSchema.parse({ name: 'a', subject: 'Привет' });
    expect((await wholeOf({ notification }, smtp({ charset: 'iso-8859-1' }))).message.fellBack).toBe(true);
  });

  test('fails as an Action would', async () => {
    const notification = notificationSchema.parse(ticket);
    expectFailure(compose(smtp({}), { notification }), 'ATTACHMENT_UNREADABLE');
    expectFailure(compose(smtp({}), { notification: { ...notification, subject: '{{x}}' } }), 'PLACEHOLDER_UNKNOWN');
    const { id } = await under.saved(ticket, { files: [await under.uploaded('terms.pdf', Buffer.alloc(1_048_577))] });
    const tooLarge = compose(smtp({ limitAttachments: true, attachmentLimitMb: 1 }), { id, notification });
    expect(expectFailure(tooLarge, 'ATTACHMENTS_TOO_LARGE').attachments?.totalBytes).toBe(1_048_577);
  });
});
