import type { Certificate } from '../../shared/certificate.ts';
import type { Failure } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import { CertificateCard } from '../certificate/certificate-card.tsx';
import { CertificateComparison } from '../certificate/certificate-comparison.tsx';
import { MissingAuthority } from '../certificate/missing-authority.tsx';
import { lacksAuthority, waysToTrust } from '../certificate/trust.ts';
import { TrustActions } from '../certificate/trust-actions.tsx';

type TestCertificateProps = {
  readonly certificate: Certificate;
  readonly failure: Failure | undefined;
  readonly tested: SettingsDraft;
  readonly onApply: (changes: Readonly<Record<string, string>>) => void;
  /** Leads to the setting that names authorities. */
  readonly onChooseAuthority: () => void;
};

/** The certificate that a tested server showed. It lies open when the test failed by it. */
export function TestCertificate({ certificate, failure, tested, onApply, onChooseAuthority }: TestCertificateProps) {
  const { trustedCertificate, trustedAuthority } = tested.smtp;
  const changed = trustedCertificate !== '' && certificate.problems.includes('CERTIFICATE_CHANGED');
  const ways = waysToTrust(certificate, trustedAuthority);
  return (
    <CertificateCard
      certificate={certificate}
      open={failure?.code.startsWith('CERTIFICATE_') === true}
      {...(changed && { facts: <CertificateComparison trusted={trustedCertificate} shown={certificate} /> })}
    >
      {ways.length > 0 && <TrustActions ways={ways} onApply={onApply} />}
      {lacksAuthority(certificate) && <MissingAuthority issuer={certificate.issuer} onChoose={onChooseAuthority} />}
    </CertificateCard>
  );
}
