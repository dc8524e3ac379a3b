import { buildHeaderValue, parseHeaderValue } from 'nodemailer/lib/mime-funcs';
import { hasControlCharacter, type Mailbox } from '../../shared/address.ts';
import type { Charset } from '../../shared/charset.ts';
import { isSevenBit, transferEncodingOf, withCharsetInMeta, withCrlf } from './body.ts';
import { encodeText } from './charset-encoding.ts';
import { headerText, phrase, unstructured } from './encoded-words.ts';
import { fileNameParameter, nameParameter } from './file-name.ts';
import { PartNode } from './part-node.ts';

export type MessageAttachment = {
  readonly name: string;
  /** `type/subtype`, with parameters if there are any. What is no such type, or would have to be taken apart, goes as `application/octet-stream`. */
  readonly contentType: string;
  readonly content: Uint8Array;
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
  /** The message as it goes over the wire, with CRLF. */
  readonly source: Uint8Array;
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
  const charset = textsOf(content).every((text) => encodeText(text, parts.charset) !== undefined)
    ? parts.charset
    : 'utf-8';
  const root = treeOf(content, charset);
  for (const [name, value] of headersOf(parts, content, charset)) root.addHeader(name, value);
  const source = await root.build();
  const { subject } = content;
  return { messageId: parts.messageId, subject, source, charset, fellBack: charset !== parts.charset };
}

/** What a message is made of, with nothing left in it that can't be sent. */
type Content = {
  readonly subject: string;
  readonly names: ReadonlyMap<Mailbox, string>;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly MessageAttachment[];
};

async function contentOf(parts: MessageParts): Promise<Content> {
  const html = parts.html?.toWellFormed();
  const mailboxes = [
    parts.from,
    ...parts.to,
    ...(parts.cc ?? []),
    ...(parts.replyTo === undefined ? [] : [parts.replyTo]),
  ];
  return {
    subject: headerText(parts.subject),
    names: new Map(mailboxes.map((mailbox) => [mailbox, headerText(mailbox.name)])),
    headers: Object.entries(parts.headers ?? {}).map(([name, value]) => [checkedName(name), headerText(value)]),
    text: withCrlf(parts.text?.toWellFormed() ?? (html === undefined ? '' : await textOf(html))),
    html: parts.plainTextOnly || html === undefined ? undefined : withCrlf(html),
    attachments: (parts.attachments ?? []).map((attachment) => ({ ...attachment, name: headerText(attachment.name) })),
  };
}

/** What reads HTML is large, and most messages bring their text along. */
async function textOf(html: string): Promise<string> {
  const { htmlToText } = await import('./plain-text.ts');
  return htmlToText(html);
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

function attachmentPart({ name, contentType, content }: MessageAttachment, charset: Charset): PartNode {
  const type = checkedType(contentType, content);
  // A message within a message is never encoded (RFC 2046 section 5.2.1).
  const node = new PartNode(false, type.startsWith('message/') ? '7bit' : 'base64');
  const shown = name === '' ? 'attachment' : name;
  node.setHeader('Content-Type', prepared(`${type}${nameParameter(shown, charset)}`));
  node.setHeader('Content-Disposition', prepared(`attachment${fileNameParameter(shown, charset)}`));
  node.setContent(Buffer.from(content));
  return node;
}

/** Keeps nodemailer from taking a header apart, which writes names anew as UTF-8. */
function prepared(value: string): { value: string; prepared: boolean; foldLines: boolean } {
  return { value, prepared: true, foldLines: true };
}

const UNKNOWN_TYPE = 'application/octet-stream';

function checkedType(contentType: string, content: Uint8Array): string {
  const { value, params } = parseHeaderValue(headerText(contentType));
  const type = value.toLowerCase();
  if (!/^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64}$/.test(type) || type.startsWith('multipart/'))
    return UNKNOWN_TYPE;
  if (type.startsWith('message/') && !isSevenBit(content)) return UNKNOWN_TYPE;
  const { name: _name, boundary: _boundary, ...rest } = params;
  return buildHeaderValue({ value: type, params: rest });
}
