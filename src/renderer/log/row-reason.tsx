import { makeStyles, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { t } from '../../shared/catalogue/index.ts';
import type { DeliveryRow } from '../../shared/delivery.ts';
import { reasonIn, rowWarnings } from './row-warnings.ts';

const useStyles = makeStyles({
  sign: { marginLeft: '4px', verticalAlign: '-2px', color: tokens.colorStatusWarningForeground1 },
  words: { color: tokens.colorStatusWarningForeground1 },
});

/** Marks a row that warns of something; what of, stands beside the reply. */
export function WarningSign() {
  return <WarningRegular className={useStyles().sign} aria-label={t('log.warning')} />;
}

/** The reply or the reason of a row, after what it warns of. */
export function Reason({ row }: { readonly row: DeliveryRow }) {
  const styles = useStyles();
  const warnings = rowWarnings(row);
  const reason = reasonIn(row);
  return (
    <>
      {warnings.map((warning) => (
        <span key={warning}>
          <span className={styles.words}>{warning}</span>
          {' · '}
        </span>
      ))}
      {reason}
    </>
  );
}
