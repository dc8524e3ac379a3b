import { expect, onTestFinished } from 'vitest';
import type { DeliveryStatus, StepName } from '../../src/shared/delivery.ts';
import type { FailureCode } from '../../src/shared/result.ts';
import type { TestInput } from '../../src/shared/test-message.ts';
import { type AppUnderTest, type Changes, expectFailure, reportOf } from '../app-under-test.ts';
import type { Certificates } from '../servers/certificates.ts';
import { account } from '../servers/smtp-server.ts';

/** Starts the server that a case fails on. */
export type Serve = (certificates: Certificates) => Promise<{ readonly port: number; readonly close: () => unknown }>;

export type FailureCase = readonly [
  what: string,
  code: FailureCode,
  /** Several where it is a matter of chance how far the news has come. */
  failedStep: StepName | readonly StepName[],
  serve: Serve,
  more?: {
    readonly changes?: Changes;
    readonly input?: Partial<TestInput>;
    /** `failed` unless it says otherwise. */
    readonly status?: DeliveryStatus;
  },
];

export const tls = { 'smtp.security': 'tls' };
export const starttls = { 'smtp.security': 'starttls' };
export const ifAvailable = { 'smtp.security': 'starttls-if-available' };
export const signIn = { 'smtp.authentication': true, 'smtp.username': account.username };

/** The answer to EHLO of a server that offers these keywords. */
export function offering(...keywords: string[]): string {
  return ['mail.postroom.test', ...keywords]
    .map((line) => `250-${line}\r\n`)
    .join('')
    .concat('250 8BITMIME\r\n');
}

/** Runs a case and expects its code, its step, and the row in the log; the sentences name the server. */
export async function expectCase(postroom: AppUnderTest, certificates: Certificates, each: FailureCase): Promise<void> {
  const [, code, where, serve, { changes = {}, input = {}, status = 'failed' } = {}] = each;
  const server = await serve(certificates);
  onTestFinished(async () => void (await server.close()));
  const failedSteps = [where].flat();
  const host = String(changes['smtp.host'] ?? '127.0.0.1');

  const result = await postroom.test({ 'smtp.port': server.port, ...changes }, input);

  const error = expectFailure(result, code);
  expect(error.message).toContain(host);
  expect(error.help).toMatch(/\S/);
  if (failedSteps.some((step) => ['connect', 'greeting', 'tls'].includes(step)))
    expect(`${error.message} ${error.help}`).toContain(`${server.port}`);

  const report = reportOf(result);
  expect(report.status).toBe(status);
  const at = report.steps.findIndex((step) => step.status === 'failed');
  expect(failedSteps).toContain(report.steps[at]?.step);
  expect(report.steps.slice(0, at).every((step) => step.status === 'ok')).toBe(true);
  expect(report.steps.slice(at + 1).every((step) => step.status === 'skipped')).toBe(true);

  const row = await postroom.logged(result);
  expect(row).toMatchObject({ status, attempts: 1, error: { code }, server: `${host}:${server.port}` });
  expect(row.attemptList[0]?.steps).toEqual(report.steps);
}
