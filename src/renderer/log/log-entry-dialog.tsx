import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';

const useStyles = makeStyles({
  entry: {
    height: 'calc(96vh - 120px)',
    maxHeight: '640px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

type LogEntryDialogProps = { readonly deliveryId: number; readonly onClose: () => void };

/** An entry of the log, over what is being done: nothing has to be left for it. */
export function LogEntryDialog({ deliveryId, onClose }: LogEntryDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  return (
    <Modal title={t('log.detail')} role="dialog" size="broad" onEscape={onClose}>
      <div className={styles.entry}>
        <DeliveryDetail id={deliveryId} />
      </div>
      <div className={modal.foot}>
        <span className={modal.buttons}>
          <PushButton appearance="primary" onClick={onClose} autoFocus>
            {t('button.close')}
          </PushButton>
        </span>
      </div>
    </Modal>
  );
}
