import { expect, test } from 'vitest';
import type { Delivery } from '../../src/shared/delivery.ts';
import { succeed } from '../../src/shared/result.ts';
import { playCommand } from './played-command.ts';

const marked: Delivery = {
  id: 7,
  at: '2026-11-23T00:31:51.000Z',
  kind: 'notification',
  status: 'sent',
  service: 'smtp',
  server: 'mail.sender.test:25',
  sender: 'desk@sender.test',
  recipients: ['pat@recipient.test'],
  subject: 'Unknown one',
  encryption: 'none',
  certificateProblems: [],
  warnings: [],
  reply: '354 Go on',
  error: null,
  durationMs: 72,
  sizeBytes: 946,
  attempts: 1,
  notification: 'simple',
  initiator: null,
  note: 'root marked it as sent.',
  markedAsSent: true,
  messageId: '<1@sender.test>',
  settingsRevision: 2,
  attemptList: [],
};

test('log list tells a message that somebody marked as sent, and what the server said before is not its outcome', async () => {
  const { text } = await playCommand(['log', 'list'], { 'log.list': () => succeed({ rows: [marked], next: null }) });
  expect(text).toContain('sent (marked)');
  expect(text).toContain('root marked it as sent.');
  expect(text).not.toContain('354');
});

test('log show says that the server never answered, and gives no reply as if it were the acceptance', async () => {
  const { text } = await playCommand(['log', 'show', '7'], { 'log.get': () => succeed(marked) });
  expect(text).toMatch(/^Status +sent \(marked\)$/m);
  expect(text).toMatch(/^Note +root marked it as sent\. The server never answered/m);
  expect(text).not.toContain('354');
});

test('what the server accepted stands as it always has', async () => {
  const accepted = { ...marked, reply: '250 2.0.0 Ok', note: null, markedAsSent: false };
  const { text } = await playCommand(['log', 'show', '7'], { 'log.get': () => succeed(accepted) });
  expect(text).toMatch(/^Status +sent$/m);
  expect(text).toMatch(/^Last reply +250 2\.0\.0 Ok$|^.*250 2\.0\.0 Ok$/m);
});
