import type { QueueItem } from '../../src/shared/queue.ts';

/** A message that waits in the queue, as `queue.list` gives it. */
export function queueItem(id: number, changes: Partial<QueueItem> = {}): QueueItem {
  return {
    id,
    state: 'pending',
    kind: 'notification',
    notification: 'ticket-created',
    initiator: null,
    queuedAt: '2026-11-22T11:50:00.000Z',
    server: 'mail.sender.test:587',
    from: 'desk@sender.test',
    to: ['pat@recipient.test'],
    cc: [],
    bcc: [],
    subject: `Number ${id}`,
    messageId: `<${id}@sender.test>`,
    attempts: 0,
    nextAttemptAt: '2026-11-22T11:50:00.000Z',
    waitsFor: null,
    heldBecause: null,
    sendNow: false,
    attachments: { count: 0, sizeBytes: 0 },
    contentType: 'text/plain',
    sizeBytes: 1000,
    lastReply: null,
    error: null,
    similar: 0,
    ...changes,
  };
}
