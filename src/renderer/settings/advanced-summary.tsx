import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { AdvancedDifference } from './advanced-fields.ts';

const useStyles = makeStyles({
  root: {
    margin: '0 0 8px',
    paddingLeft: '22px',
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  plain: {},
});

/** What is under Advanced while it is folded, in one line. */
export function AdvancedSummary({ differences }: { readonly differences: readonly AdvancedDifference[] }) {
  const styles = useStyles();
  if (differences.length === 0) return <p className={styles.root}>{t('advanced.asByDefault')}</p>;
  return (
    <p className={styles.root} title={differences.map(({ text }) => text).join('\n')}>
      {differences.map(({ text, kind }, index) => (
        <Fragment key={text}>
          {index > 0 && ' · '}
          <span className={styles[kind]}>{text}</span>
        </Fragment>
      ))}
    </p>
  );
}
