import { makeStyles, tokens } from '@fluentui/react-components';
import { type SentenceKey, t } from '../../shared/catalogue/index.ts';
import type { DeliveryStatus } from '../../shared/delivery.ts';

const withinSentence = {
  sending: 'statusInSentence.sending',
  sent: 'statusInSentence.sent',
  failed: 'statusInSentence.failed',
  unknown: 'statusInSentence.unknown',
  cancelled: 'statusInSentence.cancelled',
  checked: 'statusInSentence.checked',
  skipped: 'statusInSentence.skipped',
  queued: 'statusInSentence.queued',
} as const satisfies Record<DeliveryStatus, SentenceKey>;

const useStyles = makeStyles({
  sending: { color: tokens.colorBrandForeground2 },
  sent: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorStatusWarningForeground1 },
  cancelled: { color: tokens.colorNeutralForeground3 },
  checked: { color: tokens.colorStatusSuccessForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  queued: { color: tokens.colorBrandForeground2 },
});

/** Gives the word for a status, as it stands alone or within a sentence. */
export function statusWord(status: DeliveryStatus, place: 'alone' | 'inSentence' = 'alone'): string {
  return place === 'alone' ? t(`status.${status}`) : t(withinSentence[status]);
}

type StatusTextProps = {
  readonly status: DeliveryStatus;
  /** Not all of the recipients were taken. */
  readonly inPart?: boolean;
  /** A person said that it was sent. */
  readonly marked?: boolean;
};

/** A status in its word and colour. */
export function StatusText({ status, inPart = false, marked = false }: StatusTextProps) {
  const styles = useStyles();
  if (marked) return <span className={styles.unknown}>{t('status.marked')}</span>;
  if (inPart) return <span className={styles.unknown}>{t('status.sentInPart')}</span>;
  return <span className={styles[status]}>{statusWord(status)}</span>;
}
