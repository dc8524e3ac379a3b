import { expect, test } from 'vitest';
import { clockVerdict } from '../../src/main/support/clock-check.ts';
import type { Attempt } from '../../src/shared/delivery.ts';

const facts = { subject: '', issuer: '', fingerprint256: '', names: [], validTo: '2030-01-01T00:00:00.000Z' };

function attemptWith(...validFrom: readonly string[]): Attempt {
  const [own, ...issuers] = validFrom;
  const encryption =
    own === undefined
      ? null
      : {
          protocol: 'TLSv1.3',
          cipher: '',
          certificate: {
            ...facts,
            validFrom: own,
            problems: [],
            trustedBy: null,
            chain: issuers.map((from) => ({ ...facts, validFrom: from })),
          },
        };
  const startedAt = '2026-11-22T10:00:00.000Z';
  return {
    id: 1,
    number: 1,
    startedAt,
    durationMs: 1,
    status: 'failed',
    error: null,
    reply: null,
    recipients: [],
    steps: [],
    encryption,
  };
}

const greeting = (text: string) => [{ from: 'server', atMs: 2000, text }] as const;
const later = new Date('2026-11-22T10:05:00.000Z');

test.each([
  ['a date that agrees', attemptWith(), '220 mail ESMTP Sun, 22 Nov 2026 10:00:02 +0000', /was right/],
  ['another time zone', attemptWith(), '220 mail ESMTP Sun, 22 Nov 2026 11:00:02 +0100', /was right/],
  ['a date an hour earlier', attemptWith(), '220 mail ESMTP Sun, 22 Nov 2026 09:00:02 GMT', /60 minutes ahead/],
  ['a date a day later', attemptWith(), '220 mail ESMTP Mon, 23 Nov 2026 10:00:02 +0000', /1440 minutes behind/],
  ['no date', attemptWith(), '220 mail ESMTP', /Nothing in the session tells/],
  ['a date that is none', attemptWith(), '220 mail 99 Nov 2026 99:00:02 +0000', /Nothing in the session tells/],
  [
    'a young certificate',
    attemptWith('2026-12-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'),
    '220 mail',
    /may have been behind/,
  ],
  [
    'a young chain',
    attemptWith('2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'),
    '220 mail',
    /most likely behind/,
  ],
])('%s', (_what, attempt, text, verdict) => {
  const said = clockVerdict(attempt, greeting(text), later);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(verdict);
});

test('an attempt that began in the future tells that the clock was set back', () => {
  expect(clockVerdict(attemptWith(), [], new Date('2026-11-22T09:00:00.000Z')).join()).toMatch(/set back/);
});
