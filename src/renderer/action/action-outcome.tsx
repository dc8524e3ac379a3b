import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { QueuedMessage } from './queued-message.tsx';
import { WhereItIs } from './where-it-is.tsx';

type Report = Output<'actions.run'>;

const useStyles = makeStyles({
  heading: { marginTop: '4px' },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  size: { color: tokens.colorNeutralForeground3, marginLeft: '8px' },
});

type ActionOutcomeProps = { readonly result: Result<Report>; readonly onClose: () => void };

/** What became of an Action, on top of its dialog. */
export function ActionOutcome({ result, onClose }: ActionOutcomeProps) {
  if (result.ok) return <Queued report={result.value} onClose={onClose} />;
  const { error, value } = result;
  if (error.attachments !== undefined) return <TooLarge {...error.attachments} help={error.help} onClose={onClose} />;
  return (
    <Notice
      kind="error"
      title={error.message}
      actions={value === undefined ? undefined : <WhereItIs state={value.state} onClose={onClose} />}
    >
      {error.help}
    </Notice>
  );
}

function Queued({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const id = formatCount(report.deliveryId);
  const where = <WhereItIs state={report.state} onClose={onClose} />;
  if (report.duplicateOf !== undefined)
    return (
      <Notice
        kind="success"
        title={t('runAction.done.duplicate', { id: formatCount(report.duplicateOf) })}
        actions={where}
      >
        {t('runAction.done.duplicate.text')}
      </Notice>
    );
  if (report.state === 'skipped' || report.state === 'cancelled')
    return (
      <Notice kind="warning" title={t('runAction.done.skipped')} actions={where}>
        {t('runAction.done.skipped.text')}
      </Notice>
    );
  if (report.state === 'held')
    return (
      <Notice kind="warning" title={t('runAction.done.held', { id })} actions={where}>
        {t('runAction.done.held.text')}
      </Notice>
    );
  return <QueuedMessage deliveryId={report.deliveryId} onClose={onClose} />;
}

type TooLargeProps = NonNullable<Failure['attachments']> &
  Pick<ActionOutcomeProps, 'onClose'> & { readonly help: string | undefined };

/** The limit, what the files come to, and those that weigh most. A skipped row in the log says the same. */
function TooLarge({ limitBytes, totalBytes, largest, help, onClose }: TooLargeProps) {
  const styles = useStyles();
  return (
    <Notice
      kind="error"
      title={t('runAction.tooLarge', { limit: exact(limitBytes), total: exact(totalBytes) })}
      actions={<WhereItIs state="skipped" onClose={onClose} />}
    >
      {help}
      <div className={styles.heading}>{t('runAction.tooLarge.largest')}</div>
      <ul className={styles.list} aria-label={t('runAction.tooLarge.largest')}>
        {largest.map(({ name, sizeBytes }) => (
          <li key={`${name} ${sizeBytes}`}>
            {name}
            <span className={styles.size}>{formatBytes(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Gives bytes to the last one: a file may be over the limit by no more than that. */
function exact(bytes: number): string {
  return t('runAction.tooLarge.bytes', { rounded: formatBytes(bytes), bytes: formatCount(bytes) });
}
