import { toAscii } from '../../shared/address.ts';

/** An e-mail address as it was found in a text. The part before the @ stands from `start` to `end`. */
export type FoundAddress = {
  readonly start: number;
  readonly end: number;
  readonly local: string;
  readonly domain: string;
  /** What other escaped characters begin with, as the @ did: `+` in xtext, `=` in quoted-printable; otherwise empty. */
  readonly mark: string;
};

/**
 * The @ in the spellings that turn up in replies: as it is, full-width, percent-encoded, quoted-printable (RFC 2045), xtext
 * (RFC 3461 section 4), in UTF-7, as an HTML or JavaScript escape, and written out, in brackets or as a word.
 */
const AT =
  /(?<plain>[@＠﹫]|%40|&#64;|&#x40;|&commat;|\\x40|\\u0040)|[=+]40|\+AEA-|[ \t](?:@|[([{]at[)\]}])|[([{]at[)\]}]|(?<word>[ \t]at(?=[ \t]))/giu;

const DOMAIN = /\[[^\]\s@]{1,80}\]|[\p{L}\p{N}\p{M}_](?:(?:[\p{L}\p{N}\p{M}_.-]|%2e){0,252}[\p{L}\p{N}\p{M}_])?/iuy;
/** A name with a dot and letters after it: where the @ might be something else, only such a one makes an address. */
const DOTTED = /\.(?:\p{L}|xn--)/iu;
const WRITTEN_DOT = /[ \t]?[([{]dot[)\]}][ \t]?|[ \t]dot[ \t]/iy;
const LABELS_LIMIT = 8;
/** What stands in front of “at mail.example.org” and is nobody. */
const NOBODY = new Set(
  (
    'a abuse accepted account address addresses admin administrator again an and answers apply are available be ' +
    'blacklisted blocked blocklist bounced by check client connect connected connecting connection contact ' +
    'deferred delist delisted delisting delivered delivery denied details directly domain email error expired ' +
    'failed failure for form found greylisted help here host hosted in info information is issue it link listed ' +
    'located log login lookup mail mailbox me message messages more mx not now on online or out page permitted ' +
    'policies policy port postmaster problem questions queued reached read received recipient refused register ' +
    'registered rejected relay removal request resolver response see send sender sent server service sign site ' +
    'spam started support team temporarily test that there this ticket timed timeout to tried try unavailable ' +
    'unknown up us user users visit was webmaster website you'
  ).split(' '),
);
/** What ends a local part (RFC 5321 section 4.1.2) that isn't quoted; letters beyond ASCII belong to it (RFC 6531). */
const DELIMITER = /[\s<>()[\],;:"@＠﹫‹›]/u;
const LOCAL_PART_LIMIT = 320;

/** Finds every e-mail address in a text, in whatever spelling. Takes linear time, whatever the text. */
export function findAddresses(text: string): FoundAddress[] {
  const found: FoundAddress[] = [];
  for (const at of text.matchAll(AT)) {
    const after = at.index + at[0].length;
    const next = domainFrom(text, after);
    const domain = next ?? (/[ \t]/.test(text[after] ?? '') ? writtenDomainFrom(text, after + 1) : undefined);
    const certain = next !== undefined && at.groups?.plain !== undefined;
    if (domain === undefined || !(certain || DOTTED.test(domain))) continue;
    const start = startOfLocalPart(text, at.index, found.at(-1)?.end ?? 0);
    const local = text.slice(start, at.index);
    if (local === '' || (at.groups?.word !== undefined && !isSomebody(local, domain))) continue;
    found.push({ start, end: at.index, local, domain, mark: /^[+=]40$/.test(at[0]) ? at[0].charAt(0) : '' });
  }
  return found;
}

/** Reads “example [dot] org” as well. */
function writtenDomainFrom(text: string, index: number): string | undefined {
  let domain = domainFrom(text, index);
  let end = index + (domain ?? '').length;
  for (let labels = 1; domain !== undefined && labels < LABELS_LIMIT; labels++) {
    WRITTEN_DOT.lastIndex = end;
    const dot = WRITTEN_DOT.exec(text);
    const label = dot === null ? undefined : domainFrom(text, end + dot[0].length);
    if (dot === null || label === undefined) break;
    domain += `.${label}`;
    end += dot[0].length + label.length;
  }
  return domain;
}

/** “At” is a word of every sentence: only in front of a host name, and not after the words of replies, it makes an address. */
function isSomebody(local: string, domain: string): boolean {
  const word = local.replace(/[.!?]+$/, '').toLowerCase();
  return /\p{L}/u.test(word) && !NOBODY.has(word) && !/^www\./i.test(domain);
}

/**
 * Gives what a local part may stand for, as it is and then further decoded: escaped in the way its @ was, and as UTF-8 that
 * was read byte by byte.
 */
export function readingsOfLocal(local: string, mark: string): string[] {
  const code = mark === '+' ? /\+([0-9a-f]{2})/gi : /=([0-9a-f]{2})/gi;
  const unescaped =
    mark === '' ? local : local.replace(code, (_all, digits: string) => character(Number.parseInt(digits, 16)));
  return [...new Set([local, unescaped, fromBytes(unescaped)])];
}

function fromBytes(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** Gives two spellings of an address the same text. */
export function sameAddress(local: string, domain: string): string {
  const name = decoded(local)
    .replace(/^["'\s\\]+|["'\s\\]+$|\p{Cf}/gu, '')
    .replace(/\\(.)/gs, '$1');
  const host = decoded(domain).replace(/\.$/, '');
  return `${name.normalize('NFC').toLowerCase()}@${(toAscii(host) ?? host).toLowerCase()}`;
}

function domainFrom(text: string, index: number): string | undefined {
  DOMAIN.lastIndex = index;
  return DOMAIN.exec(text)?.[0];
}

function startOfLocalPart(text: string, end: number, least: number): number {
  const earliest = Math.max(least, end - LOCAL_PART_LIMIT);
  if (text[end - 1] === '"') return startOfQuoted(text, end, earliest);
  let start = end;
  while (start > earliest) {
    const entity =
      text[start - 1] === ';' ? /&#?\w{1,8};$/.exec(text.slice(Math.max(earliest, start - 12), start)) : null;
    if (entity !== null) start -= entity[0].length;
    else if (DELIMITER.test(text[start - 1] ?? '')) break;
    else start--;
  }
  // Quotation marks and the like in front of an address tell nothing of anybody.
  return start + (/^[^\p{L}\p{N}_"%&\\-]*/u.exec(text.slice(start, end))?.[0].length ?? 0);
}

/** Gives where the quoted string that ends here begins, its quotation marks escaped or not. */
function startOfQuoted(text: string, end: number, earliest: number): number {
  const escaped = text[end - 2] === '\\';
  for (let index = end - 2; index >= earliest; index--) {
    if (text[index] === '"' && (text[index - 1] === '\\') === escaped) return escaped ? index - 1 : index;
  }
  return earliest;
}

function decoded(text: string): string {
  const plain = text
    .replace(/&#(\d{1,6});/g, (_all, code: string) => character(Number(code)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_all, code: string) => character(Number.parseInt(code, 16)));
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
