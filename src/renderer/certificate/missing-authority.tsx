import { Link, makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';

const useStyles = makeStyles({ root: { margin: '6px 0' } });

type MissingAuthorityProps = {
  readonly issuer: string;
  /** Leads to where its file is chosen. */
  readonly onChoose: () => void;
};

/** Says what can be done where the server didn't send the certificate of its authority. */
export function MissingAuthority({ issuer, onChoose }: MissingAuthorityProps) {
  const styles = useStyles();
  return (
    <p className={styles.root}>
      {t('trust.missing', { issuer })}{' '}
      <Link as="button" type="button" onClick={onChoose}>
        {t('trust.missing.choose')}
      </Link>
    </p>
  );
}
