import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, Delivery } from '../../shared/delivery.ts';
import { EncryptionFacts } from '../delivery/encryption.tsx';
import { StepList } from '../delivery/step-list.tsx';
import { Transcript } from '../delivery/transcript.tsx';
import { formatDuration, formatFullMoment, formatMoment } from '../ui/format.ts';
import { StatusText } from '../ui/status.tsx';

const useStyles = makeStyles({
  heading: { margin: '4px 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  part: { margin: '10px 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

/** Every attempt of a delivery, the last one first: its steps, its encryption, its transcript. */
export function DeliverySession({ delivery }: { readonly delivery: Delivery }) {
  if (delivery.attemptList.length === 0) return <p>{t('log.noAttempt')}</p>;
  return delivery.attemptList
    .toReversed()
    .map((attempt) => <AttemptView key={attempt.id} deliveryId={delivery.id} attempt={attempt} />);
}

function AttemptView({ deliveryId, attempt }: { readonly deliveryId: number; readonly attempt: Attempt }) {
  const styles = useStyles();
  return (
    <section aria-label={t('attempt.heading', { number: attempt.number })}>
      <h3 className={styles.heading} title={formatFullMoment(attempt.startedAt)}>
        {t('attempt.headingWithTime', { number: attempt.number, time: formatMoment(attempt.startedAt) })}{' '}
        <StatusText status={attempt.status} /> {attempt.durationMs !== null && formatDuration(attempt.durationMs)}
      </h3>
      <StepList steps={attempt.steps} label={t('test.steps')} />
      <h4 className={styles.part}>{t('log.column.encryption')}</h4>
      <EncryptionFacts encryption={attempt.encryption} />
      <h4 className={styles.part}>{t('transcript.label')}</h4>
      <Transcript deliveryId={deliveryId} attempt={attempt.number} />
    </section>
  );
}
