import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../src/shared/contract.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';
import { openNotificationsUnderTest, ticket } from './notifications-under-test.ts';

type UnderTest = Awaited<ReturnType<typeof openNotificationsUnderTest>>;
let under: UnderTest;

beforeEach(async () => {
  under = await openNotificationsUnderTest();
});
afterEach(() => under.close());

const bring = (text: string, files: Input<'notifications.import'>['files'] = []) =>
  under.notifications.importText({ text, files });
const exported = (name: string) => expectValue(under.notifications.exportText({ name }));

const file = `{
  "name": "ticket-created",
  "enabled": true,
  "from": "",
  "to": "{{requester}}",
  "cc": "",
  "bcc": "",
  "replyTo": "",
  "subject": "[{{id}}] {{title}}",
  "html": "<p>{{title}}</p>",
  "text": "",
  "attachments": [
    {
      "slot": "report",
      "required": false
    },
    {
      "file": "terms.pdf"
    }
  ],
  "placeholders": {
    "requester": "pat@example.org",
    "id": "T1",
    "title": "Sample"
  },
  "keep": "full"
}
`;

describe('a notification’s file', () => {
  test('has its keys in one order, two blanks for each level, and a line break at the end', async () => {
    await under.saved(ticket);
    expect(exported('ticket-created')).toEqual({ text: file, files: ['terms.pdf'] });
  });

  test.each([
    file,
    file.replace('"keep": "full"', '"allowBlanks": true,\n  "keep": "outcome"'),
    file.replace('Sample', '\\ud800 \u2028 <&> \\" Größe 😀'),
  ])('comes back as it went out', async (text) => {
    expect(expectValue(await bring(text)).created).toBe(true);
    expect(exported('ticket-created').text).toBe(text);
    const again = expectValue(await bring(exported('ticket-created').text));
    expect([again.created, again.view.version]).toEqual([false, 2]);
    expect(exported('ticket-created').text).toBe(text);
  });

  test('may leave out all but the name, have its keys in any order, and a byte order mark', async () => {
    const { view } = expectValue(await bring('\uFEFF{"to":"a@example.org","name":"small"}'));
    expect(view.notification).toMatchObject({ name: 'small', enabled: true, subject: '', keep: 'full' });
  });

  test('replaces the notification of its name, whatever its case, and keeps the files that are there', async () => {
    const { id } = await under.saved(ticket, { files: [await under.uploaded('terms.pdf', 'one')] });
    const { view, created } = expectValue(await bring(file.replace('ticket-created', 'Ticket-Created')));
    expect([view.id, created, view.notification.name, view.files, view.notices]).toEqual([
      id,
      false,
      'Ticket-Created',
      [{ file: 'terms.pdf', sizeBytes: 3 }],
      [],
    ]);
  });

  test('brings its files along, or a notice says which one is missing', async () => {
    expect(expectValue(await bring(file)).view.notices).toEqual(['The file “terms.pdf” has not been uploaded.']);
    const { view } = expectValue(await bring(file, [await under.uploaded('terms.pdf', 'three')]));
    expect([view.files, view.notices]).toEqual([[{ file: 'terms.pdf', sizeBytes: 5 }], []]);
  });

  test.each<[text: string, field: string | undefined, message: RegExp]>([
    ['', undefined, /not JSON/],
    ['{', undefined, /not JSON/],
    ['[]', undefined, /object/],
    ['null', undefined, /object/],
    ['{}', 'name', /./],
    ['{"name":"a b"}', 'name', /letters, digits/],
    ['{"name":"../a"}', 'name', /letters, digits/],
    ['{"name":"a","Subject":"x"}', 'Subject', /“Subject”/],
    ['{"name":"a","id":3}', 'id', /“id”/],
    ['{"name":"a","to":["a@example.org"]}', 'to', /./],
    ['{"name":"a","to":"a@example.org\\r\\nBcc: b@example.org"}', 'to', /line break/],
    ['{"name":"a","subject":"\\u0000"}', 'subject', /control character/],
    ['{"name":"a","subject":"\\ud800"}', 'subject', /./],
    ['{"name":"a","keep":"some"}', 'keep', /full, envelope or outcome/],
    ['{"name":"a","enabled":"yes"}', 'enabled', /./],
    ['{"name":"a","attachments":[{"file":"../../etc/passwd"}]}', 'attachments.0.file', /not the name of a file/],
    ['{"name":"a","attachments":[{"slot":"a","file":"b"}]}', 'attachments.0', /./],
    ['{"name":"a","placeholders":{"a b":1}}', 'placeholders.a b', /./],
    ['{"name":"a","placeholders":[]}', 'placeholders', /./],
  ])('%s is refused', async (text, field, message) => {
    const failure = expectFailure(await bring(text), 'INVALID_INPUT');
    expect(failure.field).toBe(field);
    expect(failure.message).toMatch(message);
    expect(under.notifications.list({}).rows).toEqual([]);
  });

  test('is checked like one that is saved', async () => {
    expect(expectFailure(await bring('{"name":"a","html":"{{x}}"}'), 'PLACEHOLDER_UNKNOWN').field).toBe('html');
    expect(expectFailure(await bring('{"name":"a","html":"{% for %}"}'), 'TEMPLATE_INVALID').field).toBe('html');
  });
});
