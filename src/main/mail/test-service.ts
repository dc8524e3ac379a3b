import { createHmac, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Mailbox, parseMailboxList } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { EventPayload, ParsedInput } from '../../shared/contract.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { type SettingsDraft, systemSender } from '../../shared/settings.ts';
import { RECIPIENT_LIMIT, type TestReport } from '../../shared/test-message.ts';
import type { CaptureServer } from '../capture/capture-server.ts';
import { beginDelivery } from '../log/attempt-recorder.ts';
import type { LogStore, NewDelivery } from '../log/log-store.ts';
import { applyChanges, checkDraft } from '../settings/changes.ts';
import type { ActiveSettings, SettingsService } from '../settings/settings-service.ts';
import { digestOf } from '../settings/stored-document.ts';
import type { Connection, SessionJob, SessionOutcome } from './session.ts';
import { endOf, neverConnected, notTried, resultOf } from './session-record.ts';
import { type ComposedMessage, composeTestMessage } from './test-message.ts';
import type { Transport } from './transport.ts';

export type TestService = {
  readonly run: (input: ParsedInput<'test.run'>) => Promise<Result<TestReport>>;
  readonly cancel: (testId: string) => boolean;
  /** Lets a test of values that are now saved count for them. */
  readonly adopt: (active: ActiveSettings, password: string | null | undefined) => void;
  /** Cancels every test and waits until all are in the log. */
  readonly close: () => Promise<void>;
};

export type TestDependencies = {
  readonly settings: Pick<SettingsService, 'active' | 'readPassword'>;
  readonly store: LogStore;
  readonly transport: Transport;
  readonly capture: CaptureServer;
  readonly now: () => Date;
  readonly logChanged: () => void;
  /** Tells what an error means: a store or a vault that can't be used, or a bug. */
  readonly unexpected: (error: unknown) => Failure;
  readonly stepChanged: (payload: EventPayload<'test.step'>) => void;
};

type Plan = {
  readonly draft: SettingsDraft;
  readonly recipients: readonly Mailbox[];
  readonly sender: Mailbox;
  readonly revision: number | null;
  readonly digest: string | null;
  /** Belongs to the draft: settings saved while the test runs have a password of their own. */
  readonly passwordReference: string | null;
};

