import { expect, test } from 'vitest';
import {
  againText,
  type Circumstances,
  type CutOff,
  cutOffBy,
  filesText,
  nextText,
  replyText,
  stateText,
  subjectText,
  timeUntil,
} from '../../src/renderer/queue/queue-words.ts';
import type { QueueItem } from '../../src/shared/queue.ts';
import type { FailureCode } from '../../src/shared/result.ts';
import { queueItem } from './queue-item.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const free: Circumstances = { now, paused: false, cutOff: null, throttledUntil: null };
const later = '2026-11-22T12:04:00.000Z';
const before = '2026-11-22T11:59:59.000Z';

const states: readonly [text: string, changes: Partial<QueueItem>, circumstances?: Partial<Circumstances>][] = [
  ['Pending', { nextAttemptAt: before }],
  ['Pending: in 4 min', { nextAttemptAt: later, waitsFor: 'schedule' }],
  ['Pending: in 4 min', { nextAttemptAt: later, waitsFor: 'retry' }],
  ['Pending: greylisted, in 4 min', { nextAttemptAt: later, waitsFor: 'greylisting' }],
  ['Pending', { nextAttemptAt: before, waitsFor: 'retry' }],
  ['Pending: after an earlier message to the same recipient', { nextAttemptAt: null, waitsFor: 'order' }],
  ['Pending: paused', { nextAttemptAt: later, waitsFor: 'retry' }, { paused: true }],
  ['Pending: paused', { nextAttemptAt: before }, { paused: true, cutOff: 'signIn' }],
  ['Pending: can’t sign in', { nextAttemptAt: before }, { cutOff: 'signIn' }],
  ['Pending: certificate refused', { nextAttemptAt: before }, { cutOff: 'certificate' }],
  ['Pending: no secure connection', { nextAttemptAt: later, waitsFor: 'retry' }, { cutOff: 'encryption' }],
  ['Pending: connection failed', { nextAttemptAt: before }, { cutOff: 'connection' }],
  ['Pending: in 4 min', { nextAttemptAt: later, waitsFor: 'schedule' }, { paused: true, cutOff: 'signIn' }],
  ['Pending: paused', { nextAttemptAt: before, waitsFor: 'schedule' }, { paused: true }],
  ['Pending: limit used up', { nextAttemptAt: before }, { throttledUntil: later }],
  ['Pending: in 4 min', { nextAttemptAt: later, waitsFor: 'retry' }, { throttledUntil: later }],
  ['Pending', { nextAttemptAt: later }],
  ['Pending: sent next', { sendNow: true }, { paused: true }],
  ['Sending', { state: 'sending', nextAttemptAt: null }, { paused: true }],
  ['Failed', { state: 'failed', nextAttemptAt: null }, { paused: true }],
  ['Held', { state: 'held', heldBecause: 'person', nextAttemptAt: null }],
  ['Held: by the storm brake', { state: 'held', heldBecause: 'storm', nextAttemptAt: null }],
  ['Unknown', { state: 'unknown', nextAttemptAt: null }, { cutOff: 'signIn' }],
];

test.each(states)('a message’s state reads “%s”', (text, changes, circumstances) => {
  expect(stateText(queueItem(1, changes), { ...free, ...circumstances })).toBe(text);
});

test.each([
  [-5, ''],
  [0, ''],
  [1, '1 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3540, '59 min'],
  [3600, '1 h'],
  [47 * 3600, '47 h'],
  [48 * 3600, '2 days'],
])('%d s ahead reads “%s”', (seconds, text) => {
  expect(timeUntil(new Date(now.getTime() + seconds * 1000).toISOString(), now)).toBe(text);
});

const next: readonly [text: string | RegExp, changes: Partial<QueueItem>, circumstances?: Partial<Circumstances>][] = [
  ['now', { nextAttemptAt: before }],
  [/\d\d:\d\d:00/, { nextAttemptAt: later, waitsFor: 'retry' }],
  ['now', { nextAttemptAt: later }],
  ['', { nextAttemptAt: later }, { paused: true }],
  [/\d\d:\d\d:00/, { nextAttemptAt: before }, { throttledUntil: later }],
  ['', { nextAttemptAt: null }],
  ['', { nextAttemptAt: before, waitsFor: 'order' }],
  ['', { nextAttemptAt: before }, { paused: true }],
  ['', { nextAttemptAt: before }, { cutOff: 'connection' }],
  ['now', { nextAttemptAt: before, sendNow: true }, { paused: true }],
];

test.each(next)('the next attempt reads %s', (text, changes, circumstances) => {
  const shown = nextText(queueItem(1, changes), { ...free, ...circumstances });
  if (typeof text === 'string') expect(shown).toBe(text);
  else expect(shown).toMatch(text);
});

test('a storm’s row says for how many more it stands, and a subject that is empty is said to be', () => {
  expect(subjectText(queueItem(1, { subject: 'Disk full', similar: 57 }))).toBe('Disk full (and 57 more)');
  expect(subjectText(queueItem(1, { subject: 'Disk full' }))).toBe('Disk full');
  expect(subjectText(queueItem(1, { subject: '' }))).toBe('(no subject)');
});

test('files are counted with their size, and none are nothing', () => {
  expect(filesText(queueItem(1, { attachments: { count: 3, sizeBytes: 1_572_864 } }))).toMatch(/^3, 1[.,]5 MB$/);
  expect(filesText(queueItem(1))).toBe('');
});

test.each<[FailureCode, CutOff]>([
  ['AUTH_REJECTED', 'signIn'],
  ['SECRET_UNREADABLE', 'signIn'],
  ['CERTIFICATE_EXPIRED', 'certificate'],
  ['STARTTLS_NOT_OFFERED', 'encryption'],
  ['CLIENT_CERTIFICATE_INVALID', 'encryption'],
  ['DNS_NOT_FOUND', 'connection'],
])('%s keeps messages because of the %s', (code, cutOff) => {
  expect(cutOffBy(code)).toBe(cutOff);
});

const refused = { code: 'CONNECTION_REFUSED', message: 'mail.sender.test refused the connection.' } as const;

test.each<[string, Partial<QueueItem>]>([
  ['451 4.3.0 Try again', { lastReply: '451 4.3.0 Try again\n451 later', error: refused }],
  ['mail.sender.test refused the connection.', { lastReply: null, error: refused }],
  ['mail.sender.test refused the connection.', { lastReply: '220 mail.sender.test ready', error: refused }],
  ['250 2.0.0 Ok', { lastReply: '250 2.0.0 Ok' }],
  ['', {}],
])('why it is still there reads “%s”', (text, changes) => {
  expect(replyText(queueItem(1, changes))).toBe(text);
});

test.each<[RegExp, Partial<QueueItem>, Partial<Circumstances>]>([
  [/tries again at .*:\d\d:00/, { nextAttemptAt: later, waitsFor: 'retry' }, {}],
  [/greylisting.* tries again at .*:\d\d:00/, { nextAttemptAt: later, waitsFor: 'greylisting' }, {}],
  [/as soon as it can/, { nextAttemptAt: before, waitsFor: 'retry' }, {}],
  [/once the queue is resumed/, { nextAttemptAt: later, waitsFor: 'retry' }, { paused: true }],
  [/once the connection works/, { nextAttemptAt: later, waitsFor: 'retry' }, { cutOff: 'signIn' }],
])('what is tried again by itself asks nothing of a person: %s', (text, changes, circumstances) => {
  expect(againText(queueItem(1, changes), { ...free, ...circumstances })).toMatch(text);
});
