import type { Failure } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import { type ConnectorDependencies, createConnector } from '../mail/connector.ts';
import type { ServerWatch } from '../mail/server-watch.ts';
import type { Transport } from '../mail/transport.ts';
import type { ActiveSettings, SettingsService } from '../settings/settings-service.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { judgeLost } from './policy.ts';
import { createQueueService, type QueueService } from './queue-service.ts';
import type { TakeUp } from './store/attempt-report.ts';
import type { QueueStore } from './store/queue-store-type.ts';
import { atMostEvery } from './worker/at-most-every.ts';
import { createJournal } from './worker/journal.ts';
import { createPresence } from './worker/presence.ts';
import { createRest } from './worker/rest.ts';
import { createUpkeep } from './worker/upkeep.ts';
import { createWorker, type Worker } from './worker/worker.ts';
import type { WorkerContext } from './worker/worker-context.ts';

const NOTICE_MS = 250;

export type QueueDependencies = {
  readonly store: QueueStore;
  readonly settings: Pick<SettingsService, 'active' | 'readSecret'>;
  readonly transport: Pick<Transport, 'open'>;
  readonly capture: ConnectorDependencies['capture'];
  readonly watch: ServerWatch;
  readonly attachments: Pick<AttachmentStore, 'read'>;
  /** Gives the newest test that was made with the values of a digest. */
  readonly lastTest: (digest: string) => Settings['lastTest'];
  readonly now: () => Date;
  readonly queueChanged: () => void;
  readonly logChanged: () => void;
  /** Tells what an error means: a store or a vault that can't be used, or a bug. */
  readonly unexpected: (error: unknown) => Failure;
};

export type Queue = {
  readonly service: QueueService;
  readonly worker: Worker;
  /** Tells that something has entered the queue. */
  readonly wake: () => void;
  /** Takes up what processes left behind that are gone, also where no worker runs. */
  readonly settle: () => void;
};

/** Puts the Notification Queue together. Nothing is sent before `worker.start` or a run. */
export function createQueue(dependencies: QueueDependencies): Queue {
  const { store, settings, transport, watch, attachments, lastTest, unexpected } = dependencies;
  const now = () => dependencies.now().getTime();
  const presence = createPresence(now);
  const { owner } = presence;
  const end = new AbortController();
  const queueChanged = atMostEvery(NOTICE_MS, dependencies.queueChanged);
  const logChanged = atMostEvery(NOTICE_MS, dependencies.logChanged);
  const allChanged = () => {
    queueChanged();
    logChanged();
  };

  let known: ActiveSettings | undefined;
  const active = () => {
    known ??= settings.active();
    return known;
  };
  const readSettings = () => {
    known = settings.active();
  };
  const queueSettings = () => active().draft.queue;

  const takeUp: TakeUp = (lost, why) => judgeLost(lost, why, queueSettings(), now(), Math.random());

  const context: WorkerContext = {
    store,
    owner,
    now,
    random: Math.random,
    settings: active,
    isStopping: () => end.signal.aborted,
    changed: queueChanged,
    unexpected,
    journal: createJournal({ store, now, takeUp, written: allChanged, unexpected }),
    breaker: createCircuitBreaker({ store, digest: () => active().digest, lastTest, now, changed: queueChanged }),
    rest: createRest(),
    connection: {
      settings: active,
      connectionFor: createConnector(dependencies),
      transport,
      watch,
      readFile: attachments.read,
      unexpected,
    },
  };
  const upkeep = createUpkeep({
    store,
    presence,
    settings: queueSettings,
    takeUp,
    now,
    changed: () => {
      allChanged();
      worker.look();
    },
    unexpected,
  });
  const worker: Worker = createWorker({ context, presence, upkeep, readSettings, end });
  const service = createQueueService({
    store,
    worker,
    presence,
    settings: () => settings.active().draft.queue,
    now,
    queueChanged,
    logChanged,
  });

  return {
    service,
    worker,
    wake: () => {
      queueChanged();
      worker.look();
    },
    settle: () => {
      const settle = () => store.settle(now(), presence.isGone, takeUp, presence.isCertain);
      if (store.briefly(settle) > 0) allChanged();
    },
  };
}
