import type { Failure } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { probeDelayMs } from './backoff.ts';
import type { OpenCircuit, QueueStore } from './queue-store-type.ts';

/** Keeps messages waiting, untouched, while the connection is at fault, and has one of them try it now and then. */
export type CircuitBreaker = {
  /** The open circuit as it was last seen. */
  readonly open: () => OpenCircuit | undefined;
  /** Looks again: other processes open and close it as well, and a test that succeeded closes it. */
  readonly look: () => void;
  /** True when a message is to try the connection now: its time has come, or other settings were saved. */
  readonly probeIsDue: () => boolean;
  /** Says that a probe begins, so that no other process sends one at the same time. */
  readonly probeBegins: () => void;
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
    known = undefined;
    if (store.closeCircuit()) changed();
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
      counted = test.at;
      if (test.status === 'sent') close();
      else invited = true;
    },
    probeIsDue: () => known !== undefined && (invited || known.settingsDigest !== digest() || known.probeAt <= now()),
    probeBegins: () => {
      invited = false;
      if (known !== undefined) open({ ...known, probeAt: now() + probeDelayMs(known.tries) });
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
