import type { Failure } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { LONGEST_PROBE_DELAY_MS, probeDelayMs } from './backoff.ts';
import type { OpenCircuit, QueueStore } from './store/queue-store-type.ts';

/** Keeps messages waiting, untouched, while the connection is at fault, and has one of them try it now and then. */
export type CircuitBreaker = {
  /** The open circuit as it was last seen. */
  readonly open: () => OpenCircuit | undefined;
  /** Looks again: other processes open and close it as well, and a test that succeeded closes it. Not within a transaction. */
  readonly look: () => void;
  /** True when a message is to try the connection now: its time has come, or other settings were saved. */
  readonly probeIsDue: () => boolean;
  /** Says that a probe begins, so that no other process sends one at the same time. For the transaction that claims it. */
  readonly probeBegins: () => void;
  /** Told when that transaction is over and has not been undone. */
  readonly probeBegan: () => void;
  readonly failed: (failure: Failure, deliveryId: number, digest: string, probing: boolean) => void;
  readonly worked: () => void;
};

export type CircuitDependencies = {
  readonly store: Pick<QueueStore, 'circuit' | 'openCircuit' | 'closeCircuit'>;
  /** Of the active settings. */
  readonly digest: () => string;
  /** The newest test of the settings with a digest. */
  readonly lastTest: (digest: string) => Settings['lastTest'];
  readonly now: () => number;
  readonly changed: () => void;
};

export function createCircuitBreaker({ store, digest, lastTest, now, changed }: CircuitDependencies): CircuitBreaker {
  let known: OpenCircuit | undefined;
  /** When the test was that was counted last: each counts once. */
  let counted = '';
  let invited = false;

  function open(circuit: OpenCircuit): void {
    store.openCircuit(circuit);
    known = circuit;
    changed();
  }

  function close(): void {
    const wasOpen = store.closeCircuit();
    known = undefined;
    if (wasOpen) changed();
  }

  return {
    open: () => known,
    look: () => {
      known = store.circuit();
      if (known === undefined) return;
      const test = lastTest(digest());
      if (test === null || test.at <= known.openedAt || test.at === counted) return;
      // One that was to stop before the message proves less than a message does.
      if (test.status !== 'sent' && test.status !== 'checked') return;
      if (test.status === 'sent') close();
      else invited = true;
      counted = test.at;
    },
    probeIsDue: () => {
      if (known === undefined) return false;
      // A time further off was written before the clock was put back.
      const waitMs = known.probeAt - now();
      return invited || known.settingsDigest !== digest() || waitMs <= 0 || waitMs > LONGEST_PROBE_DELAY_MS;
    },
    probeBegins: () => {
      if (known !== undefined) store.openCircuit({ ...known, probeAt: now() + probeDelayMs(known.tries) });
    },
    probeBegan: () => {
      invited = false;
      known = store.circuit();
      changed();
    },
    failed: (failure, deliveryId, settingsDigest, probing) => {
      const before = store.circuit();
      const same = before?.settingsDigest === settingsDigest;
      // What was under way when it opened meets the same: that is told once.
      if (before !== undefined && same && !probing) {
        known = before;
        return;
      }
      const tries = before !== undefined && same ? before.tries + 1 : 0;
      const openedAt = before?.openedAt ?? new Date(now()).toISOString();
      open({ openedAt, failure, deliveryId, settingsDigest, tries, probeAt: now() + probeDelayMs(tries) });
    },
    worked: () => {
      if (known !== undefined) close();
    },
  };
}
