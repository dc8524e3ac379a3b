import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { MessageView } from '../../shared/message.ts';
import { formatBytes } from '../ui/format.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '16px',
    margin: '0 0 4px',
    padding: 0,
    flex: 'none',
  },
  size: { color: tokens.colorNeutralForeground3 },
});

type AttachmentsProps = {
  readonly attachments: MessageView['attachments'];
  readonly onSave: ((index: number) => void) | undefined;
};

/** The files in a message, to be saved where that is possible. Nothing is opened. */
export function Attachments({ attachments, onSave }: AttachmentsProps) {
  const styles = useStyles();
  if (attachments.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('attachments.label')}>
      {attachments.map((attachment) => (
        <li key={attachment.index} title={attachment.contentType}>
          {onSave === undefined ? (
            attachment.fileName
          ) : (
            <Link
              as="button"
              type="button"
              aria-label={t('attachments.save', { name: attachment.fileName })}
              onClick={() => onSave(attachment.index)}
            >
              {attachment.fileName}
            </Link>
          )}{' '}
          <span className={styles.size}>{formatBytes(attachment.sizeBytes)}</span>
        </li>
      ))}
    </ul>
  );
}
