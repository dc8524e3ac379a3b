import { t } from '../../shared/catalogue/index.ts';
import type { CertificateFacts as FactsOfCertificate } from '../../shared/certificate.ts';
import { CopyLink } from '../ui/copy-link.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { formatFullMoment } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { CertificateNames } from './certificate-names.tsx';
import { validityText } from './certificate-texts.ts';
import { Fingerprint } from './fingerprint.tsx';

/** What a certificate says of itself, line by line. */
export function CertificateFacts({ certificate }: { readonly certificate: FactsOfCertificate }) {
  const now = useNow();
  const { subject, names, issuer, validFrom, validTo, fingerprint256 } = certificate;
  const exact = [validFrom, validTo].some((date) => Number.isNaN(Date.parse(date)))
    ? {}
    : { title: t('certificate.fromTo', { from: formatFullMoment(validFrom), to: formatFullMoment(validTo) }) };
  return (
    <Facts>
      <Fact label={t('certificate.subject')}>{subject}</Fact>
      <Fact label={t('certificate.names')}>{names.length === 0 ? '' : <CertificateNames names={names} />}</Fact>
      <Fact label={t('certificate.issuer')}>{issuer}</Fact>
      <Fact label={t('certificate.validity')} {...exact}>
        {validFrom === '' ? '' : validityText(certificate, now)}
      </Fact>
      <Fact label={t('certificate.fingerprint')}>
        {fingerprint256 === '' ? (
          ''
        ) : (
          <>
            <Fingerprint of={fingerprint256} />{' '}
            <CopyLink label={t('certificate.copyFingerprint')} text={fingerprint256} />
          </>
        )}
      </Fact>
    </Facts>
  );
}
