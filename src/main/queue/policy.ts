import { t } from '../../shared/catalogue/index.ts';
import type { RecipientResult } from '../../shared/delivery.ts';
import type { WaitReason } from '../../shared/queue.ts';
import type { QueueSettings } from '../../shared/queue-settings.ts';
import type { Failure } from '../../shared/result.ts';
import type { LineOutcome } from '../mail/line-outcome.ts';
import { longestRetryDelayMs, retryDelayMs } from './backoff.ts';
import { type Fault, faultOf, isPermanent } from './fault.ts';
import { greylistDelayMs, LONGEST_HINT_MS } from './greylisting.ts';
import type { Decision, LostMessage, TakeUp } from './store/attempt-report.ts';
import type { ClaimedMessage } from './store/queue-message.ts';
import type { LongestWaits } from './store/queue-store-type.ts';

const HOUR_MS = 3_600_000;
/** Added to what a greylisting server asks for, at random, so that a clock that differs doesn't cost another round. */
const GREYLISTING_MARGIN = 0.1;
/** Characters of a reply that go into a sentence. */
const LONGEST_SAID = 600;

type Settings = Pick<QueueSettings, 'retryFirst' | 'retryMost' | 'giveUpAfter' | 'resendUnknown'>;

export type Attempt = {
  readonly outcome: LineOutcome;
  readonly message: Pick<ClaimedMessage, 'openRecipients' | 'results' | 'tries' | 'firstTriedAt' | 'dueAt'>;
  readonly settings: Settings;
  /** Milliseconds since 1970, as `now`. */
  readonly startedAt: number;
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
};

export type Judgement = {
  readonly fault: Fault;
  /** Null: the message goes back untouched, as if it had not been tried. */
  readonly decision: Decision | null;
  readonly failure: Failure | null;
  /** Of every recipient, those of earlier attempts included. */
  readonly results: readonly RecipientResult[];
  /** Who is to be asked when it is tried again: by itself, or by a person when it failed. */
  readonly open: readonly string[];
  /** From when on the time is counted after which it is given up; null as long as no attempt counts. */
  readonly firstTriedAt: number | null;
};

/** Says what becomes of a message after an attempt. */
export function judge(attempt: Attempt): Judgement {
  const { outcome, message, settings, startedAt, now } = attempt;
  const { failure } = outcome;
  const fault = faultOf(outcome);
  const began = countedFrom(message, startedAt) ?? startedAt;
  const earlier = message.results.filter(({ address }) => !message.openRecipients.includes(address));
  const results = [...earlier, ...settled(outcome)];
  const open = addresses(outcome.recipients.filter((each) => mayYet(each, fault)));
  const judged = (decision: Decision | null): Judgement => ({
    fault,
    decision,
    failure,
    results,
    open,
    firstTriedAt: fault === 'stopped' || fault === 'connection' ? countedFrom(message, startedAt) : began,
  });
  const over = (told: Failure | null): Judgement => {
    const without = results.filter(({ status }) => status !== 'accepted');
    const next = without.length === results.length ? 'failed' : 'sent';
    const left = next === 'failed' ? addresses(without) : [];
    return { fault, decision: { next }, failure: told, results, open: left, firstTriedAt: began };
  };

  switch (fault) {
    case 'stopped':
      return judged(null);
    case 'connection':
      return judged({ next: 'pending', dueAt: now, waitsFor: null, counts: false });
    case 'unknown': {
      const again = settings.resendUnknown ? nextTry(attempt, []) : undefined;
      return judged(again ?? { next: 'unknown' });
    }
    case 'lasting':
      return over(failure);
    case 'none':
    case 'server':
    case 'passing': {
      if (open.length === 0) return over(failure ?? refusedBefore(earlier));
      const again = nextTry(attempt, open);
      return again === undefined
        ? over(failure === null ? null : givenUp(failure, settings.giveUpAfter))
        : judged(again);
    }
  }
}

/** When it is tried again; undefined when its time is over. The last try is made when it ends, not before. */
function nextTry(
  { outcome, message, settings, startedAt, now, random }: Attempt,
  open: readonly string[],
): Decision | undefined {
  const deadline = deadlineOf(message, startedAt, settings);
  if (now >= deadline) return undefined;
  const { waitMs, waitsFor } = waitAfter(outcome, open, message.tries, settings, random);
  return { next: 'pending', dueAt: Math.min(now + waitMs, deadline), waitsFor, counts: true };
}

