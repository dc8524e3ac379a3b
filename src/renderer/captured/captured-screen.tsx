import { makeStyles } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { DeleteDismissRegular } from '@fluentui/react-icons/svg/delete-dismiss';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { Commands } from '../app/commands.tsx';
import { failureOf } from '../data/call.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { formatCount } from '../ui/format.ts';
import { DataGrid } from '../ui/grid/data-grid.tsx';
import { nothingSelected, type Selection } from '../ui/grid/selection.ts';
import { Screen } from '../ui/screen.tsx';
import { type DetailState, SplitView } from '../ui/split-view.tsx';
import { capturedColumns } from './captured-columns.tsx';
import { CapturedDetail } from './captured-detail.tsx';
import { CapturedEmpty } from './captured-empty.tsx';
import { DeleteQuestion } from './delete-question.tsx';
import { useCapturedRows } from './use-captured-rows.ts';

const useStyles = makeStyles({ notice: { padding: '0 24px' } });

/** Notifications > E-mail > Captured Mail: what the built-in capture server has kept. */
export function CapturedScreen() {
  const styles = useStyles();
  const { rows, total, query } = useCapturedRows();
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [detail, setDetail] = useState<DetailState>('follows');
  const [deleting, setDeleting] = useState<readonly number[] | 'all' | null>(null);
  // Others may have deleted what is still marked here.
  const marked = rows.filter((row) => selection.ids.has(row.id)).map((row) => row.id);
  const open = marked.length === 1 ? marked[0] : undefined;

  return (
    <>
      <Commands
        commands={[
          {
            label: t('captured.delete'),
            icon: <DeleteRegular />,
            disabled: marked.length === 0,
            onRun: () => setDeleting(marked),
          },
          {
            label: t('captured.deleteAll'),
            icon: <DeleteDismissRegular />,
            disabled: total === 0,
            onRun: () => setDeleting('all'),
          },
          {
            label: t('command.refresh'),
            icon: <ArrowClockwiseRegular />,
            shortcut: 'f5',
            onRun: () => void query.refetch(),
          },
        ]}
      />
      <Screen
        title={t('nav.captured')}
        subtitle={query.isPending ? '' : t('captured.subtitle', { count: total, total: formatCount(total) })}
        waiting={query.isPending}
        fills
      >
        {query.isError && (
          <div className={styles.notice}>
            <FailureNotice failure={failureOf(query.error)} />
          </div>
        )}
        {query.data !== undefined && (
          <SplitView
            share={0.55}
            detailLabel={t('captured.detail')}
            detailState={detail}
            onClose={() => setDetail('closed')}
            list={
              <DataGrid
                label={t('nav.captured')}
                columns={capturedColumns()}
                rows={rows}
                hasMore={query.hasNextPage}
                onNearEnd={() => void (query.isFetchingNextPage || query.fetchNextPage())}
                several
                selection={selection}
                onSelect={(next) => {
                  setSelection(next);
                  setDetail('follows');
                }}
                onOpen={(_id, by) => setDetail(by === 'key' ? 'entered' : 'opened')}
                onDelete={() => setDeleting(marked)}
                empty={<CapturedEmpty />}
              />
            }
            detail={open === undefined ? null : <CapturedDetail key={open} id={open} />}
          />
        )}
      </Screen>
      {deleting !== null && (
        <DeleteQuestion
          ids={deleting}
          count={deleting === 'all' ? total : deleting.length}
          onDone={() => setDeleting(null)}
        />
      )}
    </>
  );
}
