import { z } from 'zod';
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
import { MOST_PROBED_PORTS, probedPortSchema, probedPorts, probeReportSchema } from './probe.ts';
import type { Result } from './result.ts';
import { passphraseSchema, passwordSchema, settingsDraftSchema, settingsSchema } from './settings.ts';
import { testInputSchema, testReportSchema } from './test-message.ts';

const nothing = z.strictObject({});
const byId = z.strictObject({ id: z.int().positive() });
const page = { limit: z.int().min(1).max(500).default(100), before: z.int().positive().optional() };

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
      settings: settingsDraftSchema,
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
