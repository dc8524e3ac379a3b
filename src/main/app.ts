import { hostname } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };
import { t } from '../shared/catalogue/index.ts';
import type { Dispatch, EventName, EventPayload } from '../shared/contract.ts';
import { type Failure, fail, type Result, succeed } from '../shared/result.ts';
import { createAttachmentStore } from './attachments/attachment-store.ts';
import { createTraces } from './attachments/traces.ts';
import { createCaptureServer } from './capture/capture-server.ts';
import { createCaptureStore } from './capture/capture-store.ts';
import { createCapturedMail } from './capture/captured-mail.ts';
import { watchOtherProcesses } from './changes-elsewhere.ts';
import { createDispatch } from './dispatch.ts';
import { createHandlers } from './handlers.ts';
import { inBackground } from './in-background.ts';
import { openLocalLog } from './local-log.ts';
import { settleAbandoned } from './log/attempt-recorder.ts';
import { createDeliveryLog } from './log/delivery-log.ts';
import { createLogStore } from './log/log-store.ts';
import { createLoggedMessages } from './log/logged-messages.ts';
import { openMessageFiles } from './log/message-files.ts';
import { createServerStore } from './log/server-store.ts';
import { trustAt } from './mail/connector.ts';
import { createProbeService } from './mail/probe/probe-service.ts';
import { createServerWatch } from './mail/server-watch.ts';
import { createTestService, type TestService } from './mail/test-service.ts';
import { createTransport, type TransportOptions } from './mail/transport.ts';
import { createActions } from './notifications/action-service.ts';
import { createNotificationSample } from './notifications/notification-sample.ts';
import { createNotifications } from './notifications/notification-service.ts';
import { createNotificationStore } from './notifications/notification-store.ts';
import { createQueue, type Queue } from './queue/queue.ts';
import { createQueueStore } from './queue/store/queue-store.ts';
import { openSecrets, VaultError } from './secrets/index.ts';
import { createSettingsService } from './settings/settings-service.ts';
import { createSettingsStore } from './settings/settings-store.ts';
import { briefly } from './store/brief-wait.ts';
import { isStorageError, openDatabase, storageFailure } from './store/database.ts';
import { createSupport } from './support/support-report.ts';
import { createTokens, type TokenHolder } from './tokens/token-service.ts';
import { createTokenStore } from './tokens/token-store.ts';

const ABANDONED_CHECK_MS = 5_000;
const TIDY_UP_MS = 15 * 60_000;

export type AppOptions = TransportOptions & {
  /** Folder that holds the database, the vault file and the local log. Made when it isn't there. */
  readonly dataFolder: string;
  /** `automatic` takes the operating system's vault where there is one; `file` never asks for it. */
  readonly vault: 'automatic' | 'file';
  /** `runs`: sends from the queue for as long as the app is open. Left out, it rests: messages wait for another process. */
  readonly worker?: 'runs' | 'rests';
};

export type EventListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** The whole of Postroom behind one call; each door opens one. */
export type App = {
  readonly dispatch: Dispatch;
  /** Calls back on every event, of this process and of others on the same data folder, until the returned function is called. */
  readonly subscribe: (listener: EventListener) => () => void;
  /** Gives whose API token it is; undefined when it is nobody's. Fails with STORAGE_UNAVAILABLE when it can't be looked up. */
  readonly verifyToken: (token: string) => Result<TokenHolder | undefined>;
  /** Ends what is under way and closes the store. */
  readonly close: () => Promise<void>;
};

