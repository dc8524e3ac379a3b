import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { charsets } from '../../src/shared/catalogue/en/charsets.ts';
import { commands } from '../../src/shared/catalogue/en/commands.ts';
import { desktop } from '../../src/shared/catalogue/en/desktop.ts';
import { explanations } from '../../src/shared/catalogue/en/explanations.ts';
import { failures } from '../../src/shared/catalogue/en/failures.ts';
import { mail } from '../../src/shared/catalogue/en/mail.ts';
import { probe } from '../../src/shared/catalogue/en/probe.ts';
import { support } from '../../src/shared/catalogue/en/support.ts';
import { validation } from '../../src/shared/catalogue/en/validation.ts';
import { window } from '../../src/shared/catalogue/en/window.ts';
import { formatSentence } from '../../src/shared/catalogue/format.ts';
import { t } from '../../src/shared/catalogue/index.ts';
import { failureCodes } from '../../src/shared/result.ts';
import { settingFields } from '../../src/shared/settings.ts';

test('puts parameters in, whatever they contain', () => {
  expect(formatSentence('{a} and {b}', { a: '{b}', b: '$&' }, 'en')).toBe('{b} and $&');
});

test('chooses the form for the count', () => {
  const sentence = { one: '{count} message', other: '{count} messages' } as const;
  expect([0, 1, 2].map((count) => formatSentence(sentence, { count }, 'en'))).toEqual([
    '0 messages',
    '1 message',
    '2 messages',
  ]);
});

test('names host and port in a failure', () => {
  expect(t('failure.CONNECTION_REFUSED', { host: 'mail.example.org', port: 26 })).toBe(
    'mail.example.org refused the connection on port 26.',
  );
});

test('no key stands in two catalogue files, where one would hide the other', () => {
  const keys = [charsets, commands, desktop, explanations, failures, mail, probe, support, validation, window].flatMap(
    (part) => Object.keys(part),
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README explains every setting', () => {
  const missing = Object.keys(settingFields).filter((key) => !readme.includes(`\`${key}\``));
  expect(missing).toEqual([]);
});

test('the README explains every failure code', () => {
  const missing = failureCodes.filter((code) => !readme.includes(`\`${code}\``));
  expect(missing).toEqual([]);
});
