import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { UploadProgress } from '../data/upload-files.ts';
import { formatBytes } from './format.ts';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', columnGap: '10px', minWidth: 0 },
  bar: { flex: '1 1 120px', minWidth: '80px', accentColor: tokens.colorBrandBackground },
  text: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
});

/** How far an upload has come. */
export function UploadBar({ progress }: { readonly progress: UploadProgress }) {
  const styles = useStyles();
  const { name, sentBytes, totalBytes } = progress;
  return (
    <div className={styles.root}>
      <progress
        className={styles.bar}
        aria-label={t('uploading.label', { name })}
        max={Math.max(1, totalBytes)}
        value={sentBytes}
      />
      <span className={styles.text}>
        {t('uploading.soFar', { sent: formatBytes(sentBytes), total: formatBytes(totalBytes) })}
      </span>
    </div>
  );
}
