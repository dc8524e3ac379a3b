import { randomUUID } from 'node:crypto';
import { domainOf } from '../../shared/address.ts';
import type { StoredFile } from '../attachments/attachment-store.ts';
import { encodedBytes } from '../attachments/whole-message.ts';
import { type ComposedMessage, composeMessage } from '../message/compose-message.ts';
import { contentTypeOf } from '../message/content-type.ts';
import type { NewMessage } from '../queue/store/queue-message.ts';
import type { ActionPlan } from './action-plan.ts';

/** A file that goes along, kept. */
export type KeptFile = StoredFile & { readonly name: string };

/** What a message is made of: of an Action, or of a notification that is looked at or tested. */
type ToCompose = Pick<ActionPlan, 'filled' | 'sender'> & {
  readonly recipients: Pick<ActionPlan['recipients'], 'to' | 'cc'>;
  readonly settings: Pick<ActionPlan['settings'], 'draft'>;
};

type Composed = Pick<
  NewMessage,
  'subject' | 'messageId' | 'source' | 'files' | 'sizeBytes' | 'contentType' | 'warnings'
>;

/**
 * Composes the message of an Action, once for all its attempts, in the settings' character set. The Message-ID has the sender's
 * domain; Auto-Submitted asks for no automatic answer (RFC 3834 section 5). Bcc stands nowhere in it.
 */
export async function composeAction(plan: ToCompose, files: readonly KeptFile[], now: Date): Promise<Composed> {
  const { filled, sender, recipients, settings } = plan;
  const { charset, plainText } = settings.draft.message;
  const typed = files.map((file) => ({ ...file, contentType: contentTypeOf(file.name) }));
  const composed = await composeMessage({
    from: sender,
    to: recipients.to,
    cc: recipients.cc,
    ...(filled.replyTo === undefined ? {} : { replyTo: filled.replyTo }),
    subject: filled.subject,
    ...(filled.html === undefined ? {} : { html: filled.html }),
    ...(filled.text === undefined ? {} : { text: filled.text }),
    attachments: typed,
    headers: { 'Auto-Submitted': 'auto-generated' },
    charset,
    plainTextOnly: plainText,
    date: now,
    messageId: `<${randomUUID()}@${domainOf(sender.address)}>`,
    // Whether the server takes such addresses is found out before the message is sent.
    internationalized: true,
  });
  return {
    subject: composed.subject,
    messageId: composed.messageId,
    source: composed.source,
    files: placed(typed, composed),
    sizeBytes: typed.reduce((sum, { sizeBytes }) => sum + encodedBytes(sizeBytes), composed.source.byteLength),
    contentType: composed.contentType,
    warnings: composed.fellBack ? ['SENT_AS_UTF8'] : [],
  };
}

function placed(
  files: readonly (KeptFile & { contentType: string })[],
  { attachmentOffsets }: ComposedMessage,
): NewMessage['files'] {
  return files.map(({ sha256, name, contentType, sizeBytes }, index) => {
    const byteOffset = attachmentOffsets[index];
    if (byteOffset === undefined) throw new Error('An attachment has no place in the message.');
    return { byteOffset, sha256, name, contentType, sizeBytes };
  });
}
