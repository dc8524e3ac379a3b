import { makeStyles } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { Notice } from '../ui/notice.tsx';
import { inPlatformOrder } from '../ui/platform.ts';

const WHY_LIMIT = 500;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: '4px' },
  text: { margin: '0 0 6px' },
});

type PauseDialogProps = {
  /** Gives what went wrong; undefined when the queue is paused. */
  readonly onPause: (why: string) => Promise<string | undefined>;
  readonly onClose: () => void;
};

/** Asks why the queue is paused, which nobody has to say, and pauses it. */
export function PauseDialog({ onPause, onClose }: PauseDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const id = useId();
  const [why, setWhy] = useState('');
  const [pausing, setPausing] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const pause = async () => {
    if (pausing) return;
    setPausing(true);
    const failed = await onPause(why.trim());
    setPausing(false);
    if (failed === undefined) onClose();
    else setProblem(failed);
  };
  const buttons = [
    <PushButton key="pause" type="submit" appearance="primary" disabled={pausing}>
      {pausing ? t('queue.pause.pausing') : t('queue.command.pause')}
    </PushButton>,
    <PushButton key="cancel" disabled={pausing} onClick={onClose}>
      {t('button.cancel')}
    </PushButton>,
  ];
  return (
    <Modal title={t('queue.pause.title')} role="dialog" onEscape={() => pausing || onClose()}>
      <form
        noValidate
        className={modal.form}
        onSubmit={(event) => {
          event.preventDefault();
          void pause();
        }}
      >
        <div className={`${modal.content} ${styles.content}`}>
          {problem !== undefined && <Notice kind="error" title={problem} />}
          <p className={styles.text}>{t('queue.pause.text')}</p>
          <label htmlFor={id}>{t('queue.pause.why')}</label>
          <TextBox
            id={id}
            autoFocus
            autoComplete="off"
            maxLength={WHY_LIMIT}
            value={why}
            onChange={(_event, data) => setWhy(data.value)}
          />
        </div>
        <div className={modal.foot}>
          <span className={modal.buttons}>{inPlatformOrder(buttons)}</span>
        </div>
      </form>
    </Modal>
  );
}
