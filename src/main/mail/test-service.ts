import { createHmac, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Mailbox, type Parsed, parseMailboxList } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { EventPayload, ParsedInput } from '../../shared/contract.ts';
import type { DeliveryWarning } from '../../shared/delivery.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { type SettingsDraft, systemSender } from '../../shared/settings.ts';
import { namesPeople, RECIPIENT_LIMIT, type TestReport } from '../../shared/test-message.ts';
import type { CaptureServer } from '../capture/capture-server.ts';
import { beginDelivery } from '../log/attempt-recorder.ts';
import type { LogStore, NewDelivery } from '../log/log-store.ts';
import { applyChanges, checkDraft } from '../settings/changes.ts';
import type { ActiveSettings, SecretChanges, SettingsService } from '../settings/settings-service.ts';
import { digestOf, type SecretName, type SecretReferences } from '../settings/stored-document.ts';
import type { Connection } from './connection.ts';
import { createConnector, needsSignIn, type TypedSecrets } from './connector.ts';
import { curesFor } from './cures.ts';
import { envelopeSender } from './envelope-sender.ts';
import { messageOf } from './message-source.ts';
import type { ServerWatch } from './server-watch.ts';
import type { SessionJob } from './session.ts';
import type { SessionOutcome } from './session-outcome.ts';
import { endOf, neverConnected, notTried, resultOf } from './session-record.ts';
import { composeTestMessage } from './test-message.ts';
import type { ComposeNotification, TestedMessage, TestedNotification } from './tested-message.ts';
import type { Transport } from './transport.ts';

export type TestService = {
  readonly run: (input: ParsedInput<'test.run'>) => Promise<Result<TestReport>>;
  readonly cancel: (testId: string) => boolean;
  /** Lets a test of values that are now saved count for them. */
  readonly adopt: (active: ActiveSettings, secrets: SecretChanges) => void;
  /** Cancels every test and waits until all are in the log. */
  readonly close: () => Promise<void>;
};

export type TestDependencies = {
  readonly settings: Pick<SettingsService, 'active' | 'readSecret'>;
  readonly store: LogStore;
  readonly transport: Transport;
  readonly capture: CaptureServer;
  readonly watch: ServerWatch;
  readonly composeNotification: ComposeNotification;
  readonly now: () => Date;
  readonly logChanged: () => void;
  /** Tells what an error means: a store or a vault that can't be used, or a bug. */
  readonly unexpected: (error: unknown) => Failure;
  readonly stepChanged: (payload: EventPayload<'test.step'>) => void;
};

type Plan = {
  readonly draft: SettingsDraft;
  readonly recipients: readonly Mailbox[];
  /** Undefined when there is none and none is needed. */
  readonly sender: Mailbox | undefined;
  readonly revision: number | null;
  readonly digest: string | null;
  /** Sent instead of the test message. */
  readonly notification: TestedNotification | undefined;
  /** Belong to the draft: settings saved while the test runs have secrets of their own. */
  readonly references: SecretReferences;
};

