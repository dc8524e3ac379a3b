import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import type { QueueStatus } from '../../shared/queue.ts';
import { succeed } from '../../shared/result.ts';
import { EXIT } from './exit-codes.ts';
import { onInterruption } from './interruption.ts';
import type { Outcome } from './outcome.ts';
import { print, printNotice } from './report.ts';
import type { Session } from './session.ts';
import { onManyLines } from './text.ts';
import { inLocalTime } from './times.ts';

const LOOK_MS = 1_000;
const LINE_MS = 60_000;

/** Sends what is due and ends when nothing is. */
export async function runOnce(session: Session): Promise<Outcome> {
  const ran = await session.call('queue.run', {});
  return ran.ok ? runOutcome(session, ran.value) : { result: ran };
}

/** Tries the failed connection with one message. Fails with what it still suffers from. */
export async function probe({ call }: Session): Promise<Outcome> {
  const probed = await call('queue.probe', {});
  if (!probed.ok) return { result: probed };
  const { tried, circuit } = probed.value;
  if (circuit === null)
    return { result: probed, text: t(tried ? 'cli.queue.run.mended' : 'cli.queue.probe.nothingWrong') };
  const text = tried ? {} : { text: t('cli.queue.probe.nothingDue') };
  return { result: { ok: false, error: circuit.failure, value: probed.value }, ...text };
}

/**
 * What a run came to. The exit code is 1 when a message failed, or nobody knows whether it arrived; and when the
 * connection is at fault: then the failure is the connection's.
 */
export async function runOutcome(
  { call }: Session,
  counts: Output<'queue.run'>,
  each: readonly string[] = [],
): Promise<Outcome> {
  const status = await call('queue.status', {});
  const { circuit = null, paused = false } = status.ok ? status.value : {};
  const text = onManyLines([...each, summaryOf(counts), ...(paused ? [t('cli.queue.isPaused')] : [])].join('\n'));
  if (circuit !== null && counts.pending > 0)
    return { result: { ok: false, error: circuit.failure, value: counts }, text };
  const wrong = counts.failed + counts.unknown > 0;
  return { result: succeed(counts), text, ...(wrong ? { exitCode: EXIT.failed } : {}) };
}

function summaryOf({ sent, failed, unknown, pending }: Output<'queue.run'>): string {
  return [
    t('cli.queue.run.sent', { count: sent }),
    ...(failed === 0 ? [] : [t('cli.queue.run.failed', { count: failed })]),
    ...(unknown === 0 ? [] : [t('cli.queue.run.unknown', { count: unknown })]),
    ...(pending === 0 ? [] : [t('cli.queue.run.pending', { count: pending })]),
  ].join(' ');
}

/**
 * Sends from the queue until it is interrupted; what is under way by then is finished. Says once a minute at most how things
 * stand, when that has changed, and at once why the connection doesn't work and when it does again.
 */
export async function runUntilInterrupted({ app, call, json }: Session): Promise<Outcome> {
  const interrupted = new Promise<void>((done) => {
    onInterruption(done);
  });
  if (!json) print(t('cli.queue.run.running'));
  let problem: string | undefined;
  let line = '';
  let lineAt = 0;
  let changed = true;
  let looking = false;
  const unsubscribe = app.subscribe((name) => {
    if (name === 'queue.changed') changed = true;
  });
  const look = async () => {
    if (!changed || looking) return;
    looking = true;
    const status = await call('queue.status', {});
    looking = false;
    if (!status.ok) return;
    const now = Date.now();
    problem = sayProblem(status.value, problem);
    const next = standingOf(status.value);
    // The next look is for what has changed since, or for what a minute hasn't let through yet.
    changed = next !== line && now - lineAt < LINE_MS;
    if (changed || next === line) return;
    line = next;
    lineAt = now;
    if (!json) print(`${inLocalTime(new Date(now).toISOString())}  ${next}`);
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  await interrupted;
  clearInterval(timer);
  unsubscribe();
  return { result: succeed(null) };
}

/** Gives what the connection suffers from, after it has been said if it is news. */
function sayProblem({ circuit }: QueueStatus, before: string | undefined): string | undefined {
  const problem = circuit?.failure.message;
  if (problem === before) return before;
  printNotice(problem === undefined ? t('cli.queue.run.mended') : t('cli.queue.run.stopped', { problem }));
  return problem;
}

function standingOf({ counts, paused }: QueueStatus): string {
  const standing = t('cli.queue.run.standing', {
    waiting: counts.pending + counts.sending,
    held: counts.held,
    failed: counts.failed,
    unknown: counts.unknown,
  });
  return paused ? `${standing} ${t('cli.queue.isPaused')}` : standing;
}
