import { describe, expect, test } from 'vitest';
import {
  type ActionForm,
  actionOf,
  blankAction,
  filesOf,
  samplesOf,
  valueFields,
  wrongIn,
} from '../../src/renderer/action/action-form.ts';
import { actionInputSchema } from '../../src/shared/action.ts';
import { notificationSchema } from '../../src/shared/notification.ts';

const notification = notificationSchema.parse({
  name: 'ticket-created',
  attachments: [{ slot: 'report', required: true }, { file: 'terms.pdf' }, { slot: 'photos' }],
  placeholders: { requester: 'pat@example.org', note: 'x'.repeat(80), count: 3, steps: ['a', 'b'] },
});

const file = (name: string, size: number) => new File([new Uint8Array(size)], name);
const filled: ActionForm = {
  ...blankAction,
  values: { requester: 'kim@example.org', note: 'two\nlines', count: '4', steps: '["c"]' },
  files: { photos: [file('one.png', 1), file('two.png', 2)], report: [file('отчёт 📎.pdf', 3)] },
};

test('each placeholder gets a field that suits its sample', () => {
  expect(valueFields(notification).map(({ name, json, long }) => [name, json, long])).toEqual([
    ['requester', false, false],
    ['note', false, true],
    ['count', true, false],
    ['steps', true, true],
  ]);
});

test('an Action has texts as values, JSON as data, and its files in the order of the slots', () => {
  const action = actionOf(filled, notification, 'key', ['u1', 'u2', 'u3']);
  expect(action).toEqual({
    notification: 'ticket-created',
    values: { requester: 'kim@example.org', note: 'two\nlines' },
    data: { count: 4, steps: ['c'] },
    attachments: [
      { slot: 'report', name: 'отчёт 📎.pdf', sizeBytes: 3, uploadId: 'u1' },
      { slot: 'photos', name: 'one.png', sizeBytes: 1, uploadId: 'u2' },
      { slot: 'photos', name: 'two.png', sizeBytes: 2, uploadId: 'u3' },
    ],
    idempotencyKey: 'key',
  });
  expect(actionInputSchema.safeParse(action).success).toBe(true);
  expect(filesOf(filled, notification).map(({ file: { name } }) => name)).toEqual([
    'отчёт 📎.pdf',
    'one.png',
    'two.png',
  ]);
});

test('files that are only announced have no upload', () => {
  expect(actionOf(filled, notification, 'key').attachments?.[0]).toEqual({
    slot: 'report',
    name: 'отчёт 📎.pdf',
    sizeBytes: 3,
  });
});

test('the samples can be filled in as they are', () => {
  const form = { ...filled, values: samplesOf(notification) };
  expect(wrongIn(form, notification)).toEqual(new Map());
  expect(actionOf(form, notification, 'key').data).toEqual({ count: 3, steps: ['a', 'b'] });
});

test('a time of day is sent as a moment', () => {
  const action = actionOf({ ...filled, when: 'later', at: '2027-01-31T09:00' }, notification, 'key');
  expect(action.at).toBe(new Date(2027, 0, 31, 9).toISOString());
  expect(actionOf({ ...filled, when: 'now', at: '2027-01-31T09:00' }, notification, 'key').at).toBeUndefined();
});

describe('what is missing or wrong is told at its field', () => {
  test.each<[string, Partial<ActionForm>, readonly string[]]>([
    ['nothing', {}, []],
    ['a value of spaces', { values: { ...filled.values, note: '  ' } }, ['values.note']],
    ['text where JSON is asked for', { values: { ...filled.values, count: 'four' } }, ['values.count']],
    ['no file for a required slot', { files: { photos: [file('one.png', 1)] } }, ['slots.report']],
    ['a time that isn’t there', { when: 'later' }, ['at']],
    ['a time that is none', { when: 'later', at: 'soon' }, ['at']],
    [
      'several at once',
      { values: {}, files: {} },
      ['values.requester', 'values.note', 'values.count', 'values.steps', 'slots.report'],
    ],
  ])('%s', (_what, part, fields) => {
    expect([...wrongIn({ ...filled, ...part }, notification).keys()]).toEqual(fields);
  });

  test('where blanks are allowed, an empty field is left out', () => {
    const lenient = { ...notification, allowBlanks: true };
    const form = { ...filled, values: { requester: 'kim@example.org' } };
    expect(wrongIn(form, lenient)).toEqual(new Map());
    expect(actionOf(form, lenient, 'key')).toMatchObject({ values: { requester: 'kim@example.org' }, data: {} });
  });
});
