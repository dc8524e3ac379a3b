import { Link, makeStyles } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationRow } from '../../shared/notification.ts';
import { RunActionDialog } from '../action/run-action-dialog.tsx';
import { Commands } from '../app/commands.tsx';
import { failureOf } from '../data/call.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { DataGrid } from '../ui/grid/data-grid.tsx';
import { type Selection, selectOne } from '../ui/grid/selection.ts';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { DeleteQuestion } from './delete-question.tsx';
import { listCommands } from './list-commands.tsx';
import { notificationColumns } from './notification-columns.tsx';
import { NotificationListBar } from './notification-list-bar.tsx';
import { NotificationListEmpty } from './notification-list-empty.tsx';
import { useListActions } from './use-list-actions.ts';
import { useNotificationRows } from './use-notification-rows.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  notice: { padding: '0 24px', flex: 'none' },
  rest: { flexGrow: 1, minHeight: 0 },
});

type NotificationListProps = {
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onOpen: (id: number | 'new') => void;
};

/** The notifications there are, and what can be done with them. */
export function NotificationList({ selection, onSelect, search, onSearch, onOpen }: NotificationListProps) {
  const styles = useStyles();
  const query = useNotificationRows(search);
  const actions = useListActions();
  const [deleting, setDeleting] = useState<readonly NotificationRow[] | null>(null);
  const [running, setRunning] = useState<NotificationRow | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const rows = query.data?.rows ?? [];
  // Others may have deleted what is still marked here.
  const marked = rows.filter((row) => selection.ids.has(row.id));
  const focusGrid = () => grid.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();

  const duplicate = async (row: NotificationRow) => {
    const copy = await actions.duplicate(row);
    if (copy === undefined) return;
    onSelect(selectOne(copy));
    onOpen(copy);
  };

  return (
    <>
      <Commands
        commands={listCommands(marked, {
          onNew: () => onOpen('new'),
          onDuplicate: (row) => void duplicate(row),
          onSetEnabled: (enabled) => void actions.setEnabled(marked, enabled),
          onRun: setRunning,
          onDelete: () => setDeleting(marked),
          onRefresh: () => void query.refetch(),
        })}
      />
      <Screen
        title={t('notificationList.title')}
        subtitle={t('notificationList.subtitle')}
        waiting={query.isPending}
        fills
      >
        <div className={styles.root}>
          <NotificationListBar
            search={search}
            onSearch={onSearch}
            found={query.data === undefined ? undefined : rows.length}
            marked={marked}
            onImported={actions.say}
            onFailed={actions.fail}
          />
          <div className={styles.notice}>
            {query.isError && <FailureNotice failure={failureOf(query.error)} />}
            {actions.problem !== null && <FailureNotice failure={actions.problem} />}
            {actions.done !== null && (
              <Notice
                kind="success"
                title={actions.done.text}
                actions={
                  <>
                    {actions.done.undoIds.length > 0 && (
                      <Link
                        as="button"
                        type="button"
                        onClick={() => {
                          focusGrid();
                          void actions.undo();
                        }}
                      >
                        {t('notificationList.undo')}
                      </Link>
                    )}
                    <Link
                      as="button"
                      type="button"
                      onClick={() => {
                        focusGrid();
                        actions.dismiss();
                      }}
                    >
                      {t('button.close')}
                    </Link>
                  </>
                }
              />
            )}
          </div>
          <div ref={grid} className={styles.rest}>
            {query.data !== undefined && (
              <DataGrid
                label={t('notificationList.title')}
                columns={notificationColumns()}
                rows={rows}
                hasMore={false}
                onNearEnd={() => undefined}
                several
                selection={selection}
                onSelect={onSelect}
                onOpen={(id, by) => by !== 'pointer' && onOpen(id)}
                onDelete={() => setDeleting(marked)}
                empty={
                  <NotificationListEmpty
                    searched={search.trim() !== ''}
                    onNew={() => onOpen('new')}
                    onShowAll={() => onSearch('')}
                  />
                }
              />
            )}
          </div>
        </div>
      </Screen>
      {deleting !== null && deleting.length > 0 && (
        <DeleteQuestion
          rows={deleting}
          onDeleted={() => {
            actions.noteDeleted(deleting);
            setDeleting(null);
          }}
          onCancel={() => setDeleting(null)}
        />
      )}
      {running !== null && <RunActionDialog notificationId={running.id} onClose={() => setRunning(null)} />}
    </>
  );
}
