import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlExample, exampleAction } from '../../src/renderer/global-settings/curl-example.ts';
import { actionInputSchema } from '../../src/shared/action.ts';
import { type Notification, notificationSchema } from '../../src/shared/notification.ts';

const notification = (changes: Partial<Notification>): Notification =>
  notificationSchema.parse({ name: 'ticket-created', ...changes });

test('the example fills every placeholder with its sample, as it was meant', () => {
  const placeholders = { id: 'T1', urgent: true, steps: ['a'] };
  expect(exampleAction(notification({ placeholders }))).toEqual({
    notification: 'ticket-created',
    values: { id: 'T1' },
    data: { urgent: true, steps: ['a'] },
  });
  expect(exampleAction(notification({}))).toEqual({ notification: 'ticket-created' });
});

test.each<[string, Partial<Notification>]>([
  ['asks for a file', { attachments: [{ slot: 'report', required: true }] }],
  ['has a placeholder without a sample', { placeholders: { id: '' } }],
])('a notification that %s is no example', (_what, changes) => {
  expect(exampleAction(notification(changes))).toBeUndefined();
});

test('the line reaches curl as it is meant, whatever the samples hold', () => {
  const action = { notification: 'n', values: { title: 'It’s Pat\'s "$HOME" `id` \\ <b>' } };
  const line = curlExample('http://127.0.0.1:8725', 'prt_x', action);
  const script = `curl() { printf '%s\\n' "$@"; }\n${line}`;
  const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
  expect(words.slice(0, -1)).toEqual([
    'http://127.0.0.1:8725/api/notify',
    '-H',
    'Authorization: Bearer prt_x',
    '-H',
    'Content-Type: application/json',
    '-d',
  ]);
  expect(JSON.parse(words.at(-1) ?? '')).toEqual(action);
});

test('without a notification it is one that README shows', () => {
  const line = curlExample('app://postroom', 'prt_x');
  expect(line).toContain('http://127.0.0.1:PORT/api/notify');
  const body = /-d '(.*)'$/.exec(line)?.[1] ?? '';
  expect(actionInputSchema.safeParse(JSON.parse(body)).success).toBe(true);
});
