import { z } from 'zod';
import { actionInputSchema, actionReportSchema } from './action.ts';
import { apiTokenSchema, tokenNameSchema } from './api-token.ts';
import { capturedMessageSchema, capturedRowSchema } from './captured.ts';
import { certificateFactsSchema } from './certificate.ts';
import {
  deliveryRowSchema,
  deliverySchema,
  deliveryStatusSchema,
  deliveryWarningSchema,
  stepProgressSchema,
  transcriptLineSchema,
} from './delivery.ts';
import { fileContentSchema, messageViewSchema } from './message.ts';
import {
  attachmentNameSchema,
  notificationPreviewSchema,
  notificationRowSchema,
  notificationSchema,
  notificationViewSchema,
} from './notification.ts';
import { MOST_PROBED_PORTS, probedPortSchema, probedPorts, probeReportSchema } from './probe.ts';
import {
  circuitSchema,
  queueActionSchema,
  queueItemSchema,
  queueSelectionSchema,
  queueStateSchema,
  queueStatusSchema,
} from './queue.ts';
import type { Result } from './result.ts';
import { editedSettingsSchema, passphraseSchema, passwordSchema, settingsSchema } from './settings.ts';
import { testInputSchema, testReportSchema } from './test-message.ts';

const nothing = z.strictObject({});
const byId = z.strictObject({ id: z.int().positive() });
const page = { limit: z.int().min(1).max(500).default(100), before: z.int().positive().optional() };

const byIds = z.strictObject({ ids: z.array(z.int().positive()).min(1).max(10_000) });
const byIdOrName = z.union([byId, z.strictObject({ name: z.string().max(200) })]);
/** Whoever asks, as pause and log name them; left out: the user that the process runs as. */
const by = z.string().max(100).optional();
const selectedBy = queueSelectionSchema.extend({ by });
/** The newest message's id, for `upTo`; 0 when there is none. */
const newest = z.int();
const changed = z.object({
  /** How many messages it was done to; others were not in a state for it. */
  changed: z.int(),
});
const changedInQueue = changed.extend({
  /** Those of the ids that were named which the queue doesn't have. Left out when there are none. */
  missing: z.array(z.int()).optional(),
  /** How many nobody would get, so that they can't be sent again. Left out when there are none. */
  withoutRecipients: z.int().optional(),
});
/** Files that were uploaded, under the name that the notification has for them. */
const uploadedFiles = z
  .array(z.strictObject({ file: attachmentNameSchema, uploadId: z.string() }))
  .max(50)
  .default([]);

