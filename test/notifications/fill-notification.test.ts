import { describe, expect, test } from 'vitest';
import { fillNotification } from '../../src/main/notifications/fill-notification.ts';
import type { Json } from '../../src/main/notifications/given-values.ts';
import { type Notification, notificationSchema } from '../../src/shared/notification.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';

const samples = { requester: 'pat@example.org', name: 'Pat', id: 'T1', title: 'Sample', order: { id: 1 } };

function notification(changes: Partial<Notification>): Notification {
  return notificationSchema.parse({ name: 'ticket', to: '{{requester}}', placeholders: samples, ...changes });
}

function fill(changes: Partial<Notification>, values: Record<string, string>, data: Record<string, Json> = {}) {
  return fillNotification(notification(changes), { values, data });
}

const addressOf = ({ address }: { readonly address: string }) => address;

test('fills every field, and leaves out what the notification hasn’t', () => {
  const filled = expectValue(
    fill(
      {
        from: 'Desk <desk@example.org>',
        cc: 'boss@example.org; {{requester}}',
        replyTo: '{{requester}}',
        subject: '[{{id}}] {{title}}',
        html: '<p>{{title}}</p>',
      },
      { requester: 'kim@example.org', id: 'T7', title: 'A & B' },
    ),
  );
  expect(filled).toEqual({
    from: { name: 'Desk', address: 'desk@example.org' },
    to: [{ name: '', address: 'kim@example.org' }],
    cc: [
      { name: '', address: 'boss@example.org' },
      { name: '', address: 'kim@example.org' },
    ],
    bcc: [],
    replyTo: { name: '', address: 'kim@example.org' },
    subject: '[T7] A & B',
    html: '<p>A &amp; B</p>',
    text: undefined,
  });
});

test('values stand before data, and data may have more than is asked for', () => {
  const data = { title: 'from data', id: 'D', requester: 'data@example.org', more: [1, 2], constructor: 'x' };
  const filled = expectValue(fill({ subject: '{{id}} {{title}}' }, { id: 'V' }, data));
  expect([filled.subject, filled.to.map(addressOf)]).toEqual(['V from data', ['data@example.org']]);
});

describe('is refused', () => {
  const requester = 'pat@example.org';
  test.each<
    [
      what: string,
      Partial<Notification>,
      Record<string, string>,
      code: Parameters<typeof expectFailure>[1],
      field: string,
      message: RegExp,
    ]
  >([
    [
      'a value for no placeholder',
      {},
      { requester, idd: 'x' },
      'PLACEHOLDER_UNKNOWN',
      'values.idd',
      /“ticket” has no such placeholder: idd/,
    ],
    [
      'a value named as what objects have',
      {},
      { requester, toString: 'x' },
      'PLACEHOLDER_UNKNOWN',
      'values.toString',
      /toString/,
    ],
    ['a missing value', { subject: '{{id}}' }, { requester }, 'PLACEHOLDER_UNKNOWN', 'subject', /no value: id\.$/],
    [
      'missing values, all named',
      { subject: '{{title}} {{id}}', html: '{{name}}{{id}}' },
      {},
      'PLACEHOLDER_UNKNOWN',
      'to',
      /no value: requester, title, id, name\.$/,
    ],
    [
      'a missing value, without its parts',
      { subject: '{{order.id}} {{order}}{{order.name}}' },
      { requester },
      'PLACEHOLDER_UNKNOWN',
      'subject',
      /no value: order\.$/,
    ],
    [
      'a missing part of a value',
      { subject: '{{order.name}}' },
      { requester, order: '{}' },
      'PLACEHOLDER_UNKNOWN',
      'subject',
      /order\.name/,
    ],
    [
      'a wrong template',
      { subject: '{{ id | x }}' },
      { requester, id: '1' },
      'TEMPLATE_INVALID',
      'subject',
      /no filter “x”/,
    ],
    ['what is no address', {}, { requester: 'pat' }, 'INVALID_INPUT', 'to', /pat/],
    [
      'a second sender',
      { from: '{{name}}' },
      { requester, name: 'a@b.example, c@d.example' },
      'INVALID_INPUT',
      'from',
      /Only one/,
    ],
    [
      'a second Reply-To',
      { replyTo: 'a@b.example; c@d.example' },
      { requester },
      'INVALID_INPUT',
      'replyTo',
      /Only one/,
    ],
  ])('%s', (_what, changes, values, code, field, message) => {
    const failure = expectFailure(fill(changes, values), code);
    expect(failure.field).toBe(field);
    expect(failure.message).toMatch(message);
  });
});

test.each<[what: string, values: Record<string, string>, data: Record<string, Json>]>([
  ['nothing at all', {}, {}],
  ['an empty value', { title: '' }, {}],
  ['blanks', { title: ' \t' }, {}],
  ['an empty text in data', {}, { title: '' }],
  ['null in data', {}, { title: null }],
  ['an empty value before one in data', { title: '' }, { title: 'from data' }],
])('%s is no value', (_what, values, data) => {
  const given = { requester: 'a@b.example', ...values };
  const strict = expectFailure(fill({ subject: '[{{title}}]' }, given, data), 'PLACEHOLDER_UNKNOWN');
  expect(strict.field).toBe('subject');
  const subject = '[{{title}}]{% if title %} yes{% endif %}';
  expect(expectValue(fill({ subject, allowBlanks: true }, given, data)).subject).toBe('[]');
});

