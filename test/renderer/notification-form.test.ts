import { describe, expect, test } from 'vitest';
import {
  blankForm,
  formOf,
  type NotificationForm,
  notificationOf,
  previewOf,
  sampleOf,
  undefinedNames,
} from '../../src/renderer/notifications/notification-form.ts';
import { errorsIn, fieldOfFailure } from '../../src/renderer/notifications/notification-resolver.ts';
import { type Notification, notificationSchema } from '../../src/shared/notification.ts';

const notification: Notification = notificationSchema.parse({
  name: 'ticket-created',
  to: '{{requester}}',
  subject: '[{{id}}] {{title}}',
  html: '<p>{{title}}</p>',
  attachments: [{ slot: 'report', required: true }, { file: 'terms.pdf' }],
  placeholders: { requester: 'pat@example.org', id: 7, title: 'Sample', steps: ['one', { two: null }], empty: '' },
  keep: 'envelope',
});

const formWith = (part: Partial<NotificationForm>): NotificationForm => ({ ...blankForm, name: 'sample', ...part });
const line = (name: string, sample = '', kind: 'text' | 'json' = 'text') => ({ name, kind, sample });

test('a notification goes through the form unchanged, whatever its samples are', () => {
  expect(notificationOf(formOf(notification))).toEqual(notification);
  expect(errorsIn(formOf(notification))).toEqual(new Map());
});

test('a sample that is a text is told from one that only looks like JSON', () => {
  const { placeholders } = formOf(notificationSchema.parse({ name: 'a', placeholders: { text: '12', number: 12 } }));
  expect(placeholders).toEqual([line('text', '12'), line('number', '12', 'json')]);
  expect(placeholders.map(sampleOf)).toEqual(['12', 12]);
});

test('a line that nothing was written into is left out; spaces around a name don’t count', () => {
  const form = formWith({ placeholders: [line(''), line(' title ', 'x'), line('  ', ' ')] });
  expect(notificationOf(form).placeholders).toEqual({ title: 'x' });
  expect(errorsIn(form)).toEqual(new Map());
});

describe('what can’t be saved is told at its field', () => {
  test.each<[string, Partial<NotificationForm>, string]>([
    ['no name', { name: '' }, 'name'],
    ['a name with a space', { name: 'ticket created' }, 'name'],
    ['a line break in a subject', { subject: 'a\nb' }, 'subject'],
    ['a subject that is too long', { subject: 'x'.repeat(2001) }, 'subject'],
    ['a body that is too long', { html: 'x'.repeat(500_001) }, 'html'],
    ['a placeholder’s name with a space', { placeholders: [line('ok'), line('not ok')] }, 'placeholders.1.name'],
    ['a sample without a name', { placeholders: [line('', 'x')] }, 'placeholders.0.name'],
    ['the same placeholder twice', { placeholders: [line('id'), line('id ')] }, 'placeholders.1.name'],
    ['a sample that isn’t JSON', { placeholders: [line('id', '{', 'json')] }, 'placeholders.0.sample'],
    ['a slot without a name', { attachments: [{ kind: 'slot', name: '', required: false }] }, 'attachments.0.name'],
    [
      'a slot’s name with a space',
      { attachments: [{ kind: 'slot', name: 'a b', required: true }] },
      'attachments.0.name',
    ],
    [
      'a file’s name with a folder',
      { attachments: [{ kind: 'file', name: 'a/b', required: false }] },
      'attachments.0.name',
    ],
    [
      'the same slot twice',
      { attachments: ['a', 'b', 'a'].map((name) => ({ kind: 'slot', name, required: false })) },
      'attachments.2.name',
    ],
    [
      'too many placeholders',
      { placeholders: Array.from({ length: 201 }, (_each, index) => line(`p${index}`)) },
      'placeholders',
    ],
  ])('%s', (_what, part, field) => {
    const errors = errorsIn(formWith(part));
    expect([...errors.keys()]).toEqual([field]);
    // A sentence of ours, not the library's.
    expect([...errors.values()][0]).toMatch(/^(?!Invalid).*\.$/);
  });
});

test('a slot and a file may have the same name', () => {
  const attachments = (['slot', 'file'] as const).map((kind) => ({ kind, name: 'terms', required: false }));
  expect(errorsIn(formWith({ attachments }))).toEqual(new Map());
});

test('a preview can be had of a form that can’t be saved', () => {
  const form = formWith({
    name: 'not a name',
    subject: '{{id}}',
    placeholders: [line('id', 'T1'), line('not ok', 'x'), line('broken', '{', 'json'), line('', 'y')],
    attachments: [
      { kind: 'slot', name: 'not ok', required: false },
      { kind: 'file', name: 'a.pdf', required: false },
    ],
  });
  const shown = previewOf(form);
  expect(notificationSchema.safeParse(shown).success).toBe(true);
  expect(shown.placeholders).toEqual({ id: 'T1' });
  expect(shown.attachments).toEqual([{ file: 'a.pdf' }]);
});

test.each<[string, Partial<NotificationForm>, readonly string[]]>([
  [
    'output in every field',
    { to: '{{ a }}', subject: '{{b | upcase}}', html: '{{-c}}', text: '{{d.e}}' },
    ['a', 'b', 'c', 'd'],
  ],
  ['what has a line', { subject: '{{a}}{{b}}', placeholders: [line('a')] }, ['b']],
  ['the same name twice', { subject: '{{a}}', html: '{{a}}' }, ['a']],
  [
    'what a loop goes through, not what it makes',
    { html: '{% for x in xs %}{{x}}{{forloop.index}}{% endfor %}' },
    ['xs'],
  ],
  ['what is made within', { html: '{% assign y = 1 %}{{y}}{% capture z %}{% endcapture %}{{z}}' }, []],
  [
    'a condition',
    { html: '{% if urgent %}!{% elsif late %}?{% endif %}{% unless true %}{% endunless %}' },
    ['urgent', 'late'],
  ],
  ['a literal', { html: '{{ "text" }}{{ 12 }}' }, []],
])('finds names that have no line: %s', (_what, part, expected) => {
  expect(undefinedNames(formWith(part))).toEqual(expected);
});

test.each([
  ['to', 'to'],
  ['notification.subject', 'subject'],
  ['placeholders.id', 'placeholders.1.name'],
  ['attachments.terms.pdf', 'attachments.1.name'],
  ['attachments.gone', undefined],
  ['toString', undefined],
  ['basedOn', undefined],
  [undefined, undefined],
])('a failure that names %s leads to %s', (key, field) => {
  expect(fieldOfFailure(key, formOf(notification))).toBe(field);
});
