import { t } from '../../shared/catalogue/index.ts';
import type { Certificate } from '../../shared/certificate.ts';
import type { Encryption } from '../../shared/delivery.ts';
import { CertificateCard } from '../certificate/certificate-card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';

/** Gives how a session was encrypted, in one line. */
export function encryptionText(encryption: Encryption | null): string {
  return encryption === null
    ? t('encryption.none')
    : t('encryption.of', { protocol: encryption.protocol, cipher: encryption.cipher });
}

/** Says what is wrong with a certificate that was accepted all the same; nothing when nothing is. */
export function CertificateWarning({ certificate }: { readonly certificate: Certificate }) {
  if (certificate.problems.length === 0) return null;
  const named = certificate.trustedBy === 'trusted-certificate';
  return (
    <Notice kind="warning" title={t(named ? 'certificate.acceptedByName' : 'certificate.acceptedAnyway')}>
      {certificate.problems.map((problem) => (
        <div key={problem}>{t(`certificate.${problem}`)}</div>
      ))}
    </Notice>
  );
}

/** The encryption of a session and the server's certificate, fact by fact. */
export function EncryptionFacts({ encryption }: { readonly encryption: Encryption | null }) {
  if (encryption === null) return <div>{t('encryption.none')}</div>;
  const { certificate } = encryption;
  return (
    <>
      <Facts>
        <Fact label={t('encryption.protocol')}>{encryption.protocol}</Fact>
        <Fact label={t('encryption.cipher')}>{encryption.cipher}</Fact>
      </Facts>
      <CertificateCard certificate={certificate} open />
    </>
  );
}
