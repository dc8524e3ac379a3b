import type { ActiveSettings } from '../../settings/settings-service.ts';
import type { CircuitBreaker } from '../circuit-breaker.ts';
import type { ClaimedMessage } from '../store/queue-message.ts';
import type { QueueStore } from '../store/queue-store-type.ts';
import type { Journal } from './journal.ts';
import type { ConnectionDependencies } from './lane-connection.ts';
import type { Rest } from './rest.ts';

/** What the lanes of one process have in common. Times are milliseconds since 1970. */
export type WorkerContext = {
  readonly store: QueueStore;
  readonly journal: Journal;
  readonly breaker: CircuitBreaker;
  readonly rest: Rest;
  readonly connection: ConnectionDependencies;
  /** As they were read last. */
  readonly settings: () => ActiveSettings;
  /** This process, in the database. */
  readonly owner: string;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly isStopping: () => boolean;
  /** Told when messages have been taken. */
  readonly changed: () => void;
  readonly unexpected: (error: unknown) => unknown;
};

/** What messages a lane takes, and what it does when there are none. */
export type Task = {
  /** Takes what may be sent now, at most so many. Within a transaction, after a look at the circuit. */
  readonly claim: (limit: number) => Claim;
  /** Told when a claim was as large as it could be: there is work for another lane. */
  readonly more: () => void;
  /** Waits for a while with the connection open; true when there may be something to claim again. */
  readonly linger: () => Promise<boolean>;
  readonly ended: (message: ClaimedMessage, next: 'sent' | 'failed' | 'unknown' | 'pending') => void;
};

export type Claim = {
  readonly messages: readonly ClaimedMessage[];
  /** The message is to find out whether the connection works again. */
  readonly probing: boolean;
};