test.each([
  [{ id: 'x' }, /let the notification leave placeholders blank\.$/],
  [{ id: 'x', title: 'y' }, /As JSON, such as in a file for --data: order\.$/],
])('the help for missing values says which of them are JSON', (values, says) => {
  const template = { subject: '{{id}} {{title}}', text: Object.keys(values).length > 1 ? '{{order.id}}' : '' };
  const failure = expectFailure(fill(template, { requester: 'a@b.example', ...values }), 'PLACEHOLDER_UNKNOWN');
  expect(failure.help).toMatch(says);
});

test('leaves blanks where the notification allows them', () => {
  const filled = expectValue(fill({ allowBlanks: true, subject: '[{{id}}] {{order.name}}' }, {}));
  expect([filled.subject, filled.to]).toEqual(['[]', []]);
});

describe('a value in an address', () => {
  const list = 'a@example.org, "B, C" <b@example.org>; c@example.org';
  test.each<[to: string, value: string, addresses: readonly string[], name: string]>([
    ['{{name}}', list, ['a@example.org', 'b@example.org', 'c@example.org'], ''],
    [' {{name}} , x@example.org,', 'a@example.org;', ['a@example.org', 'x@example.org'], ''],
    ['{{name | default: ""}}', '', [], ''],
    ['{{name}}, {{name}}', 'a@example.org', ['a@example.org'], ''],
    ['{{name}} <a@example.org>', 'evil@example.org, Pat', ['a@example.org'], 'evil@example.org, Pat'],
    ['{{name}} <a@example.org>', 'Pat" <evil@example.org>, "', ['a@example.org'], 'Pat" <evil@example.org>, "'],
    ['"{{name}}" <a@example.org>', 'Pat", evil@example.org, "', ['a@example.org'], 'Pat", evil@example.org, "'],
    ['"Desk, {{name}}" <a@example.org>', 'x\\', ['a@example.org'], 'Desk, x\\'],
    ['Desk <a{{name}}@example.org>', '1', ['a1@example.org'], 'Desk'],
    ['a-{{name}}@example.org', '1', ['a-1@example.org'], ''],
    ['{% for each in order %}{{ each }}, {% endfor %}', '', ['a@example.org', 'b@example.org'], ''],
  ])('%s with %s', (to, name, addresses, shown) => {
    const data = { order: ['a@example.org', 'b@example.org'] };
    const placeholders = { ...samples, name: 'a@example.org, b@example.org' };
    const filled = expectValue(fill({ to, placeholders }, { name }, data));
    expect(filled.to.map(addressOf)).toEqual(addresses);
    expect(filled.to[0]?.name ?? '').toBe(shown);
  });

  test.each(['{{watchers}}', 'x@example.org, {{ watchers }};', '{{ watchers | downcase }}'])(
    'a value that stands alone in %s may be several addresses',
    (cc) => {
      const placeholders = { watchers: 'pat@example.org' };
      const filled = fill({ to: 'x@example.org', cc, placeholders }, { watchers: 'a@example.org; b@example.org' }, {});
      expect(expectValue(filled).cc.map(addressOf)).toEqual(expect.arrayContaining(['a@example.org', 'b@example.org']));
    },
  );

  test.each<[to: string, value: string]>([
    ['{{name}}', 'a@example.org\r\nBcc: evil@example.org'],
    ['{{name}}', 'a@example.org\u2028b@example.org'],
    ['{{name}}', 'a@example.org\u0002, evil@example.org\u0003'],
    ['{{name}} <a@example.org>', 'Pat\nBcc: evil@example.org'],
    ['Pat <{{name}}>', 'a@example.org>, <evil@example.org'],
    ['Pat <{{name}}>', 'a@example.org, evil@example.org'],
    ['{{name}}@example.org', 'a@example.org, evil'],
    ['{{name}}{{name}}', 'a@example.org,'],
    ['{{name}}', '\ud800@example.org'],
    ['{{name}}', 'x'.repeat(1_000_000)],
    ['{{name}}', '<script>'],
  ])('adds nobody and no header: %s with %.60s', (to, name) => {
    expect(expectFailure(fill({ to }, { name }), 'INVALID_INPUT').field).toBe('to');
  });
});

test.each([
  ['a\r\nBcc: evil@example.org', 'a Bcc: evil@example.org'],
  ['a\u2028b\u0085c\u0000d', 'a b c d'],
  ['\ud800x', '\ufffdx'],
])('a subject stays one line: %j', (title, subject) => {
  expect(expectValue(fill({ subject: '{{title}}' }, { requester: 'a@b.example', title })).subject).toBe(subject);
});
