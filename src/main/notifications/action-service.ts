import type { ActionReport } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Output, ParsedInput } from '../../shared/contract.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { tooLarge, totalBytes } from '../attachments/attachment-limit.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { Entered } from '../queue/store/queue-message.ts';
import type { QueueStore } from '../queue/store/queue-store-type.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { type ActionFile, attachmentLimit, gatherFiles } from './action-files.ts';
import { composeAction, type KeptFile } from './action-message.ts';
import { type ActionPlan, factsOf, planAction, type StoredNotification } from './action-plan.ts';
import { withoutRecipients } from './action-recipients.ts';

type Input = ParsedInput<'actions.run'>;

/** Runs Actions: fills notifications and queues what comes of them. */
export type Actions = {
  /**
   * Applies the rules without queueing anything. What is refused as `run` would refuse it gets its row in the log here, as far as
   * no row in the queue is to be kept of it: whoever asks ends with that failure.
   */
  readonly check: (input: Input) => Promise<Result<Output<'actions.check'>>>;
  /**
   * Queues a message, durably. A failure queues nothing, but for RECIPIENT_MISSING, whose report says what became of it. Uploads
   * are forgotten once they are of no more use; after a failure that can be mended they stay, to be tried again.
   */
  readonly run: (input: Input) => Promise<Result<ActionReport>>;
};

export type ActionDependencies = {
  /** Gives the notification of a name, whatever its case. */
  readonly find: (name: string) => StoredNotification | undefined;
  readonly settings: Pick<SettingsService, 'active'>;
  readonly queue: Pick<QueueStore, 'enter' | 'skip' | 'findDuplicate'>;
  readonly attachments: Pick<
    AttachmentStore,
    'receivedBytes' | 'finish' | 'addBytes' | 'sizeOf' | 'isThere' | 'cancel'
  >;
  readonly now: () => Date;
  /** Told when the queue has got a message, which may be sent now. */
  readonly queued: () => void;
  /** Told when the log has got a row. */
  readonly logged: () => void;
};

