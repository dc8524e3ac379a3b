import { t } from './catalogue/index.ts';

/** An address with its optional display name. `address` has its domain as A-labels (RFC 5890), so it can go out as it is. */
export type Mailbox = { readonly name: string; readonly address: string };

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

// RFC 5321 section 4.5.3.1: octets in a local part, in a domain, in a path without its brackets.
const LOCAL_PART_LIMIT = 64;
const DOMAIN_LIMIT = 253;
const ADDRESS_LIMIT = 254;

// RFC 5321 section 4.1.2: Dot-string and Quoted-string; beyond ASCII as RFC 6531 section 3.3 has them, but nothing that can't be seen.
const DOT_STRING =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+)*$/u;
const QUOTED_STRING = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e]|[^\p{ASCII}\p{C}\p{Z}])*"$/u;
const QUOTED_STRING_ANY = /^"([^"\\]|\\.)*"$/s;
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const ADDRESS_LITERAL = /^\[(\d{1,3}(\.\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]+)\]$/;

/** True when the text has a control character: a line break in an address or a name would start a header or a command of its own. */
export function hasControlCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  return /[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text);
}

/**
 * Parses one mailbox, `user@domain` or `name <user@domain>` (RFC 5322 section 3.4).
 * Local parts may go beyond ASCII: only servers that offer SMTPUTF8 take those (RFC 6531). Domains beyond ASCII become A-labels.
 */
export function parseMailbox(text: string): Parsed<Mailbox> {
  if (hasControlCharacter(text) || !text.isWellFormed()) return refuse(t('address.controlCharacter'));
  const trimmed = text.trim();
  if (trimmed === '') return refuse(t('address.empty'));
  const bracket = /^(.*)<([^<>]*)>$/s.exec(trimmed);
  if (bracket === null) return withName('', trimmed);
  const name = (bracket[1] ?? '').trim();
  // A second address taken for a name would be left out without a word.
  if (!QUOTED_STRING_ANY.test(name) && /[<>@]/.test(name))
    return refuse(t('address.twoInOne', { text: shorten(trimmed) }));
  return withName(unquote(name), (bracket[2] ?? '').trim());
}

/**
 * Parses a list of mailboxes, separated by comma or semicolon; separators within quotes or angle brackets don't count.
 * Empty places, such as a trailing comma leaves, are passed over. Fails on the first mailbox that is wrong, and on an empty list.
 */
export function parseMailboxList(text: string): Parsed<readonly Mailbox[]> {
  if (hasControlCharacter(text)) return refuse(t('address.controlCharacter'));
  const mailboxes = new Map<string, Mailbox>();
  for (const part of splitList(text)) {
    const parsed = parseMailbox(part);
    if (!parsed.ok) return parsed;
    if (!mailboxes.has(parsed.value.address)) mailboxes.set(parsed.value.address, parsed.value);
  }
  return mailboxes.size === 0 ? refuse(t('address.empty')) : { ok: true, value: [...mailboxes.values()] };
}

/** True for an address of printable ASCII only: any other needs SMTPUTF8 (RFC 6531). */
export function isAscii(address: string): boolean {
  return /^[\x20-\x7e]*$/.test(address);
}

/** Gives the domain of an address that `parseMailbox` has accepted. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function withName(name: string, address: string): Parsed<Mailbox> {
  const at = address.lastIndexOf('@');
  if (at === -1) return refuse(t('address.noAt', { address: shorten(address) }));
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const problem = problemOfLocalPart(local, address);
  if (problem !== undefined) return refuse(problem);
  const ascii = domainToAscii(domain);
  if (ascii === undefined) return refuse(t('address.domain', { domain: shorten(domain) }));
  if (octets(local) + 1 + ascii.length > ADDRESS_LIMIT) return refuse(t('address.tooLong', { limit: ADDRESS_LIMIT }));
  return { ok: true, value: { name, address: `${plainLocalPart(local)}@${ascii}` } };
}

function problemOfLocalPart(local: string, address: string): string | undefined {
  const shown = shorten(address);
  if (local === '') return t('address.noLocalPart', { address: shown });
  if (octets(local) > LOCAL_PART_LIMIT) return t('address.localPartTooLong', { limit: LOCAL_PART_LIMIT });
  if (/[<>]/.test(local)) return t('address.localPart', { address: shown });
  if (DOT_STRING.test(local) || QUOTED_STRING.test(local)) return undefined;
  if (local.includes('@')) return t('address.twoAts', { address: shown });
  if (local.includes(' ')) return t('address.spaces', { address: shown });
  return t('address.localPart', { address: shown });
}

/** Quotes that aren't needed make no other address, and have to be left out (RFC 5321 section 4.1.2). */
function plainLocalPart(local: string): string {
  if (!local.startsWith('"')) return local;
  const content = unquote(local);
  return DOT_STRING.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Gives a domain as A-labels, an address literal as it is, or undefined for what is neither. */
function domainToAscii(domain: string): string | undefined {
  if (ADDRESS_LITERAL.test(domain)) return domain;
  const ascii = toAscii(domain);
  if (ascii === undefined || ascii.length > DOMAIN_LIMIT) return undefined;
  return ascii.split('.').every((label) => LABEL.test(label)) ? ascii : undefined;
}

/** Turns a host name into A-labels (UTS #46, as URLs do it), keeping ASCII names as they were typed; undefined when that can't be done. */
export function toAscii(name: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(name)) return name;
  if (/[\s/\\?#@:%<>[\]]/.test(name)) return undefined;
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return undefined;
  }
}

function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let bracketed = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quoted && character === '\\') {
      part += character + text.charAt(++index);
      continue;
    }
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '<') bracketed = true;
    else if (!quoted && character === '>') bracketed = false;
    if (!quoted && !bracketed && (character === ',' || character === ';')) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part].filter((each) => each.trim() !== '');
}

function unquote(name: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(name);
  return quoted === null ? name : (quoted[1] ?? '').replace(/\\(.)/gs, '$1');
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
