import { wholeMessage } from '../../src/main/attachments/whole-message.ts';
import type { ComposedMessage, MessageParts } from '../../src/main/message/compose-message.ts';
import type { Charset } from '../../src/shared/charset.ts';
import { joined } from '../pieces.ts';

export const plain: MessageParts = {
  from: { name: 'Postroom', address: 'console@sender.test' },
  to: [{ name: '', address: 'someone@recipient.test' }],
  subject: 'A subject',
  text: 'A text.',
  charset: 'utf-8',
  plainTextOnly: false,
  date: new Date('2026-11-22T10:00:00Z'),
  messageId: '<one@sender.test>',
};

/** What the attachments of `everywhere` contain. */
export const contents = [Buffer.from([0, 13, 10, 255, 13, 10]), Buffer.from('%PDF'), Buffer.from('a;b\n')];

/** The message with its attachments put in. */
export async function withContents(
  { source, attachmentOffsets }: ComposedMessage,
  files: readonly Uint8Array[] = contents,
): Promise<Buffer> {
  const placed = attachmentOffsets.map((byteOffset, index) => {
    return { byteOffset, sha256: String(index), sizeBytes: files[index]?.byteLength ?? 0 };
  });
  const whole = wholeMessage(source, placed, async function* (index) {
    yield files[Number(index)] ?? Buffer.of();
  });
  return joined(whole.chunks());
}

/** A message that has a text in every place where one can be. */
export function everywhere(text: string, charset: Charset): MessageParts {
  return {
    ...plain,
    charset,
    from: { name: text, address: 'console@sender.test' },
    to: [
      { name: `${text}, Ltd.`, address: 'one@recipient.test' },
      { name: 'Plain', address: 'two@recipient.test' },
    ],
    cc: [{ name: `"${text}"`, address: 'three@recipient.test' }],
    replyTo: { name: `(${text})`, address: 'reply@sender.test' },
    subject: `${text} — `.replace('— ', '').repeat(6).trim(),
    text: `${text}\n.\n  ${text.repeat(20)}  \n\nFrom the end`,
    html: `<html><head><meta charset="utf-8"></head><body><p>${text}</p>\n<p>${text.repeat(20)}</p></body></html>`,
    attachments: [
      { name: `${text}.txt`, contentType: 'text/plain' },
      { name: `${text.repeat(4)}.pdf`, contentType: 'application/pdf' },
      { name: 'plain name.csv', contentType: 'text/csv; charset=utf-8' },
    ],
    headers: { 'X-Workflow': text },
  };
}

/** Text as it was before it got CRLF, and a last line end where it had none. */
export const endOfText = (text: string) => text.replaceAll('\r\n', '\n').replace(/\n$/, '');
