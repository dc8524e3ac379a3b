import { buildHeaderValue, parseHeaderValue } from 'nodemailer/lib/mime-funcs';
import { hasControlCharacter, type Mailbox } from '../../shared/address.ts';
import type { Charset } from '../../shared/charset.ts';
import { type Marked, newMark, withoutMarks } from './attachment-marks.ts';
import { transferEncodingOf, withCharsetInMeta, withCrlf } from './body.ts';
import { encodeText } from './charset-encoding.ts';
import { headerText, phrase, unstructured } from './encoded-words.ts';
import { fileNameParameter, nameParameter } from './file-name.ts';
import { PartNode } from './part-node.ts';
import { textOfHtml } from './text-of-html.ts';

/** A file that goes along. Its content stays out of the message: it is put in at the offset that `composeMessage` gives. */
export type MessageAttachment = {
  readonly name: string;
  /**
   * `type/subtype`, with parameters if there are any. What is no such type goes as `application/octet-stream`, and so does
   * what may not be in base64: a message within a message (RFC 2046 section 5.2.1) and a multipart.
   */
  readonly contentType: string;
};

export type MessageParts = {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly MessageAttachment[];
  /** Further headers by name. Those that follow from the other parts can't be given here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly charset: Charset;
  readonly plainTextOnly: boolean;
  readonly date: Date;
  /** With its angle brackets (RFC 5322 section 3.6.4). */
  readonly messageId: string;
  /** True when the message goes by SMTPUTF8: only then may an address have a local part beyond ASCII (RFC 6532). */
  readonly internationalized?: boolean;
};

export type ComposedMessage = {
  readonly messageId: string;
  /** As it stands in the message: without control characters. */
  readonly subject: string;
  /** The message as it goes over the wire, with CRLF, but for the content of its attachments. */
  readonly source: Uint8Array;
  /** Where in `source` the content of each attachment belongs, in base64 (RFC 2045 section 6.8). */
  readonly attachmentOffsets: readonly number[];
  /** The message's own, without parameters. */
  readonly contentType: string;
  /** What the message's texts are encoded in. */
  readonly charset: Charset;
  /** True when the chosen character set can't hold every character, so that UTF-8 took its place. */
  readonly fellBack: boolean;
};

/**
 * Composes a message (RFC 5322, MIME) in the chosen character set: subject, names and further headers (RFC 2047), text and
 * HTML, and the names of attachments (RFC 2231). One character that the set can't hold, and the whole message goes as UTF-8.
 * HTML alone gets a text made of it beside it, or instead of it with `plainTextOnly`. Nothing of Bcc is ever written.
 * Throws on what only a bug can bring: an address or a header's name that was not checked.
 */
export async function composeMessage(parts: MessageParts): Promise<ComposedMessage> {
  const content = await contentOf(parts);
  const charset = (await canHold(parts.charset, content)) ? parts.charset : 'utf-8';
  const root = treeOf(content, charset);
  await turnAfter(content.text, content.html);
  for (const [name, value] of headersOf(parts, content, charset)) root.addHeader(name, value);
  const { source, offsets } = withoutMarks(await root.build(), content.attachments);
  const { subject } = content;
  return {
    messageId: parts.messageId,
    subject,
    source,
    attachmentOffsets: offsets,
    contentType: typeOf(content),
    charset,
    fellBack: charset !== parts.charset,
  };
}

/** Characters that take noticeable time in each step. */
const LONG = 100_000;

/** Gives way to other work after a step with long texts: each takes tens of milliseconds of its own. */
async function turnAfter(...texts: readonly (string | undefined)[]): Promise<void> {
  if (texts.some((text) => text !== undefined && text.length > LONG)) await new Promise(setImmediate);
}

async function canHold(charset: Charset, content: Content): Promise<boolean> {
  for (const text of textsOf(content)) {
    if (encodeText(text, charset) === undefined) return false;
    await turnAfter(text);
  }
  return true;
}

/** What a message is made of, with nothing left in it that can't be sent. */
type Content = {
  readonly subject: string;
  readonly names: ReadonlyMap<Mailbox, string>;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly (MessageAttachment & Marked)[];
};

async function contentOf(parts: MessageParts): Promise<Content> {
  const html = parts.html?.toWellFormed();
  const mailboxes = [
    parts.from,
    ...parts.to,
    ...(parts.cc ?? []),
    ...(parts.replyTo === undefined ? [] : [parts.replyTo]),
  ];
  const text = withCrlf(parts.text?.toWellFormed() ?? (html === undefined ? '' : await textOfHtml(html)));
  await turnAfter(text);
  const htmlWithCrlf = parts.plainTextOnly || html === undefined ? undefined : withCrlf(html);
  await turnAfter(htmlWithCrlf);
  return {
    subject: headerText(parts.subject),
    names: new Map(mailboxes.map((mailbox) => [mailbox, headerText(mailbox.name)])),
    headers: Object.entries(parts.headers ?? {}).map(([name, value]) => [checkedName(name), headerText(value)]),
    text,
    html: htmlWithCrlf,
    attachments: (parts.attachments ?? []).map(({ name, contentType }) => ({
      name: headerText(name),
      contentType,
      mark: newMark(),
    })),
  };
}

