import type { ActionReport } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Output, ParsedInput } from '../../shared/contract.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { tooLarge, totalBytes } from '../attachments/attachment-limit.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { Entered, QueueStore } from '../queue/queue-store-type.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { type ActionFile, attachmentLimit, gatherFiles } from './action-files.ts';
import { composeAction, type KeptFile } from './action-message.ts';
import { type ActionPlan, factsOf, planAction, type StoredNotification } from './action-plan.ts';
import { withoutRecipients } from './action-recipients.ts';

type Input = ParsedInput<'actions.run'>;

/** Runs Actions: fills notifications and queues what comes of them. */
export type Actions = {
  /** Applies the rules without queueing anything. Over the limit of attachments the log gets its row all the same. */
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

  function duplicateOf({ idempotencyKey }: Input): Entered | undefined {
    return idempotencyKey === undefined ? undefined : queue.findDuplicate(idempotencyKey, now().getTime());
  }

  const plan = (input: Input) => planAction(input, find(input.notification.trim()), settings.active(), now());

  const gather = (plan: ActionPlan, input: Input) =>
    gatherFiles(plan.notification, plan.files, input.attachments, attachments);

  function skip(plan: ActionPlan, failure: Failure): ActionReport {
    const deliveryId = queue.skip({ ...factsOf(plan), failure }, now().getTime());
    dependencies.logged();
    return { deliveryId, messageId: '', state: 'skipped' };
  }

  /** What is over the limit never enters the queue, and the log says so. */
  function refuseTooLarge(
    plan: ActionPlan,
    files: readonly Pick<ActionFile, 'name' | 'sizeBytes'>[],
  ): { readonly error: Failure; readonly value: ActionReport } | undefined {
    const limit = attachmentLimit(plan.settings.draft);
    if (totalBytes(files) <= limit) return undefined;
    const error = tooLarge(files, limit);
    return { error, value: skip(plan, plan.notification.keep === 'full' ? error : withoutNames(error)) };
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
    if (entered.duplicateOf !== undefined) return succeed(entered);
    dependencies.queued();
    if (failure === null) return succeed(entered);
    dependencies.logged();
    return { ok: false, error: failure, value: entered };
  }

  return {
    check: async (input) => {
      const duplicate = duplicateOf(input);
      if (duplicate !== undefined) return succeed({ duplicate });
      const planned = plan(input);
      if (!planned.ok) return fail(planned.error);
      const files = await gather(planned.value, input);
      if (!files.ok) return fail(files.error);
      const refused = refuseTooLarge(planned.value, files.value);
      return refused === undefined ? succeed({ duplicate: null }) : fail(refused.error);
    },
    run: async (input) => {
      const duplicate = duplicateOf(input);
      if (duplicate !== undefined) return over(input, succeed(duplicate));
      const planned = plan(input);
      if (!planned.ok) return fail(planned.error);
      const { nobody } = planned.value.recipients;
      const failure = nobody === undefined ? null : withoutRecipients(planned.value.notification.name, nobody);
      const files = await gather(planned.value, input);
      if (!files.ok) return fail(files.error);
      const refused = refuseTooLarge(planned.value, files.value);
      if (refused !== undefined) return over(input, { ok: false, ...refused });
      if (failure !== null && (nobody === 'but-initiator' || isDeleted(planned.value))) {
        const value = skip(planned.value, failure);
        return over(input, nobody === 'but-initiator' ? succeed(value) : { ok: false, error: failure, value });
      }
      const kept = await keep(files.value);
      if (!kept.ok) return fail(kept.error);
      // Measured anew: a piece of an upload may have come in between.
      const grown = refuseTooLarge(planned.value, kept.value);
      return grown === undefined
        ? enter(input, planned.value, kept.value, failure)
        : over(input, { ok: false, ...grown });
    },
  };
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
