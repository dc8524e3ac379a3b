import { Link, makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueItem } from '../../shared/queue.ts';
import { firstLineOf } from '../delivery/server-reply.ts';
import { WholeReply } from '../delivery/whole-reply.tsx';
import { PushButton } from '../ui/controls/button.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { formatBytes, formatCount, formatFullMoment, formatMoment } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Pane } from '../ui/pane.tsx';
import { againText, type Circumstances, filesText, nextText, stateText, subjectText } from './queue-words.ts';

const useStyles = makeStyles({
  content: { flexGrow: 1, minHeight: 0, padding: '4px 16px 12px', overflowY: 'auto', '& > p': { margin: '0 0 8px' } },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '6px' },
});

type QueueDetailProps = {
  readonly item: QueueItem;
  readonly circumstances: Circumstances;
  readonly busy: boolean;
  readonly onView: () => void;
  readonly onResolve: (as: 'sent' | 'again') => void;
};

/** All that the queue knows of a message, and what there is to decide. */
export function QueueDetail({ item, circumstances, busy, onView, onResolve }: QueueDetailProps) {
  const styles = useStyles();
  return (
    <Pane title={stateText(item, circumstances)} subtitle={subjectText(item)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it can be scrolled, so it has to be reached by keyboard */}
      <section aria-label={t('queue.detail.facts')} tabIndex={0} className={styles.content}>
        {item.state === 'unknown' ? (
          <Notice kind="warning" title={t('queue.unknown.title')}>
            {t('queue.unknown.text')}
            <div className={styles.buttons}>
              <PushButton disabled={busy} onClick={() => onResolve('sent')}>
                {t('queue.command.sent')}
              </PushButton>
              <PushButton disabled={busy} onClick={() => onResolve('again')}>
                {t('queue.command.again')}
              </PushButton>
            </div>
          </Notice>
        ) : item.error === null ? (
          <p>{t(item.heldBecause === 'storm' ? 'queue.meaning.storm' : `queue.meaning.${item.state}`)}</p>
        ) : (
          <Notice kind={item.state === 'failed' ? 'error' : 'warning'} title={item.error.message}>
            {item.state === 'pending' ? againText(item, circumstances) : item.error.help}
          </Notice>
        )}
        <ItemFacts item={item} circumstances={circumstances} />
        <Link as="button" type="button" onClick={onView}>
          {t('queue.view.more')}
        </Link>
      </section>
    </Pane>
  );
}

function ItemFacts({ item, circumstances }: Pick<QueueDetailProps, 'item' | 'circumstances'>) {
  return (
    <Facts>
      <Fact label={t('queue.column.to')}>{item.to.join(', ')}</Fact>
      <Fact label={t('queue.column.cc')}>{item.cc.join(', ')}</Fact>
      <Fact label={t('queue.column.bcc')}>{item.bcc.join(', ')}</Fact>
      <Fact label={t('log.sender')}>{item.from}</Fact>
      <Fact label={t('queue.column.queued')} title={formatFullMoment(item.queuedAt)}>
        {formatMoment(item.queuedAt, circumstances.now)}
      </Fact>
      <Fact label={t('queue.column.next')}>{nextText(item, circumstances)}</Fact>
      <Fact label={t('log.column.attempts')}>{formatCount(item.attempts)}</Fact>
      <Fact label={t('queue.column.reply')}>
        {item.lastReply === null ? (
          ''
        ) : (
          <>
            {firstLineOf(item.lastReply)}
            <WholeReply reply={item.lastReply} />
          </>
        )}
      </Fact>
      <Fact label={t('log.code')}>{item.error?.code ?? ''}</Fact>
      <Fact label={t('queue.column.notification')}>{item.notification ?? ''}</Fact>
      <Fact label={t('queue.column.initiator')}>{item.initiator ?? ''}</Fact>
      <Fact label={t('queue.column.type')}>{t(`kind.${item.kind}`)}</Fact>
      <Fact label={t('queue.column.host')}>{item.server}</Fact>
      <Fact label={t('attachments.label')}>{filesText(item)}</Fact>
      <Fact label={t('log.column.size')}>{formatBytes(item.sizeBytes)}</Fact>
      <Fact label={t('queue.column.contentType')}>{item.contentType}</Fact>
      <Fact label={t('log.messageId')}>{item.messageId}</Fact>
    </Facts>
  );
}
