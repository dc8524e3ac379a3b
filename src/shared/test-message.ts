import { z } from 'zod';
import {
  deliveryStatusSchema,
  deliveryWarningSchema,
  encryptionSchema,
  recipientResultSchema,
  type StepName,
  stepSchema,
} from './delivery.ts';
import { notificationSchema } from './notification.ts';
import { passphraseSchema, passwordSchema, settingsDraftSchema } from './settings.ts';
import type { Security } from './smtp-settings.ts';

/** How far a test goes: reach the server, sign in, have the recipients checked, or send. */
export const testDepthSchema = z.enum(['reach', 'sign-in', 'recipient', 'send']);
export type TestDepth = z.infer<typeof testDepthSchema>;

/** Recipients of one test: RFC 5321 section 4.5.3.1.8 has every server take as many. */
export const RECIPIENT_LIMIT = 100;

export const testInputSchema = z.strictObject({
  /** Chosen by the caller, so that it can follow the steps and cancel. */
  testId: z.string().min(1).max(64),
  /** One address or several, separated by comma or semicolon. */
  to: z.string().max(100_000),
  /** Values to test instead of the active settings, whole or by dotted key with the value as text. */
  settings: settingsDraftSchema.optional(),
  changes: z.record(z.string(), z.string()).optional(),
  /** A password to test instead of the stored one. It is not kept. */
  password: passwordSchema.optional(),
  /** The same for the client certificate's passphrase. */
  clientKeyPassphrase: passphraseSchema.optional(),
  until: testDepthSchema.default('send'),
  /** A notification to send instead of the test message, filled with its samples; `id` when it is stored, for its fixed files. */
  notification: z.strictObject({ id: z.int().positive().optional(), notification: notificationSchema }).optional(),
});
export type TestInput = z.input<typeof testInputSchema>;

/** What a test found out, whether it succeeded or not. */
export const testReportSchema = z.object({
  deliveryId: z.int(),
  status: deliveryStatusSchema,
  recipients: z.array(recipientResultSchema),
  messageId: z.string(),
  reply: z.string().nullable(),
  durationMs: z.number(),
  encryption: encryptionSchema.nullable(),
  warnings: z.array(deliveryWarningSchema),
  steps: z.array(stepSchema),
});
export type TestReport = z.infer<typeof testReportSchema>;

/** True for tests that go so far as to name a sender and recipients; the others need neither. */
export function namesPeople(until: TestDepth): boolean {
  return until === 'recipient' || until === 'send';
}

/**
 * Gives the steps that a session takes when nothing stands in its way, in their order. EHLO comes twice with STARTTLS: what a
 * server offers before it is encrypted doesn't count after (RFC 3207 section 4.2).
 *
 * @param security `starttls` as well for *STARTTLS, if available* once the server has offered it
 */
export function plannedSteps(security: Security, signsIn: boolean, until: TestDepth): StepName[] {
  const steps: StepName[] = ['lookup', 'connect'];
  if (security === 'tls') steps.push('tls', 'certificate');
  steps.push('greeting', 'ehlo');
  if (security === 'starttls') steps.push('starttls', 'tls', 'certificate', 'ehlo');
  if (signsIn && until !== 'reach') steps.push('sign-in');
  if (namesPeople(until)) steps.push('sender', 'recipient');
  if (until === 'send') steps.push('data', 'accepted');
  return steps;
}
