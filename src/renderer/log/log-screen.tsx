import { makeStyles } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { type DeliveryStatus, deliveryStatusSchema } from '../../shared/delivery.ts';
import { Commands } from '../app/commands.tsx';
import { failureOf } from '../data/call.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { DataGrid } from '../ui/grid/data-grid.tsx';
import { nothingSelected, type Selection } from '../ui/grid/selection.ts';
import { Screen } from '../ui/screen.tsx';
import { type DetailState, SplitView } from '../ui/split-view.tsx';
import { statusWord } from '../ui/status.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import { logColumns } from './log-columns.tsx';
import { LogEmpty } from './log-empty.tsx';
import { useLogRows } from './use-log-rows.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  bar: { display: 'flex', alignItems: 'center', gap: '8px', padding: '0 24px 8px', flex: 'none' },
  rest: { flexGrow: 1, minHeight: 0 },
  notice: { padding: '0 24px' },
});

/** Notifications > Logs: the Outgoing Notifications Log. */
export function LogScreen() {
  const styles = useStyles();
  const filterId = useId();
  const queryClient = useQueryClient();
  const [filter, setFilter] = useState<DeliveryStatus | 'all'>('all');
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [detail, setDetail] = useState<DetailState>('follows');
  const { rows, query } = useLogRows(filter === 'all' ? undefined : filter);

  const filterBy = (status: DeliveryStatus | 'all') => {
    setFilter(status);
    setSelection(nothingSelected);
  };
  const refresh = () => {
    void query.refetch();
    void queryClient.invalidateQueries({ queryKey: ['log.get'] });
  };

  return (
    <>
      <Commands
        commands={[{ label: t('command.refresh'), icon: <ArrowClockwiseRegular />, shortcut: 'f5', onRun: refresh }]}
      />
      <Screen title={t('log.title')} subtitle={t('log.subtitle')} waiting={query.isPending} fills>
        <div className={styles.root}>
          <div className={styles.bar}>
            <label htmlFor={filterId}>{t('log.filter')}</label>
            <Choice
              id={filterId}
              options={[
                { value: 'all', label: t('log.filter.all') },
                ...deliveryStatusSchema.options.map((status) => ({ value: status, label: statusWord(status) })),
              ]}
              value={filter}
              onChoose={filterBy}
            />
          </div>
          {query.isError && (
            <div className={styles.notice}>
              <FailureNotice failure={failureOf(query.error)} />
            </div>
          )}
          <div className={styles.rest}>
            {query.data !== undefined && (
              <SplitView
                share={0.42}
                detailLabel={t('log.detail')}
                detailState={detail}
                onClose={() => setDetail('closed')}
                list={
                  <DataGrid
                    label={t('log.title')}
                    columns={logColumns()}
                    rows={rows}
                    hasMore={query.hasNextPage}
                    onNearEnd={() => void (query.isFetchingNextPage || query.fetchNextPage())}
                    selection={selection}
                    onSelect={(next) => {
                      setSelection(next);
                      setDetail('follows');
                    }}
                    onOpen={(_id, by) => setDetail(by === 'key' ? 'entered' : 'opened')}
                    empty={<LogEmpty filtered={filter !== 'all'} onShowAll={() => filterBy('all')} />}
                  />
                }
                detail={
                  selection.active === null ? null : <DeliveryDetail key={selection.active} id={selection.active} />
                }
              />
            )}
          </div>
        </div>
      </Screen>
    </>
  );
}
