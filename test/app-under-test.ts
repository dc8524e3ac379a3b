import { onTestFinished } from 'vitest';
import { type App, type AppOptions, openApp } from '../src/main/app.ts';
import { type EventName, type EventPayload, type Output, operations } from '../src/shared/contract.ts';
import type { Failure, FailureCode, Result } from '../src/shared/result.ts';
import type { TestInput, TestReport } from '../src/shared/test-message.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export type RecordedEvent = {
  readonly [N in EventName]: { readonly name: N; readonly payload: EventPayload<N> };
}[EventName];

export type AppUnderTest = {
  readonly app: App;
  readonly dataFolder: string;
  /** Every event so far. */
  readonly events: readonly RecordedEvent[];
  /** Runs a test of an SMTP server on 127.0.0.1, with these settings (dotted keys) changed; see `smtpChanges`. */
  readonly test: (changes: Changes, input?: Partial<TestInput>) => Promise<Result<TestReport>>;
  /** The Log's row of a test, by the test's own report. */
  readonly logged: (result: Result<TestReport>) => Promise<Output<'log.get'>>;
  readonly transcript: (result: Result<TestReport>) => Promise<string>;
  readonly close: () => Promise<void>;
};

export type Changes = Readonly<Record<string, string | number | boolean>>;

/** Long enough for a busy machine, short enough for a test that waits for it. */
export const shortTimeouts = { connectMs: 1500, greetingMs: 1000, idleMs: 1500 } as const;

/** The sender of every test message that doesn't choose its own. */
export const sender = { name: 'Postroom', address: 'console@sender.test' } as const;

let lastTest = 0;

/** Opens Postroom on a data folder of its own and closes it, and removes the folder, when the test has finished. */
export async function openAppUnderTest(options: Partial<AppOptions> = {}): Promise<AppUnderTest> {
  const app = await openAppForFile(options);
  onTestFinished(app.close);
  return app;
}

/** The same, to be closed by the caller: for a table of cases that share one app. */
export async function openAppForFile(options: Partial<AppOptions> = {}): Promise<AppUnderTest> {
  const folder = await makeTemporaryFolder('data');
  const dataFolder = options.dataFolder ?? folder.path;
  const app = expectValue(await openApp({ vault: 'file', timeouts: shortTimeouts, ...options, dataFolder }));
  const events: RecordedEvent[] = [];
  app.subscribe((name, payload) => void events.push({ name, payload } as RecordedEvent));

  return {
    app,
    dataFolder,
    events,
    test: async (changes, input = {}) => {
      const result = await app.dispatch('test.run', {
        testId: `test-${++lastTest}`,
        to: 'someone@recipient.test',
        changes: smtpChanges(changes),
        ...input,
      });
      return result as Result<TestReport>;
    },
    logged: async (result) => {
      const found = await app.dispatch('log.get', { id: reportOf(result).deliveryId });
      return operations['log.get'].output.parse(expectValue(found));
    },
    transcript: async (result) => {
      const found = await app.dispatch('log.transcript', { id: reportOf(result).deliveryId });
      const { lines } = operations['log.transcript'].output.parse(expectValue(found));
      return lines.map(({ from, text }) => `${from}: ${text}`).join('\n');
    },
    close: async () => {
      await app.close();
      await folder.remove();
    },
  };
}

/** Settings for an SMTP server on 127.0.0.1, as `test.run` takes them: dotted keys with values as text. */
export function smtpChanges(changes: Changes): Record<string, string> {
  const all: Changes = {
    service: 'smtp',
    'smtp.host': '127.0.0.1',
    'message.from': `${sender.name} <${sender.address}>`,
    // What a refusal to sign in unencrypted looks like is a test of its own.
    'smtp.allowClearTextPassword': true,
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, String(value)]));
}

/** Gives the value of a result that has to be a success. */
export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Gives the failure of a result that has to have this code. */
export function expectFailure(result: Result<unknown>, code: FailureCode): Failure {
  if (result.ok) throw new Error(`It succeeded, where ${code} was expected: ${JSON.stringify(result.value)}`);
  if (result.error.code !== code) throw new Error(`${code} was expected: ${JSON.stringify(result.error)}`);
  return result.error;
}

/** Gives a test's report, which is there on success and on failure alike. */
export function reportOf(result: Result<TestReport>): TestReport {
  if (result.value === undefined) throw new Error(`There is no report: ${JSON.stringify(result)}`);
  return result.value;
}
