import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { type Certificate, expiresSoon } from '../../shared/certificate.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { expiryText, subjectName } from './certificate-texts.ts';

const useStyles = makeStyles({
  root: {
    padding: '3px 10px',
    margin: '0 0 10px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  soon: { color: tokens.colorStatusWarningForeground1 },
  problems: { margin: '0 0 4px', paddingLeft: '20px' },
  chain: { margin: '6px 0 2px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  issuer: { paddingLeft: '2px' },
});

type CertificateCardProps = {
  readonly certificate: Certificate;
  readonly open: boolean;
  /** Stands in place of what the certificate says of itself. */
  readonly facts?: ReactNode;
  /** What can be done about it, at its end. */
  readonly children?: ReactNode;
};

/** A server's certificate: what it says of itself, who vouches for it, and why it is trusted or isn't. */
export function CertificateCard({ certificate, open, facts, children }: CertificateCardProps) {
  const styles = useStyles();
  const { chain, validTo } = certificate;
  const trusted = isTrusted(certificate);
  return (
    <Disclosure
      className={styles.root}
      open={open}
      label={
        <>
          {t('certificate.heading', { subject: subjectName(certificate) })}{' '}
          <span className={trusted ? styles.good : styles.bad}>
            {trusted ? t('certificate.trusted') : t('certificate.notTrusted')}
          </span>
        </>
      }
    >
      <Verdict certificate={certificate} />
      {expiresSoon(validTo, new Date()) && <div className={styles.soon}>{expiryText(validTo, new Date())}</div>}
      {facts ?? <CertificateFacts certificate={certificate} />}
      {chain.length > 0 && (
        <>
          <div className={styles.chain}>{t('certificate.chain')}</div>
          {chain.map((issuer) => (
            <Disclosure key={issuer.fingerprint256} open={false} className={styles.issuer} label={issuer.subject}>
              <CertificateFacts certificate={issuer} />
            </Disclosure>
          ))}
        </>
      )}
      {children}
    </Disclosure>
  );
}

/** True when something vouches for a certificate; of those logged by an earlier version, when nothing was wrong with it. */
function isTrusted({ trustedBy, problems }: Certificate): boolean {
  return trustedBy !== null || problems.length === 0;
}

function Verdict({ certificate }: { readonly certificate: Certificate }) {
  const styles = useStyles();
  const { trustedBy, problems } = certificate;
  return (
    <>
      {trustedBy !== null && <div>{t(`certificate.trustedBy.${trustedBy}`)}</div>}
      {problems.length > 0 && (
        <>
          <div>{trustedBy === null ? t('certificate.why.not') : t('certificate.why.stillWrong')}</div>
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{t(`certificate.${problem}`)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
