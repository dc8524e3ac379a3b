import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { inPlatformOrder } from '../ui/platform.ts';
import type { TestRun } from './use-test-run.ts';

type TestButtonsProps = {
  readonly run: TestRun;
  /** True when a change of the settings is offered, which then comes first. */
  readonly curable: boolean;
  readonly onCancel: () => void;
  readonly onClose: () => void;
};

/** OK and Cancel before the test, Cancel during it, what can follow after it. */
export function TestButtons({ run, curable, onCancel, onClose }: TestButtonsProps) {
  switch (run.phase) {
    case 'ready':
      return inPlatformOrder([
        <PushButton key="ok" type="submit" appearance="primary">
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
      // Where it isn't known whether the message left, sending it again is no first choice.
      const again = !run.result.ok && run.result.value?.status !== 'unknown';
      return inPlatformOrder([
        <PushButton key="close" appearance={again ? 'secondary' : 'primary'} onClick={onClose} autoFocus={!again}>
          {t('button.close')}
        </PushButton>,
        <PushButton
          key="again"
          type="submit"
          appearance={again && !curable ? 'primary' : 'secondary'}
          autoFocus={again}
        >
          {t('test.again')}
        </PushButton>,
      ]);
    }
  }
}
