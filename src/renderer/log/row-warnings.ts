import { t } from '../../shared/catalogue/index.ts';
import { certificateVerdict } from '../../shared/certificate-words.ts';
import type { DeliveryRow } from '../../shared/delivery.ts';

/** Gives what a row of the log warns of, in a few words each. */
export function rowWarnings({ warnings, certificateProblems, status }: DeliveryRow): readonly string[] {
  const accepted = certificateProblems.length > 0 && (status === 'sent' || status === 'checked');
  return [
    ...warnings.map((warning) => t(`deliveryWarning.${warning}`)),
    ...(accepted ? [t('log.warning.certificate', { problem: certificateVerdict(certificateProblems) })] : []),
  ];
}
