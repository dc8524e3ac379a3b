import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { makeSafe } from './safe-html.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: '180px' },
  told: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, paddingBottom: '4px' },
  frame: {
    flexGrow: 1,
    width: '100%',
    boxSizing: 'border-box',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: '#fff',
  },
});

/** A message's HTML in a frame that may do nothing and loads nothing. */
export function HtmlFrame({ html }: { readonly html: string }) {
  const styles = useStyles();
  const safe = useMemo(() => makeSafe(html), [html]);
  return (
    <div className={styles.root}>
      {safe.leftOut > 0 && <div className={styles.told}>{t('message.leftOut', { count: safe.leftOut })}</div>}
      <iframe
        title={t('message.htmlFrame')}
        sandbox=""
        srcDoc={safe.document}
        referrerPolicy="no-referrer"
        className={styles.frame}
      />
    </div>
  );
}
