import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { CertificateFacts } from '../../shared/certificate.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { CopyLink } from '../ui/copy-link.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { shortAddress } from '../ui/short-address.ts';
import { dayText } from './certificate-texts.ts';
import { Fingerprint } from './fingerprint.tsx';

const useStyles = makeStyles({
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    margin: '2px 0 4px',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: '3px 8px 3px 0',
      overflowWrap: 'anywhere',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    '& th': { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  },
  property: { width: '112px' },
  marked: { backgroundColor: tokens.colorStatusWarningBackground1 },
  differs: { color: tokens.colorStatusWarningForeground1 },
  hint: { margin: '4px 0 6px' },
});

type CertificateComparisonProps = {
  /** The certificate that the settings name, in PEM form. */
  readonly trusted: string;
  readonly shown: CertificateFacts;
};

/** The certificate that was trusted so far, line by line beside the one that the server shows now. */
export function CertificateComparison({ trusted, shown }: CertificateComparisonProps) {
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['certificate.describe', trusted],
    queryFn: () => callOperation('certificate.describe', { pem: trusted }),
  });
  if (query.isError) return <FailureNotice failure={failureOf(query.error)} />;
  const old = query.data?.certificates[0];
  if (old === undefined) return null;
  return (
    <>
      <table className={styles.table} aria-label={t('certificate.compare')}>
        <thead>
          <tr>
            <th scope="col" className={styles.property}>
              {t('certificate.compare.property')}
            </th>
            <th scope="col">{t('certificate.compare.old')}</th>
            <th scope="col">{t('certificate.compare.new')}</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(old, shown).map(({ label, before, after, show }) => (
            <tr key={label} className={before === after ? undefined : styles.marked}>
              <th scope="row">
                {label}
                {before !== after && <div className={styles.differs}>{t('certificate.compare.differs')}</div>}
              </th>
              <td>{show(before)}</td>
              <td>{show(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <CopyLink label={t('certificate.copyShown')} text={shown.fingerprint256}>
        {t('certificate.copyShown')}
      </CopyLink>
      <p className={styles.hint}>{t('certificate.compare.hint')}</p>
    </>
  );
}

type Line = {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly show: (text: string) => ReactNode;
};

function linesOf(old: CertificateFacts, shown: CertificateFacts): readonly Line[] {
  const line = (label: string, of: (facts: CertificateFacts) => string, show: Line['show'] = (text) => text): Line => ({
    label,
    before: of(old),
    after: of(shown),
    show,
  });
  return [
    line(t('certificate.subject'), ({ subject }) => subject),
    line(t('certificate.names'), ({ names }) => names.map(shortAddress).join(', ')),
    line(t('certificate.issuer'), ({ issuer }) => issuer),
    line(t('certificate.from'), ({ validFrom }) => validFrom, dayText),
    line(t('certificate.to'), ({ validTo }) => validTo, dayText),
    line(
      t('certificate.fingerprint'),
      ({ fingerprint256 }) => fingerprint256,
      (text) => <Fingerprint of={text} />,
    ),
  ];
}
