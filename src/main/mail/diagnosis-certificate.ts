import { t } from '../../shared/catalogue/index.ts';
import type { CertificateProblem } from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import type { FailedSession } from './diagnosis.ts';

/** Says what is wrong with the server's certificate: the first problem by its code, the others in further sentences. */
export function explainCertificate(problems: readonly CertificateProblem[], session: FailedSession): Failure {
  const { host } = session.connection;
  const certificate = session.dialogue?.encryption?.certificate;
  const [first = 'CERTIFICATE_UNKNOWN_ISSUER', ...others] = problems;
  const facts = {
    host,
    names: certificate?.names.join(', ') ?? '',
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
