import { useState } from 'react';
import type { StepProgress } from '../../shared/delivery.ts';
import type { Result } from '../../shared/result.ts';
import type { TestInput, TestReport } from '../../shared/test-message.ts';
import { bridge } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';

export type TestRun =
  | { readonly phase: 'ready' }
  | { readonly phase: 'running'; readonly testId: string; readonly cancelling: boolean }
  | { readonly phase: 'done'; readonly result: Result<TestReport> };

type TestRunner = {
  readonly run: TestRun;
  readonly steps: readonly StepProgress[];
  readonly start: (input: Omit<TestInput, 'testId'>) => Promise<Result<TestReport>>;
  readonly cancel: () => void;
  /** Puts a test that is over out of sight. */
  readonly reset: () => void;
};

/** Runs a test and follows its steps as they happen. */
export function useTestRun(): TestRunner {
  const [run, setRun] = useState<TestRun>({ phase: 'ready' });
  const [steps, setSteps] = useState<readonly StepProgress[]>([]);

  useBridgeEvent('test.step', ({ testId, index, step }) => {
    if (run.phase === 'running' && run.testId === testId) setSteps((seen) => seen.toSpliced(index, 1, step));
  });

  const start = async (input: Omit<TestInput, 'testId'>) => {
    const testId = crypto.randomUUID();
    setSteps([]);
    setRun({ phase: 'running', testId, cancelling: false });
    const result = await bridge().invoke('test.run', { ...input, testId });
    // The report has every step; an event may have been missed.
    if (result.value !== undefined) setSteps(result.value.steps);
    setRun({ phase: 'done', result });
    return result;
  };

  const cancel = () => {
    if (run.phase !== 'running') return;
    setRun({ ...run, cancelling: true });
    void bridge().invoke('test.cancel', { testId: run.testId });
  };

  const reset = () => {
    setSteps([]);
    setRun({ phase: 'ready' });
  };

  return { run, steps, start, cancel, reset };
}
