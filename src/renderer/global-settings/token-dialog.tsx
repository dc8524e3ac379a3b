import { makeStyles, tokens as theme } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { Notice } from '../ui/notice.tsx';
import { curlExample } from './curl-example.ts';
import { useExampleAction } from './use-example-action.ts';

const useStyles = makeStyles({
  text: { margin: '0 0 4px' },
  code: {
    display: 'block',
    margin: '0 0 4px',
    padding: '8px 10px',
    fontFamily: theme.fontFamilyMonospace,
    fontSize: theme.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    border: `1px solid ${theme.colorNeutralStroke2}`,
    borderRadius: theme.borderRadiusMedium,
    backgroundColor: theme.colorNeutralBackground1,
  },
  part: { marginBottom: '12px' },
});

type TokenDialogProps = { readonly name: string; readonly token: string; readonly onClose: () => void };

/** A token, shown the only time that it can be, with what to do with it. */
export function TokenDialog({ name, token, onClose }: TokenDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const example = curlExample(location.origin, token, useExampleAction());
  return (
    <Modal title={t('tokens.created.title', { name })} role="dialog" size="wide" onEscape={onClose}>
      <div className={modal.content}>
        <Notice kind="warning" title={t('tokens.created.text')} />
        <div className={styles.part}>
          <code className={styles.code}>{token}</code>
          <CopyLink label={t('tokens.created.copy')} text={token} />
        </div>
        <div className={styles.part}>
          <p className={styles.text}>{t('tokens.created.example')}</p>
          <code className={styles.code}>{example}</code>
          <CopyLink label={t('tokens.created.copyExample')} text={example} />
        </div>
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
