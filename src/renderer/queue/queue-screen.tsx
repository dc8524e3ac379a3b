import { makeStyles } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueAction } from '../../shared/queue.ts';
import { RunActionDialog } from '../action/run-action-dialog.tsx';
import { failureOf } from '../data/call.ts';
import { LogEntryDialog } from '../log/log-entry-dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { DataGrid } from '../ui/grid/data-grid.tsx';
import { nothingSelected, type Selection } from '../ui/grid/selection.ts';
import { Screen } from '../ui/screen.tsx';
import { type DetailState, SplitView } from '../ui/split-view.tsx';
import { useNow } from '../ui/use-now.ts';
import { usePassing } from '../ui/use-passing.ts';
import { isPossible, type Marked, markedRows } from './marked.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { QueueBar } from './queue-bar.tsx';
import { queueColumns } from './queue-columns.tsx';
import { QueueCommands } from './queue-commands.tsx';
import { QueueDetail } from './queue-detail.tsx';
import { QueueEmpty } from './queue-empty.tsx';
import { QueueNotices } from './queue-notices.tsx';
import { type Asked, QueueQuestion } from './queue-question.tsx';
import { useQueueStatus } from './queue-status.ts';
import { circumstancesOf } from './queue-words.ts';
import { useCount } from './use-count.ts';
import { useQueueActions } from './use-queue-actions.ts';
import { type QueueFilter, useQueueRows } from './use-queue-rows.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  rest: { flexGrow: 1, minHeight: 0 },
  notice: { padding: '0 24px', flex: 'none' },
});

type Dialog =
  | { readonly kind: 'pause' | 'action' }
  | { readonly kind: 'view'; readonly deliveryId: number }
  | { readonly kind: 'ask'; readonly asked: Asked };

/** Notifications > E-mail > Notification Queue: what waits to be sent, and what a person has to decide on. */
export function QueueScreen() {
  const styles = useStyles();
  const queryClient = useQueryClient();
  const clock = useNow();
  const status = useQueueStatus().data;
  const actions = useQueueActions();
  const [filter, setFilter] = useState<QueueFilter>({ state: 'all', search: '' });
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  /** The newest message when all were marked; null while they aren't. */
  const [allUpTo, setAllUpTo] = useState<number | null>(null);
  const [detail, setDetail] = useState<DetailState>('follows');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { rows, total, messages, newest, query } = useQueueRows(filter);
  // The clock strikes now and then; what has been read since is not ahead of it.
  const now = new Date(Math.max(clock.getTime(), query.dataUpdatedAt));
  const circumstances = circumstancesOf(status, now);
  const outcome = usePassing(actions.outcome, JSON.stringify([status?.counts, status?.circuit?.nextProbeAt]));
  const rest = useRef<HTMLDivElement>(null);
  const [answered, setAnswered] = useState(false);
  // Others may have left the queue.
  const chosen = rows.filter((row) => selection.ids.has(row.id));
  const all: Marked | null = allUpTo === null ? null : { kind: 'all', filter, upTo: allUpTo, count: messages };
  const counted = useCount(null, all);
  const marked = all === null ? markedRows(chosen) : { ...all, count: counted?.messages ?? messages };
  const open = all === null && chosen.length === 1 ? chosen[0] : undefined;

  const select = (next: Selection) => {
    setSelection(next);
    setAllUpTo(null);
    setDetail('follows');
  };
  const filterBy = (next: QueueFilter) => {
    setFilter(next);
    select(nothingSelected);
  };
  const act = (action: QueueAction) => {
    if (actions.busy || !isPossible(action, marked, status?.counts)) return;
    if (action === 'delete' || action === 'again' || action === 'sent') setDialog({ kind: 'ask', asked: action });
    else void actions.run(action, marked);
  };
  const view = (deliveryId: number | undefined) => {
    if (deliveryId !== undefined) setDialog({ kind: 'view', deliveryId });
  };
  const refresh = () => {
    void query.refetch();
    void queryClient.invalidateQueries({ queryKey: ['queue.status'] });
  };
  const selectAll = () => {
    setAllUpTo(newest);
    setSelection((known) => ({ ...known, ids: new Set() }));
  };
  const close = () => setDialog(null);
  const closeAsked = (done: boolean) => {
    close();
    setAnswered(done);
  };
  useEffect(() => {
    if (!answered) return;
    // What the question was asked with goes with the message.
    rest.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    setAnswered(false);
  }, [answered]);

  return (
    <>
      <QueueCommands
        status={status}
        marked={marked}
        busy={actions.busy}
        total={total}
        onPause={() => setDialog({ kind: 'pause' })}
        onResume={() => void actions.resume()}
        onAction={act}
        onView={() => view(open?.id)}
        onSelectAll={selectAll}
        onRunAction={() => setDialog({ kind: 'action' })}
        onRefresh={refresh}
      />
      <Screen title={t('nav.queue')} subtitle={t('queue.subtitle')} waiting={query.isPending} fills>
        <div className={styles.root}>
          <QueueNotices
            status={status}
            now={now}
            busy={actions.busy}
            onResume={() => void actions.resume()}
            onTry={() => void actions.tryConnection()}
          />
          <div className={styles.notice}>
            {actions.problem !== null && <FailureNotice failure={actions.problem} />}
            {query.isError && <FailureNotice failure={failureOf(query.error)} />}
          </div>
          <QueueBar
            filter={filter}
            onFilter={filterBy}
            counts={status?.counts}
            total={messages}
            marked={marked.count}
            outcome={outcome}
          />
          <div ref={rest} className={styles.rest}>
            {query.data !== undefined && (
              <SplitView
                share={0.38}
                detailLabel={t('queue.detail')}
                detailState={detail}
                onClose={() => setDetail('closed')}
                list={
                  <DataGrid
                    label={t('nav.queue')}
                    columns={queueColumns(circumstances, rows)}
                    rows={rows}
                    hasMore={query.hasNextPage}
                    onNearEnd={() => void (query.isFetchingNextPage || query.fetchNextPage())}
                    several
                    selection={
                      allUpTo === null
                        ? selection
                        : { ...selection, ids: new Set(rows.map(({ id }) => id).filter((id) => id <= allUpTo)) }
                    }
                    onSelect={select}
                    onSelectAll={selectAll}
                    onOpen={(id, by) => (by === 'pointer' ? setDetail('opened') : view(id))}
                    onDelete={() => act('delete')}
                    empty={
                      <QueueEmpty
                        filtered={filter.state !== 'all' || filter.search !== ''}
                        onShowAll={() => filterBy({ state: 'all', search: '' })}
                      />
                    }
                  />
                }
                detail={
                  open === undefined ? null : (
                    <QueueDetail
                      key={open.id}
                      item={open}
                      circumstances={circumstances}
                      busy={actions.busy}
                      onView={() => view(open.id)}
                      onResolve={act}
                    />
                  )
                }
              />
            )}
          </div>
        </div>
      </Screen>
      {dialog?.kind === 'pause' && <PauseDialog onPause={actions.pause} onClose={close} />}
      {dialog?.kind === 'action' && <RunActionDialog onClose={close} />}
      {dialog?.kind === 'view' && <LogEntryDialog deliveryId={dialog.deliveryId} onClose={close} />}
      {dialog?.kind === 'ask' && (
        <QueueQuestion asked={dialog.asked} marked={marked} actions={actions} onDone={closeAsked} />
      )}
    </>
  );
}
