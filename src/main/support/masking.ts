import { parseMailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { type FoundAddress, findAddresses, readingsOfLocal, sameAddress } from './address-finder.ts';
import { findEncoded } from './encoded-runs.ts';
import { joinLines, type Part } from './joined-text.ts';
import { createNameList } from './name-list.ts';

/** Makes text fit to be given to somebody who is not to know whom it is about. */
export type Mask = (text: string) => string;

/** Whom a delivery is about, as far as that is known. */
export type KnownPeople = {
  /** Sender and recipients; they are numbered in this order. */
  readonly addresses: readonly string[];
  /** The names to sign in with, now and then. */
  readonly usernames: readonly string[];
  readonly displayNames: readonly string[];
  /** Message-IDs look like addresses and are about no person; whoever runs the server searches for them. */
  readonly messageIds: readonly string[];
};

/** Mailboxes that stand for a function (RFC 2142), and this program's name: the word alone is about nobody. */
const ROLES = [
  'abuse',
  'admin',
  'hostmaster',
  'info',
  'mail',
  'noreply',
  'no-reply',
  'postmaster',
  'postroom',
  'root',
  'support',
  'test',
  'user',
  'webmaster',
];
const LEAST_NAME = 2;
const ENCODED_ADDRESS = /[^\s\p{Cc}<>()[\],;:"@\ufffd]@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/u;

/**
 * Gives a mask for e-mail addresses and the names of those whom a delivery is about. The same address is the same person
 * wherever it turns up, in upper or lower case, quoted, encoded, or broken over two lines of a reply; its domain stays, since a
 * diagnosis needs it.
 */
export function createMask(people: KnownPeople): Mask {
  const numbers = new Map<string, number>();
  const numberOf = (key: string) => {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
  const labels = new Map<string, string>();
  const own = new Set(people.messageIds.map((id) => id.replace(/^<|>$/g, '')));

  const labelOf = (local: string, domain: string, mark = ''): string => {
    const keys = readingsOfLocal(local, mark).map((each) => sameAddress(each, domain));
    const key = keys.find((each) => labels.has(each) || numbers.has(each)) ?? keys.at(-1) ?? '';
    return labels.get(key) ?? t('report.mask.user', { number: numberOf(key) });
  };
  const names = createNameList();
  /** What a mailbox is called without the tag after its plus sign (RFC 5233). */
  const untagged = createNameList();
  const addLocal = (local: string, label: string) => {
    for (const name of [local, unquoted(local)]) {
      const base = name.replace(/\+.*$/s, '');
      if (isName(name)) names.add(name, label);
      if (base !== name && isName(base)) untagged.add(base, label);
    }
  };
  const known = [...people.usernames, ...people.addresses].filter((each) => each.includes('@')).map(addressParts);
  for (const username of people.usernames) {
    const label = t('report.mask.userName');
    const { local, domain } = addressParts(username);
    if (domain === '') {
      names.add(username, label);
      names.add(username.replace(/^.*\\/s, ''), label);
    } else {
      labels.set(sameAddress(local, domain), label);
      addLocal(local, label);
    }
  }
  for (const address of people.addresses) {
    const { local, domain } = addressParts(address);
    addLocal(local, labelOf(local, domain));
  }
  for (const name of people.displayNames) if (isName(name)) names.add(name, t('report.mask.name'));
  const finders = [names.finder(), untagged.finder()];
  const telling = [...names.telling(), ...untagged.telling()];

  /** Gives the length of what a server may have put in front of an address that is known, such as `to=`. */
  const prefixLength = (local: string, domain: string): number => {
    const [text, host] = [local.toLowerCase(), domain.toLowerCase()];
    const found = known.find(
      (each) =>
        each.local !== '' &&
        each.domain === host &&
        text.endsWith(each.local) &&
        !goesOnBefore(text, text.length - each.local.length),
    );
    return found === undefined ? 0 : text.length - found.local.length;
  };

  /** Gives the person whose address a server has put into one of its own, as forwarders do (VERP, SRS). */
  const within = (local: string): Known | undefined => {
    if (!local.includes('=')) return undefined;
    const text = local.toLowerCase();
    return known.find((each) => {
      const verp = `${each.local}=${each.domain}`;
      const before = text.slice(0, -verp.length);
      return text.endsWith(`=${each.domain}=${each.local}`) || (text.endsWith(verp) && !/[\p{L}\p{N}]$/u.test(before));
    });
  };
  const masked = ({ start, end, local, domain, mark }: FoundAddress): Part => {
    const inner = within(local);
    if (inner !== undefined) return { start, end, by: labelOf(inner.local, inner.domain) };
    const prefix = prefixLength(local, domain);
    return { start: start + prefix, end, by: labelOf(local.slice(prefix), domain, mark) };
  };

  return (text) => {
    const joined = joinLines(text);
    const { flat } = joined;
    const addresses = findAddresses(flat)
      .filter(({ local, domain }) => !own.has(`${local}@${domain}`))
      .map(masked);
    const isWord = (start: number, end: number) =>
      (joined.startsLine(start) || !goesOnBefore(flat, start)) && (joined.startsLine(end) || !goesOnAfter(flat, end));
    const called = finders.flatMap((find) => find(flat)).filter(({ start, end }) => isWord(start, end));
    const runs = findEncoded(flat)
      .filter(({ readings }) => readings.some((reading) => tellsAddress(reading) || tellsName(reading, telling)))
      .map(({ start, end }) => ({ start, end, by: t('report.mask.encoded') }));
    return joined.replace(apart([...addresses, ...called, ...runs]));
  };
}

type Known = { readonly local: string; readonly domain: string };

/** True for what may stand alone and tell of somebody. */
function isName(word: string): boolean {
  return word.length >= LEAST_NAME && !ROLES.includes(word.toLowerCase());
}

/** Gives an address in lower case; the domain is empty for what has no @. */
function addressParts(text: string): Known {
  const at = text.lastIndexOf('@');
  return at === -1
    ? { local: text.toLowerCase(), domain: '' }
    : { local: text.slice(0, at).toLowerCase(), domain: text.slice(at + 1).toLowerCase() };
}

function unquoted(local: string): string {
  return local.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
}

/** True when a word, or the host name that it is a part of, begins before this place. */
function goesOnBefore(text: string, index: number): boolean {
  return /(?:[\p{L}\p{N}\p{M}_]|[\p{L}\p{N}][.-])$/u.test(text.slice(Math.max(0, index - 4), index));
}

function goesOnAfter(text: string, index: number): boolean {
  return /^(?:[\p{L}\p{N}\p{M}_]|[.-][\p{L}\p{N}])/u.test(text.slice(index, index + 4));
}

function tellsAddress(reading: string): boolean {
  return reading.includes('@') && ENCODED_ADDRESS.test(reading);
}

function tellsName(reading: string, names: readonly string[]): boolean {
  const text = reading.toLowerCase();
  return names.some((name) => text.includes(name));
}

/** Puts parts in order and leaves out those that reach into an earlier or longer one. */
function apart(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || part.start >= last.end) kept.push(part);
    // What is hidden may only grow.
    else if (part.end > last.end) kept.splice(-1, 1, { ...last, end: part.end });
  }
  return kept;
}

/** Takes the addresses and display names out of mailboxes as they are written in settings. */
export function mailboxesIn(texts: readonly string[]): { addresses: string[]; displayNames: string[] } {
  const mailboxes = texts.map(parseMailbox).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
  return {
    addresses: mailboxes.map(({ address }) => address),
    displayNames: mailboxes.map(({ name }) => name).filter((name) => name !== ''),
  };
}