export function createActions(dependencies: ActionDependencies): Actions {
  const { find, settings, queue, attachments, now } = dependencies;

  function duplicateOf({ notification, idempotencyKey }: Input): Entered | undefined {
    return idempotencyKey === undefined
      ? undefined
      : queue.findDuplicate(notification, idempotencyKey, now().getTime());
  }

  const plan = (input: Input) => planAction(input, find(input.notification.trim()), settings.active(), now());

  const gather = (plan: ActionPlan, input: Input) =>
    gatherFiles(plan.notification, plan.files, input.attachments, attachments);

  function skip(input: Input, plan: ActionPlan, failure: Failure, refused: boolean): ActionReport {
    const idempotencyKey = input.idempotencyKey ?? null;
    const row = queue.skip({ ...factsOf(plan), idempotencyKey, failure, refused }, now().getTime());
    dependencies.logged();
    return { messageId: '', state: 'skipped', ...row };
  }

  /** What is over the limit never enters the queue, and the log says so. */
  function refuseTooLarge(
    input: Input,
    plan: ActionPlan,
    files: readonly Pick<ActionFile, 'name' | 'sizeBytes'>[],
  ): { readonly error: Failure; readonly value: ActionReport } | undefined {
    const limit = attachmentLimit(plan.settings.draft);
    if (totalBytes(files) <= limit) return undefined;
    const error = tooLarge(files, limit);
    return { error, value: skip(input, plan, plan.notification.keep === 'full' ? error : withoutNames(error), true) };
  }

  /** What nobody is to get never enters the queue when the settings say so; what nobody but the initiator would get never does. */
  function skipWithoutRecipients(input: Input, plan: ActionPlan, failure: Failure): Result<ActionReport> {
    const value = skip(input, plan, failure, plan.recipients.nobody === 'named');
    return plan.recipients.nobody === 'named' ? { ok: false, error: failure, value } : succeed(value);
  }

  /** Forgets the uploads of an Action that is over, and gives its result. */
  async function over<T>(input: Input, result: T): Promise<T> {
    for (const { uploadId } of input.attachments) if (uploadId !== undefined) await attachments.cancel(uploadId);
    return result;
  }

  async function keep(files: readonly ActionFile[]): Promise<Result<readonly KeptFile[]>> {
    const kept: KeptFile[] = [];
    for (const file of files) {
      const stored = await file.keep();
      if (!stored.ok) return fail(stored.error);
      kept.push({ ...stored.value, name: file.name });
    }
    return succeed(kept);
  }

  async function enter(
    input: Input,
    plan: ActionPlan,
    files: readonly KeptFile[],
    failure: Failure | null,
  ): Promise<Result<ActionReport>> {
    const message = await composeAction(plan, files, now());
    const entered = queue.enter(
      {
        ...factsOf(plan),
        ...message,
        notBefore: plan.notBefore,
        idempotencyKey: input.idempotencyKey ?? null,
        failure,
      },
      { now: now().getTime(), settings: plan.settings.draft.queue, filesThere: attachments.isThere },
    );
    if (entered === 'files-missing') return fail(vanished());
    await over(input, entered);
    if (entered.duplicateOf !== undefined) return firstResult(entered);
    dependencies.queued();
    if (failure === null) return succeed(entered);
    dependencies.logged();
    return keptAsFailed(failure, entered);
  }

  return {
    check: async (input) => {
      const duplicate = duplicateOf(input);
      if (duplicate !== undefined) {
        const first = firstResult(duplicate);
        return { ...first, value: { duplicate: first.value ?? null } };
      }
      const planned = plan(input);
      if (!planned.ok) return fail(planned.error);
      const files = await gather(planned.value, input);
      if (!files.ok) return fail(files.error);
      const refused = refuseTooLarge(input, planned.value, files.value);
      if (refused !== undefined) return fail(refused.error);
      const failure = failureOf(planned.value);
      // Of what is kept, run makes the row; that nobody but the initiator would get it is no failure.
      if (failure === null || planned.value.recipients.nobody !== 'named' || !isDeleted(planned.value))
        return succeed({ duplicate: null });
      skip(input, planned.value, failure, true);
      return fail(failure);
    },
    run: async (input) => {
      const duplicate = duplicateOf(input);
      if (duplicate !== undefined) return over(input, firstResult(duplicate));
      const planned = plan(input);
      if (!planned.ok) return fail(planned.error);
      const failure = failureOf(planned.value);
      const files = await gather(planned.value, input);
      if (!files.ok) return fail(files.error);
      const refused = refuseTooLarge(input, planned.value, files.value);
      if (refused !== undefined) return over(input, { ok: false, ...refused });
      if (failure !== null && (planned.value.recipients.nobody === 'but-initiator' || isDeleted(planned.value)))
        return over(input, skipWithoutRecipients(input, planned.value, failure));
      const kept = await keep(files.value);
      if (!kept.ok) return fail(kept.error);
      // Measured anew: a piece of an upload may have come in between.
      const grown = refuseTooLarge(input, planned.value, kept.value);
      return grown === undefined
        ? enter(input, planned.value, kept.value, failure)
        : over(input, { ok: false, ...grown });
    },
  };
}

/** What the first Action with an idempotency key gave, with what has become of its message. */
function firstResult({ failure, ...report }: Entered): Result<ActionReport> {
  return failure === undefined ? succeed(report) : keptAsFailed(failure, report);
}

function keptAsFailed(failure: Failure, report: ActionReport): Result<ActionReport> {
  const help = t('action.nobody.kept', { id: report.deliveryId });
  return { ok: false, error: { ...failure, help }, value: report };
}

/** What keeps it from having anybody to go to; null when it has. */
function failureOf({ notification, recipients: { nobody } }: ActionPlan): Failure | null {
  return nobody === undefined ? null : withoutRecipients(notification.name, nobody);
}

function isDeleted({ settings }: ActionPlan): boolean {
  return settings.draft.queue.withoutRecipient === 'delete';
}

/** For the log's row of a notification of which it isn't to keep everything. */
function withoutNames(failure: Failure): Failure {
  const { limitBytes = 0, totalBytes: total = 0 } = failure.attachments ?? {};
  return {
    ...failure,
    message: t('action.tooLarge.unnamed', {
      total: total.toLocaleString('en'),
      limit: limitBytes.toLocaleString('en'),
    }),
    attachments: { limitBytes, totalBytes: total, largest: [] },
  };
}

function vanished(): Failure {
  return {
    code: 'ATTACHMENT_UNREADABLE',
    field: 'attachments',
    message: t('action.file.vanished'),
    help: t('action.file.notUploaded.help'),
  };
}
