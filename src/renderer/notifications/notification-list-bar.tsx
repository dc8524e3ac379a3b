import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import type { Failure } from '../../shared/result.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { FileChoice } from '../ui/controls/file-choice.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { formatCount } from '../ui/format.ts';
import { exportNotifications, importNotifications } from './notification-files.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    padding: '0 24px 8px',
    flex: 'none',
  },
  search: { width: '260px' },
  count: { color: tokens.colorNeutralForeground3, marginLeft: '4px' },
  files: { display: 'flex', gap: '8px', marginLeft: 'auto' },
});

type NotificationListBarProps = {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** How many the list shows; undefined until it is known. */
  readonly found: number | undefined;
  readonly marked: readonly NotificationRow[];
  readonly onImported: (text: string) => void;
  readonly onFailed: (failure: Failure) => void;
};

/** The line over the list: search, how many there are, and notifications as files. */
export function NotificationListBar(props: NotificationListBarProps) {
  const { search, onSearch, found, marked, onImported, onFailed } = props;
  const styles = useStyles();
  const id = useId();
  const [importing, setImporting] = useState(false);

  const load = async (files: readonly File[]) => {
    setImporting(true);
    const result = await importNotifications(files);
    setImporting(false);
    if (result.ok) onImported(result.value);
    else onFailed(result.error);
  };
  const store = async () => {
    const result = await exportNotifications(marked);
    if (!result.ok) onFailed(result.error);
  };

  return (
    <div className={styles.root}>
      <label htmlFor={id}>{t('notificationList.search')}</label>
      <TextBox
        id={id}
        type="search"
        className={styles.search}
        value={search}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-count`}
        onChange={(_event, data) => onSearch(data.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search !== '') onSearch('');
        }}
      />
      <span id={`${id}-count`} role="status" className={styles.count}>
        {found === undefined ? '' : t('notificationList.count', { count: found, total: formatCount(found) })}
      </span>
      <span className={styles.files}>
        <FileChoice
          label={t('notificationList.import')}
          several
          disabled={importing}
          onChoose={(files) => void load(files)}
        >
          {t('notificationList.import')}
        </FileChoice>
        <PushButton disabled={marked.length === 0} onClick={() => void store()}>
          {t('notificationList.export')}
        </PushButton>
      </span>
    </div>
  );
}
