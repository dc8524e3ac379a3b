import type { Command } from 'commander';
import type { ActionInput } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import { fail, type Result } from '../../shared/result.ts';
import { type FoundFile, findFile, uploadFile } from './attached-files.ts';
import { readText } from './input-text.ts';
import { parseJsonText } from './json-text.ts';
import { collectFile, collectValue, type NamedFile } from './notify-arguments.ts';
import { type Outcome, orRefuse, Refusal } from './outcome.ts';
import type { Run } from './program.ts';
import { whatHoldsUp } from './queue-text.ts';
import { sendTime } from './send-time.ts';
import type { Session } from './session.ts';
import { inLocalTime } from './times.ts';

type Options = {
  readonly set?: Record<string, string>;
  readonly data?: string;
  readonly attach?: readonly NamedFile[];
  readonly at?: string;
  readonly idempotencyKey?: string;
  readonly initiator?: string;
};

type Report = Output<'actions.run'>;

/** As many as an Action takes. */
const MOST_FILES = 100;

/** `notify NAME --set KEY=VALUE ... [--data FILE] [--attach SLOT=FILE ...] [--at TIME] [--idempotency-key K] [--initiator WHO]` */
export function addNotifyCommand(program: Command, run: Run): void {
  program
    .command('notify')
    .description(t('cli.help.notify'))
    .argument('<NAME>', t('cli.help.notify.name'))
    .option('--set <KEY=VALUE>', t('cli.help.notify.set'), collectValue)
    .option('--data <FILE>', t('cli.help.notify.data'))
    .option('--attach <SLOT=FILE>', t('cli.help.notify.attach'), collectFile)
    .option('--at <TIME>', t('cli.help.notify.at'), sendTime())
    .option('--idempotency-key <KEY>', t('cli.help.notify.idempotencyKey'))
    .option('--initiator <WHO>', t('cli.help.notify.initiator'))
    .action(async (name: string, options: Options) => {
      const files = await findFiles(options.attach ?? []);
      const data = options.data === undefined ? undefined : await readData(options.data);
      const input: Omit<ActionInput, 'attachments'> = {
        notification: name,
        ...(options.set === undefined ? {} : { values: options.set }),
        ...(data === undefined ? {} : { data }),
        ...(options.at === undefined ? {} : { at: options.at }),
        ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
        ...(options.initiator === undefined ? {} : { initiator: options.initiator }),
      };
      await run((session) => notify(session, input, files));
    });
}

type SlotFile = FoundFile & { readonly slot: string };

async function findFiles(named: readonly NamedFile[]): Promise<SlotFile[]> {
  if (named.length > MOST_FILES)
    throw new Refusal({
      code: 'INVALID_INPUT',
      message: t('cli.notify.tooManyFiles', { limit: MOST_FILES }),
      field: 'attach',
    });
  const found: SlotFile[] = [];
  for (const { slot, path } of named) found.push({ slot, ...orRefuse(await findFile(path)) });
  return found;
}

async function readData(file: string): Promise<NonNullable<ActionInput['data']>> {
  const parsed = orRefuse(parseJsonText(orRefuse(await readText(file, process.stdin)), file));
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
    return parsed as NonNullable<ActionInput['data']>;
  throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.notify.dataNoObject', { file }), field: 'data' });
}

/** Every rule that needs only the files' sizes is asked about first, so that nothing is copied in vain. */
async function notify(
  { call }: Session,
  input: Omit<ActionInput, 'attachments'>,
  files: readonly SlotFile[],
): Promise<Outcome> {
  if (files.length > 0) {
    const attachments = files.map(({ slot, name, sizeBytes }) => ({ slot, name, sizeBytes }));
    const checked = await call('actions.check', { ...input, attachments });
    const duplicate = checked.value?.duplicate ?? null;
    if (duplicate !== null) return told(call, { ...checked, value: duplicate }, input.at);
    if (!checked.ok) return { result: checked };
  }
  const uploaded: NonNullable<ActionInput['attachments']> = [];
  for (const file of files) {
    const upload = await uploadFile(call, file);
    if (!upload.ok) return { result: await withoutUploads(call, uploaded, upload) };
    uploaded.push({ slot: file.slot, name: file.name, uploadId: upload.value });
  }
  const ran = await call('actions.run', { ...input, attachments: uploaded });
  return told(call, ran.ok ? ran : await withoutUploads(call, uploaded, ran), input.at);
}

/** Nothing stays of files that don't go anywhere. */
async function withoutUploads<T>(
  call: Session['call'],
  uploaded: NonNullable<ActionInput['attachments']>,
  result: Result<T>,
): Promise<Result<T>> {
  for (const { uploadId } of uploaded) if (uploadId !== undefined) await call('uploads.cancel', { uploadId });
  return result;
}

async function told(call: Session['call'], result: Result<Report>, at: string | undefined): Promise<Outcome> {
  if (!result.ok) return { result: result.value === undefined ? fail(result.error) : result };
  const { state } = result.value;
  const status = state === 'pending' ? await call('queue.status', {}) : undefined;
  const later = status?.ok === true ? whatHoldsUp(status.value) : [];
  return { result, text: [sentenceOf(result.value, at), ...later].join('\n') };
}

function sentenceOf({ deliveryId, state, duplicateOf }: Report, at: string | undefined): string {
  if (duplicateOf !== undefined) return t('cli.notify.duplicate', { id: duplicateOf, state });
  switch (state) {
    case 'pending':
    case 'sending':
      return at === undefined
        ? t('cli.notify.queued', { id: deliveryId })
        : t('cli.notify.queuedFor', { id: deliveryId, time: inLocalTime(at) });
    case 'held':
      return t('cli.notify.held', { id: deliveryId });
    case 'skipped':
      return t('cli.notify.skipped', { id: deliveryId });
    default:
      return t('cli.notify.came', { id: deliveryId, state });
  }
}
