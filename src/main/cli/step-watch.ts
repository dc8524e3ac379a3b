import type { EventPayload } from '../../shared/contract.ts';
import type { Step } from '../../shared/delivery.ts';
import type { App } from '../app.ts';
import { cameAbout, stepText } from './step-text.ts';

const CLEAR_LINE = '\r\x1b[K';

/**
 * Prints the steps of a test as they end; a terminal also shows the one under way. `end` stops that and prints the steps
 * that no event told of.
 */
export function showSteps(app: App, testId: string): { end: (steps: readonly Step[]) => void } {
  const out = process.stdout;
  const printed = new Set<number>();
  let underWay = false;
  const show = ({ index, step }: Pick<EventPayload<'test.step'>, 'index' | 'step'>) => {
    if (printed.has(index) || !cameAbout(step)) return;
    if (underWay) out.write(CLEAR_LINE);
    underWay = step.status === 'running';
    if (!underWay) {
      printed.add(index);
      out.write(`${stepText(step)}\n`);
    } else if (out.isTTY) {
      out.write(stepText(step).slice(0, out.columns - 1));
    } else {
      underWay = false;
    }
  };
  const unsubscribe = app.subscribe((name, payload) => {
    if (name !== 'test.step') return;
    const progress = payload as EventPayload<'test.step'>;
    if (progress.testId === testId) show(progress);
  });
  return {
    end: (steps) => {
      unsubscribe();
      steps.forEach((step, index) => {
        show({ index, step });
      });
      if (underWay) out.write(CLEAR_LINE);
    },
  };
}
