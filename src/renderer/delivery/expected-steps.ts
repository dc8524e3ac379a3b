import type { StepName, StepProgress } from '../../shared/delivery.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { TestDepth } from '../../shared/test-message.ts';
import type { ShownStep } from './step-list.tsx';

/** Gives the steps that a test is likely to take, so that the list has its size from the start. */
export function expectedSteps({ service, smtp }: SettingsDraft, until: TestDepth): readonly StepName[] {
  const security = service === 'capture' ? 'none' : smtp.security;
  return [
    'lookup',
    'connect',
    ...(security === 'tls' ? (['tls', 'certificate'] as const) : []),
    'greeting',
    'ehlo',
    ...(security === 'starttls' ? (['starttls', 'tls', 'certificate', 'ehlo'] as const) : []),
    ...(until !== 'reach' && service === 'smtp' && smtp.authentication ? (['sign-in'] as const) : []),
    ...(until === 'recipient' || until === 'send' ? (['sender', 'recipient'] as const) : []),
    ...(until === 'send' ? (['data', 'accepted'] as const) : []),
  ];
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
