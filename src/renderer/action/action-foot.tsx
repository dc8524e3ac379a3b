import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { useModalStyles } from '../ui/modal.tsx';
import { inPlatformOrder } from '../ui/platform.ts';
import { UploadBar } from '../ui/upload-bar.tsx';
import type { ActionRun } from './use-action-run.ts';

type ActionFootProps = {
  readonly run: ActionRun;
  /** True when there is nothing to fill out that could have the focus. */
  readonly focused: boolean;
  /** Has the form ready for one more. */
  readonly onAgain: () => void;
  /** Breaks off while it runs, closes otherwise. */
  readonly onCancel: () => void;
};

/** The last line of Run Action: how far its files are, and its buttons. */
export function ActionFoot({ run, focused, onAgain, onCancel }: ActionFootProps) {
  const modal = useModalStyles();
  return (
    <div className={modal.foot}>
      {run.phase === 'running' && run.upload !== null && <UploadBar progress={run.upload} />}
      <span className={modal.buttons}>
        <Buttons run={run} focused={focused} onAgain={onAgain} onCancel={onCancel} />
      </span>
    </div>
  );
}

function Buttons({ run, focused, onAgain, onCancel }: ActionFootProps) {
  if (run.phase === 'done' && run.result.ok)
    return inPlatformOrder([
      <PushButton key="close" appearance="primary" autoFocus onClick={onCancel}>
        {t('button.close')}
      </PushButton>,
      <PushButton key="again" onClick={onAgain}>
        {t('runAction.again')}
      </PushButton>,
    ]);
  const running = run.phase === 'running';
  return inPlatformOrder([
    <PushButton key="run" type="submit" appearance="primary" autoFocus={focused} disabled={running}>
      {running ? t('runAction.running') : t('runAction.run')}
    </PushButton>,
    <PushButton key="cancel" onClick={onCancel}>
      {t('button.cancel')}
    </PushButton>,
  ]);
}
