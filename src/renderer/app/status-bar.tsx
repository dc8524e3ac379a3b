import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { useAppInfo, useSettings } from '../data/queries.ts';
import { formatAgo, formatFullMoment } from '../ui/format.ts';
import { statusWord } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';
import { QueuePart } from './queue-part.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    gap: '18px',
    alignItems: 'center',
    height: '26px',
    flex: 'none',
    padding: '0 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  part: { overflow: 'hidden', textOverflow: 'ellipsis' },
  end: { marginLeft: 'auto', flexShrink: 0 },
});

/** The line at the foot of the window: the active service, its last test, where the password is kept. */
export function StatusBar() {
  const styles = useStyles();
  const view = useSettings().data;
  const info = useAppInfo().data;
  const now = useNow();
  return (
    <footer className={styles.root}>
      {view !== undefined && (
        <>
          <span className={styles.part}>{serviceText(view.settings)}</span>
          <span
            className={styles.part}
            title={view.settings.lastTest === null ? undefined : formatFullMoment(view.settings.lastTest.at)}
          >
            {lastTestText(view.settings, now)}
          </span>
          <QueuePart className={styles.part} />
          {view.settings.smtp.hasPassword && view.passwordProtection === 'file-permissions' && (
            <span className={styles.part} title={t('password.filePermissions')}>
              {t('statusBar.filePermissions')}
            </span>
          )}
        </>
      )}
      {info !== undefined && (
        <span
          className={styles.end}
          title={t('statusBar.dataFolder', { folder: info.dataFolder, computer: info.computer })}
        >
          {t('statusBar.version', { version: info.version })}
        </span>
      )}
    </footer>
  );
}

function serviceText({ service, smtp }: Settings): string {
  return service === 'capture' ? t('statusBar.capture') : t('statusBar.smtp', { host: smtp.host, port: smtp.port });
}

function lastTestText({ lastTest }: Settings, now: Date): string {
  return lastTest === null
    ? t('statusBar.neverTested')
    : t('statusBar.lastTest', { status: statusWord(lastTest.status, 'inSentence'), ago: formatAgo(lastTest.at, now) });
}
