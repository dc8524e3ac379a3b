import { escapeControlCharacters } from '../control-characters.ts';
import type { Part } from './joined-text.ts';

/** Shorter names turn up in encoded text by chance. */
const LEAST_ENCODED = 4;
/** Shorter names are looked for as they are written only. */
const LEAST_LOOSE = 4;
/** What stands between the words of a name, in whatever way it is written; nothing where a line break was. */
const BETWEEN = String.raw`[\s_,.+-]{0,3}`;

/** Names to be found in a text, each with what is to stand instead of it. */
export type NameList = {
  /** Adds a name, unless it is there already. */
  readonly add: (name: string, by: string) => void;
  /** Gives what finds the names, in every spelling, in upper or lower case. */
  readonly finder: () => (text: string) => Part[];
  /** The names that are long enough to be looked for in what encoded text stands for; in lower case. */
  readonly telling: () => string[];
};

/** Makes an empty list. */
export function createNameList(): NameList {
  /** By spelling. */
  const exact = new Map<string, string>();
  /** By the spelling without what may stand between its words. */
  const loose = new Map<string, string>();
  const sources = new Set<string>();

  return {
    add: (name, by) => {
      for (const form of spellingsOf(name)) {
        if (exact.has(form)) continue;
        exact.set(form, by);
        sources.add(escaped(form));
        if (!/\s/.test(form) || withoutBetween(form).length < LEAST_LOOSE) continue;
        // A word that is itself made of what stands between words would be sought in more ways than there is time for.
        const words = form
          .split(/[\s,]+/)
          .map((word) => word.replace(/^[\s_,.+-]+|[\s_,.+-]+$/g, ''))
          .filter((word) => word !== '');
        if (words.length === 0) continue;
        // “Smith, Pat” is Pat Smith.
        for (const order of [words, [...words.slice(-1), ...words.slice(0, -1)]]) {
          const key = withoutBetween(order.join(''));
          if (!loose.has(key)) loose.set(key, by);
          sources.add(order.map(escaped).join(BETWEEN));
        }
      }
    },
    finder: () => {
      const longestFirst = [...sources].sort((a, b) => b.length - a.length);
      const pattern = new RegExp(longestFirst.length === 0 ? '(?!)' : longestFirst.join('|'), 'giu');
      const labelOf = (found: string) => exact.get(found.toLowerCase()) ?? loose.get(withoutBetween(found));
      return (text) =>
        [...text.matchAll(pattern)].flatMap(({ 0: found, index }) => {
          const by = labelOf(found);
          return by === undefined ? [] : [{ start: index, end: index + found.length, by }];
        });
    },
    telling: () => [...exact.keys()].filter((form) => form.length >= LEAST_ENCODED),
  };
}

/**
 * Gives a name, in lower case, as it can stand in a reply: composed or not, percent-encoded, as JSON, in quoted-printable
 * (RFC 2045), in xtext (RFC 3461 section 4), and byte by byte, as a reply is shown that isn't UTF-8 throughout.
 */
function spellingsOf(name: string): Set<string> {
  const forms = [name, name.normalize('NFC'), name.normalize('NFD')].flatMap((text) => {
    const bytewise = Buffer.from(text).toString('latin1');
    return [
      text,
      text.isWellFormed() ? encodeURIComponent(text) : text,
      JSON.stringify(text).slice(1, -1),
      escapeControlCharacters(bytewise),
      bytewise.replace(/[^\x20-\x7e]/g, (byte) => `\\x${hex(byte)}`),
      bytewise.replace(/[^\x20-\x7e]|=/g, (byte) => `=${hex(byte)}`),
      bytewise.replace(/[^\x21-\x7e]|[+=]/g, (byte) => `+${hex(byte)}`),
    ];
  });
  return new Set(forms.map((form) => form.toLowerCase()).filter((form) => form !== ''));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function hex(byte: string): string {
  return byte.charCodeAt(0).toString(16).padStart(2, '0');
}

function withoutBetween(text: string): string {
  return text.toLowerCase().replace(/[\s_,.+-]+/g, '');
}
