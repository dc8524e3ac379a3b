import { hostname } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };
import { t } from '../shared/catalogue/index.ts';
import type { Dispatch, EventName, EventPayload } from '../shared/contract.ts';
import { type Failure, fail, type Result, succeed } from '../shared/result.ts';
import { createCaptureServer } from './capture/capture-server.ts';
import { createCaptureStore } from './capture/capture-store.ts';
import { createCapturedMail } from './capture/captured-mail.ts';
import { describeCertificates } from './certificates/describe.ts';
import { watchOtherProcesses } from './changes-elsewhere.ts';
import { createDispatch } from './dispatch.ts';
import { inBackground } from './in-background.ts';
import { openLocalLog } from './local-log.ts';
import { settleAbandoned } from './log/attempt-recorder.ts';
import { createDeliveryLog } from './log/delivery-log.ts';
import { createLogStore } from './log/log-store.ts';
import { createServerStore } from './log/server-store.ts';
import { trustAt } from './mail/connector.ts';
import { createProbeService } from './mail/probe/probe-service.ts';
import { createServerWatch } from './mail/server-watch.ts';
import { createTestService, type TestService } from './mail/test-service.ts';
import { createTransport, type TransportOptions } from './mail/transport.ts';
import { openSecrets, VaultError } from './secrets/index.ts';
import { createSettingsService } from './settings/settings-service.ts';
import { createSettingsStore } from './settings/settings-store.ts';
import { isStorageError, openDatabase, storageFailure } from './store/database.ts';
import { createSupport } from './support/support-report.ts';

const ABANDONED_CHECK_MS = 5_000;

export type AppOptions = TransportOptions & {
  /** Folder that holds the database, the vault file and the local log. Made when it isn't there. */
  readonly dataFolder: string;
  /** `automatic` takes the operating system's vault where there is one; `file` never asks for it. */
  readonly vault: 'automatic' | 'file';
};

export type EventListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** The whole of Postroom behind one call; each door opens one. */
export type App = {
  readonly dispatch: Dispatch;
  /** Calls back on every event, of this process and of others on the same data folder, until the returned function is called. */
  readonly subscribe: (listener: EventListener) => () => void;
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
    for (const listener of listeners) listener(name, payload);
  };

  const logStore = createLogStore(database);
  const captureStore = createCaptureStore(database);
  const log = createDeliveryLog(logStore);
  const capturedMail = createCapturedMail(captureStore, () => emit('captured.changed', {}));
  const capture = createCaptureServer({ store: captureStore, now, captured: () => emit('captured.changed', {}) });
  const watch = createServerWatch(createServerStore(database), now);
  const settings = createSettingsService({
    store: createSettingsStore(database),
    secrets: await openSecrets(options.vault, dataFolder),
    now,
    changed: () => emit('settings.changed', {}),
    lastTest: (digest) => logStore.newestTest(digest) ?? null,
    saved: (active, secrets) => tests.adopt(active, secrets),
    warnings: watch.warnings,
  });
  const transport = createTransport({ ...options, bug: localLog.write });
  const tests: TestService = createTestService({
    settings,
    store: logStore,
    transport,
    capture,
    watch,
    now,
    logChanged: () => emit('log.changed', {}),
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
  const support = createSupport({ log, settings, now, version: packageJson.version });

  const dispatch = createDispatch(
    {
      'app.info': () => succeed({ version: packageJson.version, computer: hostname(), dataFolder }),
      'settings.get': () => succeed(settings.view()),
      'settings.save': (input) => settings.save(input),
      'settings.change': (input) => settings.change(input.changes),
      'settings.setPassword': (input) => settings.setSecrets({ password: input.password }),
      'settings.setClientKeyPassphrase': (input) => settings.setSecrets({ clientKeyPassphrase: input.passphrase }),
      'settings.export': () => succeed({ text: settings.exportText() }),
      'settings.import': (input) => settings.importText(input.text),
      'test.run': (input) => tests.run(input),
      'test.cancel': (input) => succeed({ cancelled: tests.cancel(input.testId) }),
      'probe.run': (input) => probes.run(input),
      'probe.cancel': (input) => succeed({ cancelled: probes.cancel(input.probeId) }),
      'certificate.describe': (input) => describeCertificates(input.pem),
      'log.list': (input) => succeed(log.list(input)),
      'log.get': (input) => log.get(input.id),
      'log.transcript': (input) => log.transcript(input.id, input.attempt),
      'log.message': (input) => log.message(input.id),
      'log.source': (input) => log.source(input.id),
      'log.supportReport': (input) => support.report(input.id, input.attempt),
      'captured.list': (input) => succeed(capturedMail.list(input)),
      'captured.get': (input) => capturedMail.get(input.id),
      'captured.source': (input) => capturedMail.source(input.id),
      'captured.attachment': (input) => capturedMail.attachment(input.id, input.index),
      'captured.delete': (input) => succeed(capturedMail.remove(input.ids)),
    },
    unexpected,
  );

  const changedElsewhere = () => {
    emit('settings.changed', {});
    emit('log.changed', {});
    emit('captured.changed', {});
  };
  const stopWatching = watchOtherProcesses(database, changedElsewhere, unexpected);
  const settle = () => {
    if (settleAbandoned(logStore, now)) emit('log.changed', {});
  };
  const tryToSettle = inBackground(settle, unexpected);
  tryToSettle();
  inBackground(() => void settings.tidyUp(), unexpected)();
  const settleTimer = setInterval(tryToSettle, ABANDONED_CHECK_MS).unref();

  return succeed({
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(settleTimer);
      stopWatching();
      await tests.close();
      await probes.close();
      await capture.close();
      database.close();
    },
  });
}
