import type { Result } from '../../shared/result.ts';
import type { TestReport } from '../../shared/test-message.ts';
import { isTrust } from '../certificate/trust.ts';

/** What has the focus after a test, so that Enter does it. */
export type NextStep = 'cure' | 'close' | 'again';

/**
 * Gives what suggests itself after a test: the first cure of a failure, unless it makes the connection less safe, which is never
 * done by a mere Enter. Where it isn't known whether the message left, sending it again doesn't suggest itself.
 */
export function nextStep(result: Result<TestReport>): NextStep {
  if (result.ok || result.value?.status === 'unknown') return 'close';
  const [first] = result.error.cures ?? [];
  if (first === undefined) return 'again';
  return weakens(first.changes) ? 'close' : 'cure';
}

function weakens(changes: Readonly<Record<string, string>>): boolean {
  return (
    isTrust(changes) ||
    changes['smtp.allowClearTextPassword'] === 'true' ||
    changes['smtp.lowestTlsVersion'] !== undefined
  );
}
