import { createHash } from 'node:crypto';

/** What is kept of an idempotency key: nothing of the caller's own text, and the same key for another notification is another one. */
export function digestOfKey(notification: string, key: string): string {
  // No name has a line break.
  return createHash('sha256').update(`${notification.trim().toLowerCase()}\n${key}`).digest('hex');
}
