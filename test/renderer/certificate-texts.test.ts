import { expect, test } from 'vitest';
import {
  expiryText,
  fingerprintGroups,
  subjectName,
  validityText,
} from '../../src/renderer/certificate/certificate-texts.ts';
import type { CertificateFacts } from '../../src/shared/certificate.ts';

const DAY = 86_400_000;
const now = new Date('2026-11-22T12:00:00Z');
const inDays = (days: number): string => new Date(now.getTime() + days * DAY).toISOString();
const facts = (from: string, to: string): CertificateFacts => ({
  subject: '',
  issuer: '',
  validFrom: from,
  validTo: to,
  fingerprint256: '',
  names: [],
});

test.each([
  [-10, 100.5, '(100 days left)'],
  [-10, 1.5, '(1 day left)'],
  [-10, 0.5, '(expires today)'],
  [-10, -0.5, '(expired today)'],
  [-10, -1.5, '(expired 1 day ago)'],
  [-10, -400.5, '(expired 400 days ago)'],
  [0.5, 100, '(begins in 1 day)'],
  [9.5, 100, '(begins in 10 days)'],
])('valid from day %d to day %d is said as %s', (from, to, words) => {
  expect(validityText(facts(inDays(from), inDays(to)), now)).toContain(words);
});

test('dates that cannot be read are shown as they came', () => {
  expect(validityText(facts('once upon a time', 'never'), now)).toBe('once upon a time to never');
});

test.each([
  [0.5, 'It expires today.'],
  [1.5, 'It expires in 1 day.'],
  [20.5, 'It expires in 20 days.'],
])('what ends in %d days is warned of', (days, words) => {
  expect(expiryText(inDays(days), now)).toContain(words);
});

test('a fingerprint comes in groups of eight bytes, none of them lost', () => {
  const fingerprint = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0')).join(':');
  const groups = fingerprintGroups(fingerprint);
  expect(groups).toHaveLength(4);
  expect(groups.join(':')).toBe(fingerprint);
  expect(fingerprintGroups('AB')).toEqual(['AB']);
});

test.each([
  ['CN=mail.example.org, O=Example', ['other.example.org'], 'mail.example.org'],
  ['O=Example, CN=mail.example.org', [], 'mail.example.org'],
  ['O=Example', ['mail.example.org'], 'O=Example'],
  ['', ['mail.example.org'], 'mail.example.org'],
  ['', [], 'the server'],
])('a certificate of “%s” for %j is called %s', (subject, names, called) => {
  expect(subjectName({ ...facts('', ''), subject, names })).toBe(called);
});
