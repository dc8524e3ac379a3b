import { t } from '../../shared/catalogue/index.ts';
import { certificateVerdict } from '../../shared/certificate-words.ts';
import type { DeliveryRow, DeliveryWarning } from '../../shared/delivery.ts';
import { decisiveReply } from '../delivery/server-reply.ts';

const gravity: Readonly<Record<DeliveryWarning, number>> = {
  STARTTLS_WITHDRAWN: 3,
  CERTIFICATE_EXPIRES_SOON: 2,
  SENT_AS_UTF8: 1,
};

/** Gives what a row of the log warns of, in a few words each, the gravest first. */
export function rowWarnings({ warnings, certificateProblems, status }: DeliveryRow): readonly string[] {
  const accepted = certificateProblems.length > 0 && (status === 'sent' || status === 'checked');
  return [
    ...(accepted ? [t('log.warning.certificate', { problem: certificateVerdict(certificateProblems) })] : []),
    ...warnings.toSorted((a, b) => gravity[b] - gravity[a]).map((warning) => t(`deliveryWarning.${warning}`)),
  ];
}

/** Gives why a delivery came to what it did: what a person decided, what went wrong, or the reply that decided; else what its status means. */
export function reasonIn({ error, status, reply, recipients, note }: DeliveryRow): string {
  // What a person decided comes after what happened.
  if (note !== null) return note;
  if (error !== null) return error.message;
  const said = decisiveReply({ status, reply, code: undefined, recipients: recipients.length });
  return said ?? (status === 'checked' ? t('log.meaning.checked') : '');
}
