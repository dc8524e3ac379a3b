import { t } from '../../shared/catalogue/index.ts';
import type { CertificateProblem } from '../../shared/certificate.ts';
import type { Failure } from '../../shared/result.ts';
import type { FailedSession } from './diagnosis.ts';

/** Says what is wrong with the server's certificate: the first problem by its code, the others in further sentences. */
export function explainCertificate(problems: readonly CertificateProblem[], session: FailedSession): Failure {
  const { host } = session.connection;
  const certificate = session.dialogue?.encryption?.certificate;
  const [first = 'CERTIFICATE_UNKNOWN_ISSUER', ...others] = problems;
  const facts = {
    host,
    names: namesText(certificate?.names ?? []),
    issuer: certificate?.issuer ?? '',
    from: certificate?.validFrom.slice(0, 10) ?? '',
    to: certificate?.validTo.slice(0, 10) ?? '',
  };
  const redact = session.observer.redact;
  return {
    code: first,
    message: redact([t(`failure.${first}`, facts), ...others.map((other) => t(`certificate.${other}`))].join(' ')),
    help: t(`failure.${first}.help`),
  };
}

const NAMES_IN_SENTENCE = 5;

function namesText(names: readonly string[]): string {
  if (names.length === 0) return t('certificate.noNames');
  const first = names.slice(0, NAMES_IN_SENTENCE).join(', ');
  const count = names.length - NAMES_IN_SENTENCE;
  return count > 0 ? t('certificate.moreNames', { names: first, count }) : first;
}