function textsOf({ subject, names, headers, text, html, attachments }: Content): string[] {
  const values = headers.map(([, value]) => value);
  return [subject, ...names.values(), ...values, text, html ?? '', ...attachments.map(({ name }) => name)];
}

const OWN_HEADERS = /^(from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*)$/i;

function checkedName(name: string): string {
  // RFC 5322 section 3.6.8; the limit leaves room for a value on the same line.
  if (!/^[\x21-\x39\x3b-\x7e]{1,76}$/.test(name) || OWN_HEADERS.test(name))
    throw new Error(`Not a header to be added: ${name}`);
  return name;
}

function headersOf(parts: MessageParts, content: Content, charset: Charset): [name: string, value: string][] {
  const list = (mailboxes: readonly Mailbox[]) =>
    mailboxes.map((mailbox) => mailboxText(mailbox, content.names.get(mailbox) ?? '', parts, charset)).join(', ');
  const headers: [string, string][] = [
    ...content.headers.map(([name, value]): [string, string] => [name, unstructured(name, value, charset)]),
    ['From', list([parts.from])],
    ['To', list(parts.to)],
    ['Cc', list(parts.cc ?? [])],
    ['Reply-To', list(parts.replyTo === undefined ? [] : [parts.replyTo])],
    ['Subject', unstructured('Subject', content.subject, charset)],
    ['Message-ID', parts.messageId],
    ['Date', parts.date.toUTCString().replace('GMT', '+0000')],
  ];
  return headers.filter(([, value]) => value !== '');
}

function mailboxText({ address }: Mailbox, name: string, parts: MessageParts, charset: Charset): string {
  if (hasControlCharacter(address) || /[<>]/.test(address)) throw new Error('An address was not checked.');
  if (parts.internationalized !== true && /[^\x20-\x7e]/.test(address))
    throw new Error('An address beyond ASCII needs SMTPUTF8.');
  if (name !== '') return `${phrase(name, charset)} <${address}>`;
  // A quoted local part can have what separates addresses.
  return address.startsWith('"') ? `<${address}>` : address;
}

function typeOf({ html, attachments }: Content): string {
  if (attachments.length > 0) return 'multipart/mixed';
  return html === undefined ? 'text/plain' : 'multipart/alternative';
}

function treeOf({ text, html, attachments }: Content, charset: Charset): PartNode {
  const textNode = () => textPart('plain', text, charset);
  const bodies =
    html === undefined ? [textNode] : [textNode, () => textPart('html', withCharsetInMeta(html, charset), charset)];
  if (attachments.length === 0) return multipart('alternative', bodies);
  const files = attachments.map((attachment) => () => attachmentPart(attachment, charset));
  return multipart('mixed', [() => multipart('alternative', bodies), ...files]);
}

/** A multipart of one part would be that part. */
function multipart(subtype: string, children: readonly (() => PartNode)[]): PartNode {
  const [only] = children;
  if (only !== undefined && children.length === 1) return only();
  const node = new PartNode(`multipart/${subtype}`);
  for (const child of children) node.appendChild(child());
  return node;
}

function textPart(subtype: 'plain' | 'html', text: string, charset: Charset): PartNode {
  const bytes = encodeText(text, charset);
  if (bytes === undefined) throw new Error(`The text can't be encoded in ${charset}.`);
  const node = new PartNode(`text/${subtype}; charset=${charset}`, transferEncodingOf(bytes));
  node.setContent(Buffer.from(bytes));
  return node;
}

function attachmentPart({ name, contentType, mark }: MessageAttachment & Marked, charset: Charset): PartNode {
  const node = new PartNode(false, 'base64');
  const shown = name === '' ? 'attachment' : name;
  node.setHeader('Content-Type', prepared(`${checkedType(contentType)}${nameParameter(shown, charset)}`));
  node.setHeader('Content-Disposition', prepared(`attachment${fileNameParameter(shown, charset)}`));
  node.setContent(mark);
  return node;
}

/** Keeps nodemailer from taking a header apart, which writes names anew as UTF-8. */
function prepared(value: string): { value: string; prepared: boolean; foldLines: boolean } {
  return { value, prepared: true, foldLines: true };
}

const UNKNOWN_TYPE = 'application/octet-stream';

function checkedType(contentType: string): string {
  const { value, params } = parseHeaderValue(headerText(contentType));
  const type = value.toLowerCase();
  if (!/^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64}$/.test(type) || /^(multipart|message)\//.test(type))
    return UNKNOWN_TYPE;
  const { name: _name, boundary: _boundary, ...rest } = params;
  return buildHeaderValue({ value: type, params: rest });
}