export function createTestService(dependencies: TestDependencies): TestService {
  const { settings, store, transport, capture, now } = dependencies;
  const running = new Map<string, { readonly controller: AbortController; readonly done: Promise<unknown> }>();
  const tested = new Map<string, number>();
  const digestKey = randomBytes(32);

  /** Stands for values with a password that was typed and not stored. It never leaves the process. */
  function typedDigest(draft: SettingsDraft, password: string): string {
    const mac = createHmac('sha256', digestKey).update(password).digest('hex');
    return digestOf({ draft, passwordReference: `typed ${mac}` });
  }

  function prepare(input: ParsedInput<'test.run'>): Result<Plan> {
    const recipients = parseMailboxList(input.to);
    if (!recipients.ok) return fail(invalid('to', recipients.message));
    if (recipients.value.length > RECIPIENT_LIMIT)
      return fail(invalid('to', t('address.tooMany', { limit: RECIPIENT_LIMIT })));
    const active = settings.active();
    const draft =
      input.changes === undefined
        ? checkDraft(input.settings ?? active.draft)
        : applyChanges(input.settings ?? active.draft, input.changes);
    if (!draft.ok) return fail(draft.error);
    const sender = systemSender(draft.value);
    if (sender === undefined) return fail(invalid('message.from', t('settings.sender.missing')));
    if (needsSignIn(draft.value) && input.password === undefined && active.passwordReference === null)
      return fail(invalid('smtp.password', t('settings.password.empty')));
    const digest =
      input.password === undefined
        ? digestOf({ draft: draft.value, passwordReference: active.passwordReference })
        : null;
    const revision = digest === active.digest ? active.revision : null;
    const { passwordReference } = active;
    return succeed({ draft: draft.value, recipients: recipients.value, sender, digest, revision, passwordReference });
  }

  /** Whatever stands in the way is a failure of the delivery, which has its row all the same. */
  async function connectionFor(plan: Plan, typed: string | undefined): Promise<Result<Connection>> {
    try {
      return await findConnection(plan, typed);
    } catch (error) {
      return fail(dependencies.unexpected(error));
    }
  }

  async function findConnection(
    { draft, passwordReference }: Plan,
    typed: string | undefined,
  ): Promise<Result<Connection>> {
    if (draft.service === 'capture')
      return succeed({ ...(await capture.address()), security: 'none', rejectInvalidCertificates: true });
    const { host, port, security, rejectInvalidCertificates, username } = draft.smtp;
    const connection = { host, port, security, rejectInvalidCertificates };
    if (!needsSignIn(draft)) return succeed(connection);
    if (typed !== undefined) return succeed({ ...connection, credentials: { username, password: typed } });
    const reading = passwordReference === null ? 'unreadable' : await settings.readPassword(passwordReference);
    if (typeof reading === 'string') return fail(noPassword(reading));
    return succeed({ ...connection, credentials: { username, password: reading.secret } });
  }

  async function perform(
    input: ParsedInput<'test.run'>,
    plan: Plan,
    controller: AbortController,
  ): Promise<Result<TestReport>> {
    const message = await composeTestMessage({ ...plan, settings: plan.draft, computer: hostname(), at: now() });
    const connection = await connectionFor(plan, input.password);
    const addresses = plan.recipients.map((recipient) => recipient.address);
    const delivery = newDelivery(plan, message, connection.ok ? connection.value : plan.draft.smtp);
    const attempt = beginDelivery(store, delivery, notTried(addresses), now);
    const { deliveryId } = attempt;
    if (input.password !== undefined) tested.set(typedDigest(plan.draft, input.password), deliveryId);
    dependencies.logChanged();
    const outcome = connection.ok
      ? await hold({
          connection: connection.value,
          sender: plan.sender.address,
          recipients: addresses,
          message: message.source,
          until: input.until,
          signal: controller.signal,
          report: (index, step) => dependencies.stepChanged({ testId: input.testId, index, step }),
        })
      : neverConnected(connection.error, addresses);
    const unwritten = attempt.end(endOf(outcome));
    dependencies.logChanged();
    const result = resultOf(outcome, deliveryId, message.messageId);
    // What happened to the message is told all the same: who is told of a failure alone might send it again.
    return unwritten === undefined ? result : { ...result, ok: false, error: dependencies.unexpected(unwritten) };
  }

  /** A bug on the way ends the delivery as well: a row must not stay under way. */
  async function hold(job: SessionJob): Promise<SessionOutcome> {
    try {
      return await transport.run(job);
    } catch (error) {
      return neverConnected(dependencies.unexpected(error), job.recipients);
    }
  }

  function newDelivery(plan: Plan, message: ComposedMessage, server: { host: string; port: number }): NewDelivery {
    return {
      createdAt: now().toISOString(),
      kind: 'test',
      connection: 'default',
      service: plan.draft.service,
      host: server.host,
      port: server.port,
      sender: plan.sender.address,
      recipients: JSON.stringify(plan.recipients.map((recipient) => recipient.address)),
      subject: message.subject,
      messageId: message.messageId,
      settingsRevision: plan.revision,
      settingsDigest: plan.digest,
      source: message.source,
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
    adopt: (active, password) => {
      const deliveryId = typeof password === 'string' ? tested.get(typedDigest(active.draft, password)) : undefined;
      if (deliveryId !== undefined) store.adopt(deliveryId, active.revision, active.digest);
    },
    close: async () => {
      for (const { controller } of running.values()) controller.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

function noPassword(reading: 'unreadable' | 'unreachable'): Failure {
  const key = reading === 'unreachable' ? 'failure.VAULT_UNREACHABLE' : 'failure.SECRET_UNREADABLE';
  return { code: 'SECRET_UNREADABLE', message: t(key), field: 'smtp.password', help: t(`${key}.help`) };
}

function needsSignIn(draft: SettingsDraft): boolean {
  return draft.service === 'smtp' && draft.smtp.authentication;
}

function invalid(field: string, message: string): Failure {
  return { code: 'INVALID_INPUT', message, field };
}
