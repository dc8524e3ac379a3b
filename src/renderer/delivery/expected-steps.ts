import type { StepName, StepProgress } from '../../shared/delivery.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import { plannedSteps, type TestDepth } from '../../shared/test-message.ts';
import type { ShownStep } from './step-list.tsx';

/** Gives the steps that a test is likely to take, so that the list has its size from the start. */
export function expectedSteps({ service, smtp }: SettingsDraft, until: TestDepth): readonly StepName[] {
  // The capture server takes messages only from who signs in.
  return service === 'capture'
    ? plannedSteps('none', true, until)
    : plannedSteps(smtp.security, smtp.authentication, until);
}

/** Gives the steps seen so far, and after them those expected that have not come yet. */
export function withStepsToCome(seen: readonly StepProgress[], expected: readonly StepName[]): readonly ShownStep[] {
  const left = [...expected];
  for (const { step } of seen) {
    const at = left.indexOf(step);
    if (at !== -1) left.splice(at, 1);
  }
  return [...seen, ...left.map((step) => ({ step, status: 'to-come' as const }))];
}
