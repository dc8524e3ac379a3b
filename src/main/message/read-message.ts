import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { hasControlCharacter } from '../../shared/address.ts';
import { type FileContent, type MessageView, SOURCE_LIMIT } from '../../shared/message.ts';

/** Takes a message apart for reading (RFC 5322, RFC 2045). Broken messages give what can be read of them. */
export async function readMessage(source: Uint8Array): Promise<MessageView> {
  const email = await parse(source);
  const text = Buffer.from(source).toString('utf8');
  return {
    headers: email.headers.map((header) => ({ name: header.originalKey, value: header.value })),
    subject: email.subject ?? '',
    from: email.from === undefined ? '' : addressText(email.from),
    to: (email.to ?? []).map(addressText).join(', '),
    date: email.date ?? null,
    text: email.text?.slice(0, SOURCE_LIMIT) ?? null,
    html: email.html?.slice(0, SOURCE_LIMIT) ?? null,
    attachments: email.attachments.map((attachment, index) => ({
      index,
      fileName: fileNameOf(attachment, index),
      contentType: attachment.mimeType,
      sizeBytes: bytesOf(attachment).byteLength,
    })),
    source: text.slice(0, SOURCE_LIMIT),
    sourceCut: text.length > SOURCE_LIMIT,
  };
}

/** Gives one attachment to save, or undefined when the message has none at that place. */
export async function readAttachment(source: Uint8Array, index: number): Promise<FileContent | undefined> {
  const attachment = (await parse(source)).attachments[index];
  if (attachment === undefined) return undefined;
  return {
    fileName: fileNameOf(attachment, index),
    contentType: attachment.mimeType,
    base64: bytesOf(attachment).toString('base64'),
  };
}

/** A message nested or headed beyond the parser's limits is still shown, by its source alone. */
async function parse(source: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(source, { attachmentEncoding: 'arraybuffer' });
  } catch {
    return { headers: [], headerLines: [], attachments: [] };
  }
}

function addressText(address: Address): string {
  if ('group' in address && address.group !== undefined) return address.group.map(addressText).join(', ');
  return address.name === '' ? (address.address ?? '') : `${address.name} <${address.address ?? ''}>`;
}

/** Names that Windows takes for devices, with any ending. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Gives a name that is safe to save under: no path, no control characters, never empty. */
function fileNameOf(attachment: Attachment, index: number): string {
  const name = (attachment.filename ?? '')
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '_')
    .slice(-120)
    .replace(/^\.+|[. ]+$/g, '');
  return name === '' || DEVICE_NAME.test(name) || hasControlCharacter(name) ? `attachment-${index + 1}` : name;
}

function bytesOf(attachment: Attachment): Buffer {
  return typeof attachment.content === 'string'
    ? Buffer.from(attachment.content)
    : Buffer.from(attachment.content as ArrayBuffer);
}
