import type { Ref } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { TestDepth } from '../../shared/test-message.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { inPlatformOrder } from '../ui/platform.ts';
import { nextStep } from './next-step.ts';
import type { TestRun } from './use-test-run.ts';

type TestButtonsProps = {
  readonly run: TestRun;
  readonly until: TestDepth;
  /** True when a change has just been taken back. */
  readonly undone: boolean;
  readonly closeButton: Ref<HTMLButtonElement>;
  readonly onCancel: () => void;
  readonly onClose: () => void;
};

/** OK and Cancel before the test, Cancel during it, what can follow after it. */
export function TestButtons({ run, until, undone, closeButton, onCancel, onClose }: TestButtonsProps) {
  switch (run.phase) {
    case 'ready':
      return inPlatformOrder([
        <PushButton key="ok" type="submit" appearance="primary" autoFocus={undone}>
          {t('button.ok')}
        </PushButton>,
        <PushButton key="cancel" onClick={onClose}>
          {t('button.cancel')}
        </PushButton>,
      ]);
    case 'running':
      return (
        <PushButton onClick={onCancel} disabled={run.cancelling} autoFocus>
          {run.cancelling ? t('test.cancelling') : t('button.cancel')}
        </PushButton>
      );
    case 'done': {
      const next = nextStep(run.result);
      return inPlatformOrder([
        <PushButton
          key="close"
          ref={closeButton}
          appearance={next === 'close' ? 'primary' : 'secondary'}
          onClick={onClose}
          autoFocus={next === 'close'}
        >
          {t('button.close')}
        </PushButton>,
        <PushButton
          key="again"
          type="submit"
          appearance={next === 'again' ? 'primary' : 'secondary'}
          autoFocus={next === 'again'}
        >
          {until === 'send' ? t('test.again') : t('test.testAgain')}
        </PushButton>,
      ]);
    }
  }
}
