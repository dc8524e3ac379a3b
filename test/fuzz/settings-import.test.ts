import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExported } from '../../src/main/settings/changes.ts';
import { readStored, writeStored } from '../../src/main/settings/stored-document.ts';
import {
  defaultSettings,
  type SettingKey,
  settingFields,
  settingValue,
  withSetting,
} from '../../src/shared/settings.ts';
import { bounded } from './bounds.ts';

const keys = Object.keys(settingFields) as SettingKey[];
const good = {
  ...defaultSettings,
  service: 'smtp',
  smtp: { ...defaultSettings.smtp, host: 'mail.sender.test' },
} as const;

/** Values that one setting or another may take, and much that none does. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    'smtp',
    'tls',
    'utf-8',
    'koi8-r',
    'mail.other.test',
    'a@b.test',
    '1.0',
    'ipv6',
    'plain',
    true,
    false,
    '',
    null,
  ),
  fc.integer({ min: -5, max: 70_000 }),
  fc.double(),
);

function expectTakenOrRefused(text: string): void {
  const read = readExported(text);
  if (!read.ok) {
    expect(read.error.code).toBe('INVALID_INPUT');
    expect(read.error.message).toMatch(/\S/);
    return;
  }
  const exported = JSON.stringify(read.value);
  expect(readExported(exported)).toEqual(read);
  const stored = readStored(
    writeStored({ draft: read.value, references: { password: 'a', clientKeyPassphrase: null } }),
  );
  expect(stored).toEqual({ draft: read.value, references: { password: 'a', clientKeyPassphrase: null }, notices: [] });
}

describe('a settings file', () => {
  test('of any JSON is refused, or is taken and comes out as it went in', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), expectTakenOrRefused), bounded(1000));
  });

  test('of any text is refused, or is taken and comes out as it went in', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), expectTakenOrRefused), bounded(500));
  });

  test('with values changed is refused by the name of one of them, or has just these changed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), value), { minLength: 1, maxLength: 4 }), (changes) => {
        const document = changes.reduce(
          (draft, [key, each]) => withSetting(draft, key, each),
          good as typeof defaultSettings,
        );
        const text = JSON.stringify(document);
        expectTakenOrRefused(text);
        const read = readExported(text);
        const changed = changes.map(([key]) => key);
        if (!read.ok) {
          // What is left out of JSON may make another value wrong: no host without the service, for one.
          const named = [...changed, 'smtp.host', 'smtp.username'];
          return void expect(named.some((key) => (read.error.field ?? '').startsWith(key))).toBe(true);
        }
        for (const key of keys.filter((each) => !changed.includes(each))) {
          expect(settingValue(read.value, key)).toEqual(settingValue(good, key));
        }
      }),
      bounded(2000),
    );
  });

  test('with a key too many is refused by its name', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter(
        (each) => !/^(?:revision|savedAt|lastTest|has\w+)$/.test(each) && !keys.join('.').split('.').includes(each),
      );
    fc.assert(
      fc.property(name, value, fc.boolean(), (key, each, inGroup) => {
        const entry = `${JSON.stringify(key)}: ${JSON.stringify(each) ?? 'null'}`;
        const text = inGroup
          ? JSON.stringify(good).replace('"smtp":{', () => `"smtp":{${entry},`)
          : JSON.stringify(good).replace('{', () => `{${entry},`);
        const read = readExported(text);
        expect(read.ok ? 'taken' : read.error.field).toBe(inGroup ? `smtp.${key}` : key);
      }),
      bounded(300),
    );
  });

  test('cut short or with a character changed is refused, or is taken and comes out as it went in', () => {
    const text = JSON.stringify(good);
    const place = fc.nat(text.length - 1);
    fc.assert(
      fc.property(place, fc.string({ unit: 'binary', maxLength: 3 }), (at, put) => {
        expectTakenOrRefused(text.slice(0, at));
        expectTakenOrRefused(text.slice(0, at) + put + text.slice(at + 1));
      }),
      bounded(1000),
    );
  });

  test.each(['[', '{"a":', '{"smtp":', '"', '{"smtp":{"host":'])(
    'of %j a hundred thousand times is refused at once',
    (part) => {
      expect(readExported(part.repeat(100_000)).ok).toBe(false);
    },
  );
});

test('a stored document, whatever became of it, is read with the defaults for what is lost', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string({ maxLength: 300 }),
        fc
          .dictionary(fc.constantFrom('service', 'message', 'smtp', 'passwordReference', '__proto__'), value)
          .map((each) => JSON.stringify(each)),
      ),
      (text) => {
        const { draft, references } = readStored(text);
        expect(readStored(writeStored({ draft, references })).draft).toEqual(draft);
        for (const key of keys) expect(settingFields[key].safeParse(settingValue(draft, key)).success).toBe(true);
      },
    ),
    bounded(1500),
  );
});
