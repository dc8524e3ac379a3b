import { createInterface } from 'node:readline/promises';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { onOneLine } from './text.ts';

/**
 * Asks a person whether something that can't be undone is to be done; the question goes to standard error. Without a
 * terminal to ask on there has to be `--yes`.
 */
export async function confirm(question: string, yes: boolean): Promise<Result<null>> {
  if (yes) return succeed(null);
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    return fail({ code: 'INVALID_INPUT', message: t('cli.confirm.needsYes'), field: 'yes' });
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const cancelled = new AbortController();
  asking.once('SIGINT', () => cancelled.abort());
  asking.once('close', () => cancelled.abort());
  try {
    const answer = await asking.question(`${onOneLine(question)} ${t('cli.confirm.yesOrNo')} `, {
      signal: cancelled.signal,
    });
    if (/^y(es)?$/i.test(answer.trim())) return succeed(null);
  } catch {
    process.stderr.write('\n');
  } finally {
    asking.close();
  }
  return fail({ code: 'CANCELLED', message: t('cli.confirm.cancelled') });
}