const settingsViewSchema = z.object({
  settings: settingsSchema,
  /** Where a stored password is kept: the operating system's vault, or a file protected by its permissions only. */
  passwordProtection: z.enum(['operating-system', 'file-permissions']),
  /** Sentences about stored settings that could not be read and were replaced by their defaults. */
  notices: z.array(z.string()),
  /** What the last sessions with the mail server give reason to look at. */
  warnings: z.array(z.object({ code: deliveryWarningSchema, message: z.string(), help: z.string() })),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

/**
 * THE list of operations: what goes in and what comes out of each. Every door (window, browser, command line) offers these
 * and nothing else; input is unknown until it is parsed here, and what the output schema doesn't name does not leave.
 */
export const operations = {
  'app.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      computer: z.string(),
      dataFolder: z.string(),
    }),
  },
  'settings.get': { input: nothing, output: settingsViewSchema },
  'settings.save': {
    input: z.strictObject({
      settings: editedSettingsSchema,
      /** Left out: the stored password is kept. Null: it is deleted. */
      password: passwordSchema.nullable().optional(),
      /** The same for the passphrase of the client certificate's key. */
      clientKeyPassphrase: passphraseSchema.nullable().optional(),
      /** The revision that was edited. When another one is active by now, nothing is saved: SETTINGS_CONFLICT. */
      basedOn: z.int().optional(),
    }),
    output: settingsViewSchema,
  },
  'settings.change': {
    /** Dotted keys with their values as text. */
    input: z.strictObject({ changes: z.record(z.string(), z.string()) }),
    output: settingsViewSchema,
  },
  'settings.setPassword': { input: z.strictObject({ password: passwordSchema }), output: settingsViewSchema },
  'settings.setClientKeyPassphrase': {
    input: z.strictObject({ passphrase: passphraseSchema }),
    output: settingsViewSchema,
  },
  'settings.export': { input: nothing, output: z.object({ text: z.string() }) },
  'settings.import': { input: z.strictObject({ text: z.string().max(1_000_000) }), output: settingsViewSchema },
  'test.run': { input: testInputSchema, output: testReportSchema },
  /** `cancelled` is false when no such test is under way. */
  'test.cancel': { input: z.strictObject({ testId: z.string() }), output: z.object({ cancelled: z.boolean() }) },
  /** Finds out, without signing in anywhere, what a host's mail servers offer. Each port is told by an event as well. */
  'probe.run': {
    input: z.strictObject({
      probeId: z.string().min(1).max(64),
      host: z.string().max(1000),
      ports: z
        .array(z.int().min(1).max(65535))
        .min(1)
        .max(MOST_PROBED_PORTS)
        .default([...probedPorts]),
    }),
    output: probeReportSchema,
  },
  'probe.cancel': { input: z.strictObject({ probeId: z.string() }), output: z.object({ cancelled: z.boolean() }) },
  /** Tells what is in PEM text, certificate by certificate. */
  'certificate.describe': {
    input: z.strictObject({ pem: z.string().max(200_000) }),
    output: z.object({ certificates: z.array(certificateFactsSchema) }),
  },
  /** Newest first. `next` goes into `before` for the page that follows; null after the last one. */
  'log.list': {
    input: z.strictObject({ ...page, status: deliveryStatusSchema.optional() }),
    output: z.object({ rows: z.array(deliveryRowSchema), next: z.int().nullable() }),
  },
  'log.get': { input: byId, output: deliverySchema },
  'log.transcript': {
    /** Of the last attempt, unless another is named by its number. */
    input: byId.extend({ attempt: z.int().positive().optional() }),
    output: z.object({ lines: z.array(transcriptLineSchema) }),
  },
  'log.message': { input: byId, output: messageViewSchema },
  'log.source': { input: byId, output: fileContentSchema },
  /** Everything that somebody who is to help needs to know of an attempt, addresses and secrets masked. */
  'log.supportReport': {
    input: byId.extend({ attempt: z.int().positive().optional() }),
    output: z.object({ name: z.string(), text: z.string() }),
  },
  'notifications.list': {
    input: z.strictObject({ search: z.string().max(200).optional() }),
    output: z.object({ rows: z.array(notificationRowSchema) }),
  },
  'notifications.get': { input: byIdOrName, output: notificationViewSchema },
  /** Without an id: a new one. `basedOn` is the version that was edited; NOTIFICATION_CONFLICT when there is another by now. */
  'notifications.save': {
    input: z.strictObject({
      id: z.int().positive().optional(),
      basedOn: z.int().optional(),
      notification: notificationSchema,
      files: uploadedFiles,
    }),
    output: notificationViewSchema,
  },
  'notifications.duplicate': { input: byId, output: notificationViewSchema },
  'notifications.setEnabled': { input: byIds.extend({ enabled: z.boolean() }), output: changed },
  'notifications.delete': { input: byIds, output: changed },
  /** Takes a deletion back. One whose name has been given away comes back under another. */
  'notifications.restore': { input: byIds, output: changed },
  /** Fills it with its samples, or with these values instead. What is wrong with it is in `problems`. */
  'notifications.preview': {
    input: z.strictObject({ notification: notificationSchema, values: z.record(z.string(), z.json()).optional() }),
    output: notificationPreviewSchema,
  },
  /** Makes a notification of its file's text, or replaces the one of that name. */
  'notifications.import': {
    input: z.strictObject({ text: z.string().max(2_000_000), files: uploadedFiles }),
    output: z.object({ view: notificationViewSchema, created: z.boolean() }),
  },
  'notifications.export': { input: byIdOrName, output: z.object({ text: z.string(), files: z.array(z.string()) }) },
  'notifications.file': { input: byId.extend({ file: z.string() }), output: fileContentSchema },
  /** A file comes in pieces, so that none of any size is ever in memory as a whole. It is forgotten an hour after its last piece. */
  'uploads.begin': {
    input: z.strictObject({ name: attachmentNameSchema, sizeBytes: z.int().min(0) }),
    output: z.object({ uploadId: z.string() }),
  },
  'uploads.append': {
    input: z.strictObject({ uploadId: z.string(), base64: z.string().max(2_000_000) }),
    output: z.object({ receivedBytes: z.int() }),
  },
  'uploads.cancel': { input: z.strictObject({ uploadId: z.string() }), output: z.object({ cancelled: z.boolean() }) },
  /** Applies every rule that can be applied before the files have been uploaded. Over the limit of attachments the log gets its row here. */
  'actions.check': { input: actionInputSchema, output: z.object({ duplicate: actionReportSchema.nullable() }) },
  /** Fills a notification and queues the message: when this succeeds, the message is on the disk. */
  'actions.run': { input: actionInputSchema, output: actionReportSchema },
  'queue.status': { input: nothing, output: queueStatusSchema },
  /** In the order in which they were queued. `next` goes into `after` for the page that follows. */
  'queue.list': {
    input: z.strictObject({
      limit: z.int().min(1).max(500).default(100),
      after: z.int().min(0).default(0),
      state: queueStateSchema.optional(),
      search: z.string().max(200).optional(),
    }),
    output: z.object({
      paused: z.boolean(),
      /** How many rows there are of these, whatever the page. */
      total: z.int(),
      /** How many messages these rows stand for: that of a storm for many. */
      messages: z.int(),
      newest,
      items: z.array(queueItemSchema),
      next: z.int().nullable(),
    }),
  },
  /** Returns when nothing can begin any more. `underWay` are those that had begun and go on. */
  'queue.pause': {
    input: z.strictObject({ why: z.string().max(500).default(''), by }),
    output: z.object({ underWay: z.int() }),
  },
  'queue.resume': { input: nothing, output: z.object({ resumed: z.boolean() }) },
  /**
   * To how many messages an action would be done now; without one, how many a selection names. With `newest` as `upTo` the
   * selection means no more than these.
   */
  'queue.count': {
    input: queueSelectionSchema.extend({ action: queueActionSchema.optional() }),
    output: z.object({ messages: z.int(), newest }),
  },
  /** Sends as soon as there is a connection, also while paused. `ids` are those that are sent now. */
  'queue.send': { input: queueSelectionSchema, output: changedInQueue.extend({ ids: z.array(z.int()) }) },
  /** Failed ones, and those that wait after a failure, begin anew. */
  'queue.retry': { input: queueSelectionSchema, output: changedInQueue },
  'queue.hold': { input: queueSelectionSchema, output: changedInQueue },
  'queue.release': { input: queueSelectionSchema, output: changedInQueue },
  'queue.delete': { input: selectedBy, output: changedInQueue },
  /** What a person says of messages whose outcome is unknown. */
  'queue.resolve': { input: selectedBy.extend({ as: z.enum(['sent', 'again']) }), output: changedInQueue },
  /**
   * Tries a connection that is at fault with one message that is due, before its time has come. `tried` is false when there was
   * nothing to try, or nothing to try it with; `circuit` is what the connection suffers from after that.
   */
  'queue.probe': { input: nothing, output: z.object({ tried: z.boolean(), circuit: circuitSchema.nullable() }) },
  /** Sends what is due, or these alone, and returns when nothing more is due. */
  'queue.run': {
    input: z.strictObject({ ids: z.array(z.int().positive()).max(10_000).optional() }),
    output: z.object({ sent: z.int(), failed: z.int(), unknown: z.int(), pending: z.int() }),
  },
  'tokens.list': { input: nothing, output: z.object({ tokens: z.array(apiTokenSchema) }) },
  /** The only time that the token is told. */
  'tokens.create': {
    input: z.strictObject({ name: tokenNameSchema }),
    output: z.object({ token: z.string(), view: apiTokenSchema }),
  },
  'tokens.revoke': { input: byId, output: z.object({ revoked: z.boolean() }) },
  'captured.list': {
    input: z.strictObject(page),
    output: z.object({ rows: z.array(capturedRowSchema), next: z.int().nullable(), total: z.int() }),
  },
  'captured.get': { input: byId, output: capturedMessageSchema },
  'captured.source': { input: byId, output: fileContentSchema },
  'captured.attachment': { input: byId.extend({ index: z.int().min(0) }), output: fileContentSchema },
  'captured.delete': {
    input: z.strictObject({ ids: z.union([z.array(z.int().positive()).min(1), z.literal('all')]) }),
    output: z.object({ deleted: z.int() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type OperationName = keyof typeof operations;
export type Input<N extends OperationName> = z.input<(typeof operations)[N]['input']>;
export type ParsedInput<N extends OperationName> = z.output<(typeof operations)[N]['input']>;
export type Output<N extends OperationName> = z.output<(typeof operations)[N]['output']>;

/** THE list of events. All but `test.step` and `probe.port` only say that something changed, in this process or another one: read it again. */
export const events = {
  'settings.changed': z.object({}),
  'log.changed': z.object({}),
  'captured.changed': z.object({}),
  'notifications.changed': z.object({}),
  'queue.changed': z.object({}),
  'tokens.changed': z.object({}),
  /** `index` is the step's place in the list; the same index comes again when the step ends. */
  'test.step': z.object({ testId: z.string(), index: z.int(), step: stepProgressSchema }),
  /** `index` is the port's place in the report. */
  'probe.port': z.object({ probeId: z.string(), index: z.int(), port: probedPortSchema }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;

/** Parses, calls, gives a Result. Never rejects. */
export type Dispatch = (name: string, input: unknown) => Promise<Result<unknown>>;

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
