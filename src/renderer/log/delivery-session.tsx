import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, Delivery } from '../../shared/delivery.ts';
import { EncryptionFacts } from '../delivery/encryption.tsx';
import { StepList } from '../delivery/step-list.tsx';
import { Transcript } from '../delivery/transcript.tsx';
import { Choice } from '../ui/controls/choice.tsx';
import { formatDuration, formatFullMoment, formatMoment } from '../ui/format.ts';
import { StatusText, statusWord } from '../ui/status.tsx';

const useStyles = makeStyles({
  chooser: { display: 'flex', alignItems: 'center', columnGap: '8px', marginBottom: '6px' },
  heading: { margin: '4px 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  part: { margin: '10px 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

/** The attempts of a delivery, one at a time, the last one first: its steps, its encryption, its transcript. */
export function DeliverySession({ delivery }: { readonly delivery: Delivery }) {
  const styles = useStyles();
  const id = useId();
  const { attemptList } = delivery;
  const [chosen, setChosen] = useState<number | null>(null);
  const attempt = attemptList.find(({ number }) => number === chosen) ?? attemptList.at(-1);
  if (attempt === undefined) return <p>{t('log.noAttempt')}</p>;
  return (
    <>
      {attemptList.length > 1 && (
        <div className={styles.chooser}>
          <label htmlFor={id}>{t('log.attempt')}</label>
          <Choice
            id={id}
            options={attemptList
              .toReversed()
              .map((each) => ({ value: String(each.number), label: optionText(each, attemptList.length) }))}
            value={String(attempt.number)}
            onChoose={(number) => setChosen(Number(number))}
          />
        </div>
      )}
      <AttemptView key={attempt.id} deliveryId={delivery.id} attempt={attempt} />
    </>
  );
}

function optionText({ number, status, startedAt }: Attempt, count: number): string {
  return t('log.attempt.option', { number, count, status: statusWord(status), time: formatMoment(startedAt) });
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
