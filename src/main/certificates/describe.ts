import { t } from '../../shared/catalogue/index.ts';
import type { CertificateFacts } from '../../shared/certificate.ts';
import { parsePem } from '../../shared/pem.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { factsOf, readCertificates } from './facts.ts';

const MOST_CERTIFICATES = 50;

/** Tells what is in PEM text (RFC 7468), certificate by certificate. Fails with INVALID_INPUT. */
export function describeCertificates(pem: string): Result<{ certificates: CertificateFacts[] }> {
  const parsed = parsePem(pem, MOST_CERTIFICATES);
  if (!parsed.ok) return fail(invalid(parsed.message));
  const certificates = readCertificates(parsed.value);
  if (certificates === undefined) return fail(invalid(t('settings.certificate.unreadable')));
  return succeed({ certificates: certificates.map(factsOf) });
}

function invalid(message: string): Failure {
  return { code: 'INVALID_INPUT', message, field: 'pem' };
}
