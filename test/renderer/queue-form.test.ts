import { describe, expect, test } from 'vitest';
import { curlExample } from '../../src/renderer/global-settings/curl-example.ts';
import {
  changesFrom,
  type QueueForm,
  queueFieldNames,
  queueFieldOf,
  queueFormOf,
  queueResolver,
} from '../../src/renderer/global-settings/queue-form.ts';
import { presetNames, presetOf, presetValues } from '../../src/renderer/global-settings/throttle-presets.ts';
import {
  defaultQueueSettings,
  queueFields,
  queueRanges,
  queueSettingsSchema,
} from '../../src/shared/queue-settings.ts';

const saved = { ...defaultQueueSettings, stormLimit: 7 };
const resolved = (changes: Partial<QueueForm>) =>
  queueResolver(() => saved)({ ...queueFormOf(saved), ...changes }, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  });

test('every setting of the queue has its field', () => {
  expect(queueFieldNames.toSorted()).toEqual(Object.keys(queueFields).toSorted());
});

describe('a number that can’t be taken', () => {
  const numbers = Object.keys(queueRanges) as (keyof typeof queueRanges)[];
  test.each(numbers)('%s is refused beyond its range', async (name) => {
    const { least, most } = queueRanges[name];
    for (const text of [String(most + 1), String(least - 1), '', 'x', '1.5', '1e1']) {
      const { errors } = await resolved({ stormBrake: true, [name]: text });
      expect(Object.keys(errors), text).toEqual([name]);
    }
    for (const text of [String(least), ` ${most} `]) {
      const { errors } = await resolved({ stormBrake: true, [name]: text });
      expect(errors, text).toEqual({});
    }
  });

  test('of the storm brake never stands in the way while that is off', async () => {
    const { values } = await resolved({ stormBrake: false, stormLimit: 'x', stormMinutes: '5' });
    expect(values).toMatchObject({ stormLimit: 7, stormMinutes: 5 });
  });
});

test('only what was changed is saved, as text by its key', () => {
  const edited = { ...saved, perMinute: 30, skipInitiator: true, withoutRecipient: 'delete' as const };
  expect(changesFrom(saved, edited)).toEqual({
    'queue.perMinute': '30',
    'queue.skipInitiator': 'true',
    'queue.withoutRecipient': 'delete',
  });
  expect(changesFrom(saved, saved)).toEqual({});
});

test.each([
  ['queue.perDay', 'perDay'],
  ['smtp.host', undefined],
  ['queue.toString', undefined],
  [undefined, undefined],
])('the field for the key %s is %s', (key, field) => {
  expect(queueFieldOf(key)).toBe(field);
});

describe('limits of a provider', () => {
  test.each(presetNames)('%s can be saved, and is known again by its values', (preset) => {
    const form = { ...queueFormOf(saved), ...presetValues(preset) };
    expect(presetOf(form)).toBe(preset);
    const numbers = Object.entries(presetValues(preset)).map(([name, value]) => [name, Number(value)]);
    expect(queueSettingsSchema.safeParse(Object.fromEntries(numbers)).success).toBe(true);
  });

  test('other values are nobody’s', () => {
    expect(presetOf({ ...queueFormOf(saved), perMinute: '31' })).toBe('own');
  });
});

test.each([
  ['http://127.0.0.1:4000', 'curl http://127.0.0.1:4000/api/notify'],
  ['postroom://window', 'curl http://127.0.0.1:PORT/api/notify'],
])('the example for a window at %s calls the local service', (origin, beginning) => {
  const example = curlExample(origin, 'secret');
  expect(example.startsWith(beginning)).toBe(true);
  expect(example).toContain("'Authorization: Bearer secret'");
});
