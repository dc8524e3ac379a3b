import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { type QueueStatus, queueStateSchema } from '../../shared/queue.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { formatCount } from '../ui/format.ts';
import type { QueueFilter } from './use-queue-rows.ts';

/** What is typed is searched for once the hands rest. */
const SEARCH_AFTER_MS = 250;
const SEARCH_LIMIT = 200;

const useStyles = makeStyles({
  // In one line, whatever is told at its end: the rows below stay where they are.
  bar: { display: 'flex', alignItems: 'center', gap: '8px', padding: '0 24px 8px', flex: 'none', whiteSpace: 'nowrap' },
  search: { flex: '0 100 220px', minWidth: '100px' },
  end: {
    marginLeft: 'auto',
    display: 'flex',
    minWidth: 0,
    columnGap: '14px',
    color: tokens.colorNeutralForeground3,
  },
  outcome: { overflow: 'hidden', textOverflow: 'ellipsis' },
});

type QueueBarProps = {
  readonly filter: QueueFilter;
  readonly onFilter: (filter: QueueFilter) => void;
  readonly counts: QueueStatus['counts'] | undefined;
  readonly total: number;
  readonly marked: number;
  /** What the last command came to. */
  readonly outcome: string;
};

/** Filter and search over the queue, and how many messages there are of it. */
export function QueueBar({ filter, onFilter, counts, total, marked, outcome }: QueueBarProps) {
  const styles = useStyles();
  const id = useId();
  const [typed, setTyped] = useState(filter.search);
  const search = useEffectEvent((text: string) => {
    if (text !== filter.search) onFilter({ ...filter, search: text });
  });
  useEffect(() => {
    const timer = setTimeout(() => search(typed.trim()), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const state = (value: (typeof queueStateSchema.options)[number]) => {
    const label = t(`queueState.${value}`);
    return {
      value,
      label: counts ? t('queue.filter.state', { state: label, total: formatCount(counts[value]) }) : label,
    };
  };
  return (
    <div className={styles.bar}>
      <label htmlFor={id}>{t('log.filter')}</label>
      <Choice
        id={id}
        options={[{ value: 'all', label: t('log.filter.all') }, ...queueStateSchema.options.map(state)]}
        value={filter.state}
        onChoose={(value) => onFilter({ ...filter, state: value })}
      />
      <TextBox
        type="search"
        className={styles.search}
        aria-label={t('queue.search')}
        placeholder={t('queue.search')}
        maxLength={SEARCH_LIMIT}
        value={typed}
        onChange={(_event, data) => setTyped(data.value)}
      />
      <span className={styles.end}>
        <span role="status" className={styles.outcome} title={outcome}>
          {outcome}
        </span>
        {marked > 1 && <span>{t('queue.marked', { count: marked, total: formatCount(marked) })}</span>}
        <span>{t('queue.count', { count: total, total: formatCount(total) })}</span>
      </span>
    </div>
  );
}