export function createTestService(dependencies: TestDependencies): TestService {
  const { settings, store, transport, watch, now } = dependencies;
  const connectionFor = createConnector(dependencies);
  const running = new Map<string, { readonly controller: AbortController; readonly done: Promise<unknown> }>();
  const tested = new Map<string, number>();
  const digestKey = randomBytes(32);

  /** Stands for values with secrets that were typed and not stored. It never leaves the process. */
  function typedDigest(draft: SettingsDraft, references: SecretReferences, typed: SecretChanges): string {
    const standIn = (name: SecretName) => {
      const secret = typed[name];
      if (typeof secret !== 'string') return secret === null ? null : references[name];
      return `typed ${createHmac('sha256', digestKey).update(secret).digest('hex')}`;
    };
    return digestOf({
      draft,
      references: { password: standIn('password'), clientKeyPassphrase: standIn('clientKeyPassphrase') },
    });
  }

  function prepare(input: ParsedInput<'test.run'>): Result<Plan> {
    const recipients: Parsed<readonly Mailbox[]> =
      input.to.trim() === '' && !namesPeople(input.until) ? { ok: true, value: [] } : parseMailboxList(input.to);
    if (!recipients.ok) return fail(invalid('to', recipients.message));
    if (recipients.value.length > RECIPIENT_LIMIT)
      return fail(invalid('to', t('address.tooMany', { limit: RECIPIENT_LIMIT })));
    const active = settings.active();
    const draft =
      input.changes === undefined
        ? checkDraft(input.settings ?? active.draft)
        : applyChanges(input.settings ?? active.draft, input.changes);
    if (!draft.ok) return fail(draft.error);
    const notification =
      input.notification === undefined ? undefined : dependencies.composeNotification(input.notification, draft.value);
    if (notification?.ok === false) return fail(notification.error);
    const sender = notification?.value.sender ?? systemSender(draft.value);
    if (sender === undefined && namesPeople(input.until))
      return fail(invalid('message.from', t('settings.sender.missing')));
    const { references } = active;
    if (needsSignIn(draft.value) && input.password === undefined && references.password === null)
      return fail(invalid('smtp.password', t('settings.password.empty')));
    const typed = input.password !== undefined || input.clientKeyPassphrase !== undefined;
    const digest = typed ? null : digestOf({ draft: draft.value, references });
    const revision = digest === active.digest ? active.revision : null;
    return succeed({
      draft: draft.value,
      recipients: recipients.value,
      sender,
      notification: notification?.value,
      digest,
      revision,
      references,
    });
  }

  async function perform(
    input: ParsedInput<'test.run'>,
    plan: Plan,
    controller: AbortController,
  ): Promise<Result<TestReport>> {
    const message = await messageFor(plan);
    const typed: TypedSecrets = { password: input.password, clientKeyPassphrase: input.clientKeyPassphrase };
    const connection = await connectionFor(plan.draft, plan.references, typed);
    const addresses = plan.recipients.map((recipient) => recipient.address);
    const delivery = newDelivery(plan, message, connection.ok ? connection.value : plan.draft.smtp);
    const attempt = beginDelivery(store, delivery, notTried(addresses), now);
    const { deliveryId } = attempt;
    if (plan.digest === null) tested.set(typedDigest(plan.draft, plan.references, typed), deliveryId);
    dependencies.logChanged();
    const ended = connection.ok
      ? await hold({
          connection: connection.value,
          sender: envelopeSender(plan.draft, plan.sender?.address ?? ''),
          ...(plan.sender === undefined ? {} : { author: plan.sender.address }),
          recipients: addresses,
          message: message.whole,
          until: input.until,
          signal: controller.signal,
          report: (index, step) => dependencies.stepChanged({ testId: input.testId, index, step }),
        })
      : neverConnected(connection.error, addresses);
    const outcome = withCures(plan.draft, ended);
    const warnings = [
      ...(message.fellBack && leftOrMay(outcome) ? (['SENT_AS_UTF8'] as const) : []),
      ...(connection.ok && plan.draft.service === 'smtp' ? observed(connection.value, outcome) : []),
    ];
    const unwritten = attempt.end(endOf(outcome, warnings));
    dependencies.logChanged();
    const result = resultOf(outcome, warnings, deliveryId, message.messageId);
    // What happened to the message is told all the same: who is told of a failure alone might send it again.
    return unwritten === undefined ? result : { ...result, ok: false, error: dependencies.unexpected(unwritten) };
  }

  async function messageFor({ sender, draft, notification, ...plan }: Plan): Promise<TestedMessage> {
    if (sender === undefined) return noMessage();
    if (notification !== undefined) return notification.compose({ sender, recipients: plan.recipients, at: now() });
    const message = await composeTestMessage({ ...plan, sender, settings: draft, computer: hostname(), at: now() });
    return { ...message, files: [], whole: messageOf(message.source) };
  }

  /** A bug on the way ends the delivery as well: a row must not stay under way. */
  async function hold(job: SessionJob): Promise<SessionOutcome> {
    try {
      return await transport.run(job);
    } catch (error) {
      return neverConnected(dependencies.unexpected(error), job.recipients);
    }
  }

  /** What can't be remembered now is told all the same, by writing the outcome. */
  function observed(connection: Connection, outcome: SessionOutcome): DeliveryWarning[] {
    try {
      return watch.observe(connection, outcome);
    } catch (error) {
      dependencies.unexpected(error);
      return [];
    }
  }

  function newDelivery(plan: Plan, message: TestedMessage, server: { host: string; port: number }): NewDelivery {
    return {
      createdAt: now().toISOString(),
      kind: 'test',
      connection: 'default',
      service: plan.draft.service,
      host: server.host,
      port: server.port,
      sender: plan.sender?.address ?? '',
      recipients: JSON.stringify(plan.recipients.map((recipient) => recipient.address)),
      subject: message.subject,
      messageId: message.messageId,
      settingsRevision: plan.revision,
      unsavedSettings: plan.revision === null ? JSON.stringify(plan.draft) : null,
      settingsDigest: plan.digest,
      source: message.source,
      files: message.files,
    };
  }

  return {
    run: async (input) => {
      if (running.has(input.testId)) return fail(invalid('testId', t('test.alreadyRunning')));
      const plan = prepare(input);
      if (!plan.ok) return fail(plan.error);
      const controller = new AbortController();
      const done = perform(input, plan.value, controller);
      running.set(input.testId, { controller, done });
      return done.finally(() => running.delete(input.testId));
    },
    cancel: (testId) => {
      const test = running.get(testId);
      test?.controller.abort();
      return test !== undefined;
    },
    adopt: (active, secrets) => {
      const typed = Object.values(secrets).some((secret) => typeof secret === 'string');
      const deliveryId = typed ? tested.get(typedDigest(active.draft, active.references, secrets)) : undefined;
      if (deliveryId !== undefined) store.adopt(deliveryId, active.revision, active.digest);
    },
    close: async () => {
      for (const { controller } of running.values()) controller.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

/** True when a server has the message, or may have it. */
function leftOrMay({ status }: SessionOutcome): boolean {
  return status === 'sent' || status === 'unknown';
}

function withCures(draft: SettingsDraft, outcome: SessionOutcome): SessionOutcome {
  const cures = curesFor(draft, outcome);
  return outcome.failure === null || cures.length === 0
    ? outcome
    : { ...outcome, failure: { ...outcome.failure, cures } };
}

/** Stands for the message of a test that has no sender, and needs none. */
function noMessage(): TestedMessage {
  const source = new Uint8Array();
  const subject = t('testMessage.subject');
  return { messageId: '', subject, source, files: [], whole: messageOf(source), fellBack: false };
}

function invalid(field: string, message: string): Failure {
  return { code: 'INVALID_INPUT', message, field };
}
