import { t } from '../../shared/catalogue/index.ts';
import type { QueueSelection } from '../../shared/queue.ts';
import type { Failure } from '../../shared/result.ts';
import { EXIT } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';

const MOST_NAMED = 20;

/** NOT_FOUND when none of the messages that were named is in the queue; undefined when one is. */
export function notInQueue({ ids }: QueueSelection, missing: readonly number[] = []): Failure | undefined {
  if (ids === 'all' || missing.length < new Set(ids).size) return undefined;
  return { code: 'NOT_FOUND', message: sentenceOf(missing), field: 'ids' };
}

/** Says which of the named messages the queue doesn't have, when the others were there: the exit code says so, too. */
export function whatIsMissing(missing: readonly number[] = []): Pick<Outcome, 'notices' | 'exitCode'> {
  return missing.length === 0 ? {} : { notices: [sentenceOf(missing)], exitCode: EXIT.usage };
}

function sentenceOf(missing: readonly number[]): string {
  const named = missing.slice(0, MOST_NAMED).join(', ');
  const ids = missing.length > MOST_NAMED ? t('cli.queue.notThere.more', { ids: named }) : named;
  return t('cli.queue.notThere', { count: missing.length, ids });
}
