import { t } from '../../shared/catalogue/index.ts';
import type {
  Attempt,
  Delivery,
  DeliveryRow,
  DeliveryWarning,
  Encryption,
  RecipientResult,
  TranscriptLine,
} from '../../shared/delivery.ts';
import type { Failure } from '../../shared/result.ts';
import { cameAbout, inMilliseconds, stepText } from './step-text.ts';
import { fieldList } from './table.ts';
import { onOneLine } from './text.ts';
import { inLocalTime } from './times.ts';

type Fields = readonly (readonly [string, string | null | undefined])[];

/** A delivery for reading: the whole first, then each attempt with its steps. */
export function deliveryText(delivery: Delivery): string {
  const summary = fieldList([
    [t('cli.field.logEntry'), String(delivery.id)],
    [t('cli.field.time'), inLocalTime(delivery.at)],
    [t('cli.field.kind'), delivery.kind],
    [t('cli.field.notification'), delivery.notification],
    [t('cli.field.initiator'), delivery.initiator],
    [t('cli.field.status'), statusText(delivery)],
    [t('cli.field.note'), delivery.markedAsSent ? markedText(delivery) : delivery.note],
    [t('cli.field.failure'), failureText(delivery.error)],
    [t('cli.field.code'), delivery.error?.code ?? null],
    [t('cli.field.explanation'), delivery.error?.explanation ?? null],
    [t('cli.field.from'), delivery.sender],
    [t('cli.field.to'), delivery.recipients.join(', ')],
    [t('cli.field.subject'), delivery.subject],
    [t('cli.field.messageId'), delivery.messageId],
    [t('cli.field.service'), delivery.service],
    [t('cli.field.server'), delivery.server],
    [t('cli.field.encryption'), delivery.encryption === 'none' ? t('encryption.not') : delivery.encryption],
    ...warningFields(delivery.warnings),
    // What was said last is of the attempt that got no answer, and stands in its transcript.
    [t('cli.field.reply'), delivery.markedAsSent ? null : delivery.reply],
    [t('cli.field.duration'), delivery.durationMs === null ? null : inMilliseconds(delivery.durationMs)],
    [t('cli.field.size'), delivery.sizeBytes === null ? null : t('cli.size.bytes', { count: delivery.sizeBytes })],
    [
      t('cli.field.settings'),
      delivery.settingsRevision === null
        ? t('cli.settings.unsavedValues')
        : t('cli.settings.revision', { revision: delivery.settingsRevision }),
    ],
  ]);
  return [summary, ...delivery.attemptList.map(attemptText)].join('\n\n');
}

/** A status for reading, which says of a message that a person marked as sent that one did. */
export function statusText({ status, markedAsSent }: Pick<DeliveryRow, 'status' | 'markedAsSent'>): string {
  return markedAsSent ? t('cli.status.marked') : status;
}

function markedText({ note }: Delivery): string {
  return t('log.meaning.marked', { note: note ?? '' });
}

function attemptText(attempt: Attempt): string {
  const heading = t('cli.attempt.heading', {
    number: attempt.number,
    time: inLocalTime(attempt.startedAt),
    status: attempt.status,
  });
  const told = fieldList([...recipientFields(attempt.recipients), ...encryptionFields(attempt.encryption)]);
  return [heading, ...attempt.steps.filter(cameAbout).map(stepText), ...(told === '' ? [] : [told])].join('\n');
}

/** What became of each recipient. */
export function recipientFields(recipients: readonly RecipientResult[]): Fields {
  return recipients.map(({ address, status, reply }) => [address, [status, reply ?? ''].join('  ').trim()]);
}

/** What is to be said of a session's encryption; nothing when it had none. */
export function encryptionFields(encryption: Encryption | null): Fields {
  if (encryption === null) return [];
  const { certificate } = encryption;
  const { validFrom, validTo, problems, trustedBy } = certificate;
  return [
    [t('cli.field.encryption'), t('encryption.of', { protocol: encryption.protocol, cipher: encryption.cipher })],
    [t('certificate.subject'), certificate.subject],
    [t('certificate.issuer'), certificate.issuer],
    [t('certificate.validity'), t('certificate.fromTo', { from: inLocalTime(validFrom), to: inLocalTime(validTo) })],
    [t('certificate.fingerprint'), certificate.fingerprint256],
    [t('certificate.names'), certificate.names.join(', ')],
    [t('certificate.problems'), problems.join(', ')],
    [t('certificate.trust'), trustedBy === null ? null : t(`certificate.trustedBy.${trustedBy}`)],
  ];
}

/** What a person should know of a delivery, sent or not, and what to do about it. */
export function warningFields(warnings: readonly DeliveryWarning[]): Fields {
  return warnings.map((warning) => [
    t('cli.field.warning'),
    [t(`deliveryWarning.${warning}.sentence`), t(`deliveryWarning.${warning}.help`)].join(' '),
  ]);
}

/** A transcript for reading: `>` went to the server, `<` came from it, `*` happened around them. */
export function transcriptText(lines: readonly TranscriptLine[]): string {
  const marks = { client: '>', server: '<', note: '*' } as const;
  return lines
    .map(({ from, atMs, text }) => `${inMilliseconds(atMs).padStart(10)}  ${marks[from]} ${onOneLine(text)}`)
    .join('\n');
}

function failureText(error: Failure | null): string | null {
  return error === null ? null : [error.message, error.help ?? ''].join(' ').trim();
}
