import { toAscii } from '../../shared/address.ts';

/** An e-mail address as it was found in a text. The part before the @ stands from `start` to `end`. */
export type FoundAddress = {
  readonly start: number;
  readonly end: number;
  readonly local: string;
  readonly domain: string;
};

/**
 * The @ in the spellings that turn up in replies: as it is, full-width, percent-encoded, quoted-printable (RFC 2045), xtext
 * (RFC 3461 section 4), as an HTML or JavaScript escape, and written out in brackets.
 */
const AT = /(?<plain>[@＠﹫]|%40|&#64;|&#x40;|&commat;|\\x40|\\u0040)|[=+]40|[ \t](?:@|[([{]at[)\]}])|[([{]at[)\]}]/giu;

const DOMAIN = /\[[^\]\s@]{1,80}\]|[\p{L}\p{N}\p{M}_](?:[\p{L}\p{N}\p{M}_.-]{0,252}[\p{L}\p{N}\p{M}_])?/uy;
/** A name with a dot and letters after it: where the @ might be something else, only such a one makes an address. */
const DOTTED = /\.(?:\p{L}|xn--)/iu;
/** What ends a local part (RFC 5321 section 4.1.2) that isn't quoted; letters beyond ASCII belong to it (RFC 6531). */
const DELIMITER = /[\s<>()[\],;:"@＠﹫‹›]/u;
const LOCAL_PART_LIMIT = 320;

/** Finds every e-mail address in a text, in whatever spelling. Takes linear time, whatever the text. */
export function findAddresses(text: string): FoundAddress[] {
  const found: FoundAddress[] = [];
  for (const at of text.matchAll(AT)) {
    const after = at.index + at[0].length;
    const next = domainFrom(text, after);
    const domain = next ?? (/[ \t]/.test(text[after] ?? '') ? domainFrom(text, after + 1) : undefined);
    const certain = next !== undefined && at.groups?.plain !== undefined;
    if (domain === undefined || !(certain || DOTTED.test(domain))) continue;
    const start = startOfLocalPart(text, at.index, found.at(-1)?.end ?? 0);
    if (start < at.index) found.push({ start, end: at.index, local: text.slice(start, at.index), domain });
  }
  return found;
}

/** Gives two spellings of an address the same text. */
export function sameAddress(local: string, domain: string): string {
  const name = decoded(local)
    .replace(/^["'\s\\]+|["'\s\\]+$/g, '')
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