/** Says what becomes of a message whose attempt nobody can tell of, because its process ended or by a bug: that counts as a try. */
export function judgeLost(
  lost: LostMessage,
  why: Failure,
  settings: Settings,
  now: number,
  random: number,
): ReturnType<TakeUp> {
  const firstTriedAt = countedFrom(lost, now) ?? now;
  const judged = (decision: ReturnType<TakeUp>['decision'], failure = why) => ({ decision, failure, firstTriedAt });
  if (lost.handedOver && !settings.resendUnknown) return judged({ next: 'unknown' });
  const deadline = deadlineOf(lost, now, settings);
  if (now >= deadline) {
    if (lost.handedOver) return judged({ next: 'unknown' });
    return judged({ next: 'failed' }, givenUp(why, settings.giveUpAfter));
  }
  const dueAt = Math.min(now + retryDelayMs(lost.tries, settings, random), deadline);
  return judged({ next: 'pending', dueAt, waitsFor: 'retry', counts: true });
}

/**
 * From when on the time is counted after which a message is given up: its first try, later by the time that it was due and not
 * tried, because of a pause, an open circuit, a limit, or because no Postroom ran.
 */
function countedFrom(
  { firstTriedAt, dueAt }: Pick<LostMessage, 'firstTriedAt' | 'dueAt'>,
  startedAt: number,
): number | null {
  return firstTriedAt === null ? null : Math.min(startedAt, firstTriedAt + Math.max(0, startedAt - dueAt));
}

function deadlineOf(
  message: Pick<LostMessage, 'firstTriedAt' | 'dueAt'>,
  startedAt: number,
  { giveUpAfter }: Settings,
): number {
  return (countedFrom(message, startedAt) ?? startedAt) + giveUpAfter * HOUR_MS;
}

function waitAfter(
  { recipients, refusal }: LineOutcome,
  open: readonly string[],
  tries: number,
  settings: Attempt['settings'],
  random: number,
): { waitMs: number; waitsFor: WaitReason } {
  const refused = recipients.filter(({ address, status }) => status === 'rejected' && open.includes(address));
  const replies = refused.map(({ reply }) => reply ?? '');
  if (refusal !== null && refusal.step !== 'recipient') replies.push(refusal.reply);
  const asked = replies.flatMap((reply) => greylistDelayMs(reply, tries) ?? []);
  if (asked.length === 0) return { waitMs: retryDelayMs(tries, settings, random), waitsFor: 'retry' };
  return { waitMs: greylistingWaitMs(Math.max(...asked), settings, random), waitsFor: 'greylisting' };
}

/** However soon a server asks for: not sooner than after any other failure. */
function greylistingWaitMs(askedMs: number, { retryFirst }: Pick<Settings, 'retryFirst'>, random: number): number {
  return Math.round(Math.max(askedMs, retryFirst * 1000) * (1 + GREYLISTING_MARGIN * random));
}

/** The longest that a message waits for its next try: one that would wait longer got its time from a clock that was ahead. */
export function longestWaits(settings: Pick<QueueSettings, 'retryFirst' | 'retryMost'>): LongestWaits {
  return {
    retryMs: longestRetryDelayMs(settings),
    greylistingMs: greylistingWaitMs(LONGEST_HINT_MS, settings, 1),
  };
}

function addresses(results: readonly RecipientResult[]): readonly string[] {
  return results.map(({ address }) => address);
}

/** A recipient that was accepted before the message was refused has got nothing. */
function settled({ status, recipients }: LineOutcome): readonly RecipientResult[] {
  if (status === 'sent' || status === 'unknown') return recipients;
  return recipients.map((each) => (each.status === 'accepted' ? { ...each, status: 'not-tried' } : each));
}

function mayYet({ status, reply }: RecipientResult, fault: Fault): boolean {
  if (fault === 'none' && status === 'accepted') return false;
  return !(status === 'rejected' && isPermanent(reply));
}

function givenUp(failure: Failure, hours: number): Failure {
  return { ...failure, message: t('queueFailure.givenUp', { count: hours, reason: failure.message }) };
}

/** Told of a message that has reached everybody it still could, when others were refused before. */
function refusedBefore(results: readonly RecipientResult[]): Failure | null {
  const refused = results.find(({ status }) => status === 'rejected');
  if (refused === undefined) return null;
  const { address, reply } = refused;
  return {
    code: 'RECIPIENT_REJECTED',
    message: t('queueFailure.refusedBefore', { address, said: (reply ?? '').slice(0, LONGEST_SAID) }),
    help: t('failure.RECIPIENT_REJECTED.help'),
  };
}
