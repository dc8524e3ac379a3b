import { t } from '../../shared/catalogue/index.ts';
import { type CertificateFacts, daysLeft } from '../../shared/certificate.ts';
import type { Attempt } from '../../shared/delivery.ts';
import type { Mask } from './masking.ts';
import { fieldLines } from './report-layout.ts';

/** How the session was encrypted, or that it wasn't. `label` is what the log's row says: a TLS version, `none`, or null. */
export function encryptionLines({ encryption }: Attempt, label: string | null): string[] {
  if (encryption !== null)
    return fieldLines([
      [t('encryption.protocol'), encryption.protocol],
      [t('encryption.cipher'), encryption.cipher],
    ]);
  return [label === 'none' ? t('encryption.none') : t('report.encryption.unknown')];
}

/** The server's certificate with the verdict on it, then its issuers. */
export function certificateLines({ encryption, startedAt }: Attempt, mask: Mask): string[] {
  if (encryption === null) return [];
  const { problems, trustedBy, chain, ...own } = encryption.certificate;
  const verdict = fieldLines([
    [t('certificate.problems'), problems.map((each) => `${each}: ${t(`certificate.${each}`)}`).join('\n')],
    [t('certificate.trust'), trustedBy === null ? t('report.no') : t(`certificate.trustedBy.${trustedBy}`)],
  ]);
  const certificates = [own, ...chain].flatMap((each, index) => [
    '',
    index === 0 ? t('report.certificate.server') : t('report.certificate.issuer', { number: index }),
    ...factLines(each, new Date(startedAt), mask),
  ]);
  return [...verdict, ...certificates];
}

function factLines(
  { subject, issuer, validFrom, validTo, names, fingerprint256 }: CertificateFacts,
  at: Date,
  mask: Mask,
): string[] {
  const days = daysLeft(validTo, at);
  return fieldLines([
    [t('certificate.subject'), mask(subject)],
    [t('certificate.names'), mask(names.join(', '))],
    [t('certificate.issuer'), mask(issuer)],
    [t('certificate.from'), validFrom],
    [t('certificate.to'), validTo],
    [t('report.certificate.daysLeft'), Number.isNaN(days) ? '' : String(days)],
    [t('certificate.fingerprint'), fingerprint256],
  ]);
}
