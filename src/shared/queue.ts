import { z } from 'zod';
import { failureSchema } from './result.ts';

/**
 * pending: waits for its turn · sending: a worker has it · failed: given up, kept to be tried again by a person ·
 * held: waits until a person releases it · unknown: the server may have it, a person decides.
 */
export const queueStateSchema = z.enum(['pending', 'sending', 'failed', 'held', 'unknown']);
export type QueueState = z.infer<typeof queueStateSchema>;

/** Why a pending message isn't on its way: for its time, after a failure, for a greylisting server, or behind an earlier one to the same recipient. */
export const waitReasonSchema = z.enum(['schedule', 'retry', 'greylisting', 'order']);
export type WaitReason = z.infer<typeof waitReasonSchema>;

/** `storm`: held by the storm brake. */
export const holdReasonSchema = z.enum(['person', 'storm']);
export type HoldReason = z.infer<typeof holdReasonSchema>;

/** A message in the Notification Queue. Its id is its delivery's. */
export const queueItemSchema = z.object({
  id: z.int(),
  state: queueStateSchema,
  kind: z.literal('notification'),
  notification: z.string().nullable(),
  initiator: z.string().nullable(),
  queuedAt: z.string(),
  /** Host and port that it was last sent to, or will be; `host:port`. */
  server: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  messageId: z.string(),
  attempts: z.int(),
  /** ISO 8601; null when it isn't pending, or waits behind another one (`order`). In the past: as soon as it can. */
  nextAttemptAt: z.string().nullable(),
  waitsFor: waitReasonSchema.nullable(),
  heldBecause: holdReasonSchema.nullable(),
  /** Asked for by *Send now*. */
  sendNow: z.boolean(),
  attachments: z.object({ count: z.int(), sizeBytes: z.int() }),
  /** The message's own, without parameters. */
  contentType: z.string(),
  sizeBytes: z.int(),
  lastReply: z.string().nullable(),
  error: failureSchema.nullable(),
  /** How many more messages of the same storm this row stands for. */
  similar: z.int(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

export const pauseSchema = z.object({ by: z.string(), at: z.string(), why: z.string() });
export type Pause = z.infer<typeof pauseSchema>;

/** The connection is at fault: nothing is sent until a message that tries it, or a test, gets through. */
export const circuitSchema = z.object({
  openedAt: z.string(),
  failure: failureSchema,
  /** The delivery that met it last. */
  deliveryId: z.int(),
  /** When the next message tries; ISO 8601. */
  nextProbeAt: z.string(),
});
export type Circuit = z.infer<typeof circuitSchema>;

/** The newest attempts of those that count did not reach the server. Each message is tried again at its time. */
const troubleSchema = z.object({ failure: failureSchema, since: z.string() });
export type Trouble = z.infer<typeof troubleSchema>;

export const queueStatusSchema = z.object({
  paused: z.boolean(),
  pause: pauseSchema.nullable(),
  circuit: circuitSchema.nullable(),
  /** Set while messages wait because the server can't be reached. */
  trouble: troubleSchema.nullable(),
  /** Messages by state. */
  counts: z.record(queueStateSchema, z.int()),
  total: z.int(),
  /** When the next pending message is due; ISO 8601. */
  nextAttemptAt: z.string().nullable(),
  /** Processes that send now, on whatever computer. */
  workers: z.int(),
  /** Set while a limit of messages per minute, hour or day is used up: until then. */
  throttledUntil: z.string().nullable(),
});
export type QueueStatus = z.infer<typeof queueStatusSchema>;

/** Which messages: by their ids, or all that a filter shows. The row of a storm stands for all of its messages. */
export const queueSelectionSchema = z.strictObject({
  ids: z.union([z.array(z.int().positive()).min(1).max(10_000), z.literal('all')]),
  /** With `all`: only those in this state, and those with this text in subject, addresses, notification or initiator. */
  state: queueStateSchema.optional(),
  search: z.string().max(200).optional(),
  /** None that was queued after the one with this id. Left out: none that is queued after the call. */
  upTo: z.int().min(0).optional(),
});
export type QueueSelection = z.infer<typeof queueSelectionSchema>;

/** What a person can have done to messages. `sent` and `again` are what is said of those whose outcome is unknown. */
export const queueActionSchema = z.enum(['send', 'retry', 'hold', 'release', 'delete', 'sent', 'again']);
export type QueueAction = z.infer<typeof queueActionSchema>;

/** The states in which each can be done. */
export const possibleIn: Readonly<Record<QueueAction, readonly QueueState[]>> = {
  send: ['pending', 'failed', 'held'],
  retry: ['pending', 'failed'],
  hold: ['pending'],
  release: ['held'],
  delete: ['pending', 'failed', 'held', 'unknown'],
  sent: ['unknown'],
  again: ['unknown'],
};

/** True when the action can be done to such a message. */
export function isPossibleFor(
  action: QueueAction,
  { state, waitsFor }: Pick<QueueItem, 'state' | 'waitsFor'>,
): boolean {
  if (!possibleIn[action].includes(state)) return false;
  // There is nothing to try again of what has never been tried.
  return action !== 'retry' || state !== 'pending' || waitsFor === 'retry' || waitsFor === 'greylisting';
}