/** Opens the store and puts the services together. Fails with STORAGE_UNAVAILABLE or STORAGE_FROM_NEWER_VERSION. */
export async function openApp(options: AppOptions): Promise<Result<App>> {
  const { dataFolder } = options;
  const now = () => new Date();
  const opened = openDatabase(dataFolder);
  if (!opened.ok) return fail(opened.error);
  const database = opened.value;
  const localLog = openLocalLog(dataFolder, now);

  const unexpected = (error: unknown): Failure => {
    if (error instanceof VaultError) {
      const message = t('failure.VAULT_UNWRITABLE', { reason: error.message });
      return { code: 'STORAGE_UNAVAILABLE', message, help: t('failure.VAULT_UNWRITABLE.help') };
    }
    if (isStorageError(error)) return storageFailure(error, dataFolder);
    localLog.write(error);
    return {
      code: 'INTERNAL',
      message: t('failure.INTERNAL'),
      help: t('failure.INTERNAL.help', { file: localLog.file }),
    };
  };

  const listeners = new Set<EventListener>();
  const emit: EventListener = (name, payload) => {
    // Whatever takes a message or a file away is told by one of these.
    if (name === 'log.changed' || name === 'queue.changed' || name === 'notifications.changed') traces.mayRemain();
    for (const listener of listeners) listener(name, payload);
  };

  const logStore = createLogStore(database);
  const captureStore = createCaptureStore(database);
  const log = createDeliveryLog(logStore);
  const attachments = createAttachmentStore({ database, dataFolder, now });
  const traces = createTraces({ database, attachments, unexpected });
  const messages = createLoggedMessages({ store: logStore, files: openMessageFiles(database), read: attachments.read });
  const capturedMail = createCapturedMail(captureStore, () => emit('captured.changed', {}));
  const capture = createCaptureServer({ store: captureStore, now, captured: () => emit('captured.changed', {}) });
  const watch = createServerWatch(createServerStore(database), now);
  const settings = createSettingsService({
    store: createSettingsStore(database),
    secrets: await openSecrets(options.vault, dataFolder),
    now,
    changed: () => emit('settings.changed', {}),
    lastTest: (digest) => logStore.newestTest(digest) ?? null,
    saved: (active, secrets) => {
      tests.adopt(active, secrets);
      queue.worker.look();
    },
    warnings: watch.warnings,
  });
  const notificationStore = createNotificationStore(database);
  const transport = createTransport({ ...options, bug: localLog.write });
  const tests: TestService = createTestService({
    settings,
    store: logStore,
    transport,
    capture,
    watch,
    composeNotification: createNotificationSample(notificationStore, attachments),
    now,
    logChanged: () => {
      emit('log.changed', {});
      // A test that got through lets the queue try again.
      queue.worker.look();
    },
    unexpected,
    stepChanged: (payload) => emit('test.step', payload),
  });
  const probes = createProbeService({
    ...options,
    transport,
    trustAt: (host) => trustAt(settings.active().draft, host),
    portFound: (payload) => emit('probe.port', payload),
    unexpected,
  });
  const tokens = createTokens({ store: createTokenStore(database), now, changed: () => emit('tokens.changed', {}) });
  const queueStore = createQueueStore(database);
  const queue: Queue = createQueue({
    store: queueStore,
    settings,
    transport,
    capture,
    watch,
    attachments,
    lastTest: (digest) => logStore.newestTest(digest) ?? null,
    now,
    queueChanged: () => emit('queue.changed', {}),
    logChanged: () => emit('log.changed', {}),
    unexpected,
  });
  const notifications = createNotifications({
    store: notificationStore,
    attachments,
    settings,
    now,
    changed: () => emit('notifications.changed', {}),
  });
  const actions = createActions({
    find: notificationStore.find,
    settings,
    queue: queueStore,
    attachments,
    now,
    queued: queue.wake,
    logged: () => emit('log.changed', {}),
  });
  const support = createSupport({ log, settings, now, version: packageJson.version });

  const info = { version: packageJson.version, computer: hostname(), dataFolder };
  const dispatch = createDispatch(
    createHandlers({
      info,
      settings,
      tests,
      probes,
      log,
      messages,
      support,
      notifications,
      actions,
      uploads: attachments,
      queue: queue.service,
      tokens,
      captured: capturedMail,
    }),
    unexpected,
  );

  const changedElsewhere = () => {
    emit('settings.changed', {});
    emit('log.changed', {});
    emit('captured.changed', {});
    emit('notifications.changed', {});
    emit('queue.changed', {});
    emit('tokens.changed', {});
    queue.worker.look();
  };
  const stopWatching = watchOtherProcesses(database, changedElsewhere, unexpected);
  const settle = () => {
    if (settleAbandoned(logStore, now)) emit('log.changed', {});
    queue.settle();
  };
  const tryToSettle = inBackground(() => briefly(database, settle), unexpected);
  tryToSettle();
  inBackground(() => void settings.tidyUp(), unexpected)();
  const tidyUp = () => {
    notifications.tidyUp();
    attachments.sweep().catch(unexpected);
  };
  // What an earlier process has left.
  traces.mayRemain();
  const tidyTimer = setInterval(inBackground(tidyUp, unexpected), TIDY_UP_MS).unref();
  if (options.worker === 'runs') queue.worker.start();
  const settleTimer = setInterval(tryToSettle, ABANDONED_CHECK_MS).unref();

  return succeed({
    dispatch,
    verifyToken: (token) => {
      try {
        return succeed(tokens.verify(token));
      } catch (error) {
        return fail(unexpected(error));
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(settleTimer);
      clearInterval(tidyTimer);
      stopWatching();
      await queue.worker.stop();
      await tests.close();
      await probes.close();
      await capture.close();
      await attachments.close();
      await traces.close();
      database.close();
    },
  });
}
