import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { LARGEST_ATTACHMENTS_BYTES } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationView } from '../../shared/notification.ts';
import { useSettings } from '../data/queries.ts';
import { FormRow } from '../ui/form-row.tsx';
import { formatBytes } from '../ui/format.ts';
import { type ActionForm, filesOf } from './action-form.ts';

const BYTES_PER_MB = 1_048_576;

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, flexBasis: '100%', lineHeight: '22px', overflowWrap: 'anywhere' },
  size: { color: tokens.colorNeutralForeground3, marginLeft: '8px', whiteSpace: 'nowrap' },
  over: { color: tokens.colorStatusDangerForeground1 },
});

/** The files that go along with every message of a notification. */
export function FixedFiles({ files }: { readonly files: NotificationView['files'] }) {
  const styles = useStyles();
  const id = useId();
  if (files.length === 0) return null;
  return (
    <FormRow label={t('runAction.files.fixed')} labelId={id} narrow>
      <ul className={styles.list} aria-labelledby={id}>
        {files.map(({ file, sizeBytes }) => (
          <li key={file}>
            {file}
            <span className={styles.size}>
              {sizeBytes === null ? t('runAction.files.missing') : formatBytes(sizeBytes)}
            </span>
          </li>
        ))}
      </ul>
    </FormRow>
  );
}

type FilesTotalProps = { readonly view: NotificationView; readonly form: ActionForm };

/** What all files come to, and what they may come to. */
export function FilesTotal({ view, form }: FilesTotalProps) {
  const styles = useStyles();
  const id = useId();
  const message = useSettings().data?.settings.message;
  const fixed = view.files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const chosen = filesOf(form, view.notification).reduce((sum, { file }) => sum + file.size, 0);
  const bytes = fixed + chosen;
  if (message === undefined) return null;
  const limitBytes = message.limitAttachments ? message.attachmentLimitMb * BYTES_PER_MB : LARGEST_ATTACHMENTS_BYTES;
  const facts = { total: formatBytes(bytes), limit: formatBytes(limitBytes) };
  return (
    <FormRow label={t('runAction.files.total')} labelId={id} narrow>
      <span role="status" aria-labelledby={id} className={bytes > limitBytes ? styles.over : undefined}>
        {bytes > limitBytes ? t('runAction.files.overLimit', facts) : t('runAction.files.ofLimit', facts)}
      </span>
    </FormRow>
  );
}
