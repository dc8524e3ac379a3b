import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../src/main/message/charset-encoding.ts';
import { type Charset, charsetLabel, charsetSchema, charsets } from '../../src/shared/charset.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { decodeWithPython } from '../servers/python-charset.ts';
import { scripts } from './scripts.ts';

/** How many characters of the Basic Multilingual Plane a set has: a set that lost some would pass every other test here. */
const sizes: Partial<Record<Charset, number>> = {
  'utf-8': 63_488,
  'us-ascii': 128,
  'iso-8859-1': 194,
  'iso-8859-7': 191,
  'windows-1251': 225,
  'windows-1252': 221,
  'koi8-r': 226,
  'koi8-u': 224,
  'iso-2022-jp': 6971,
  shift_jis: 7034,
  'euc-jp': 13_100,
  'euc-kr': 8321,
  big5: 13_541,
  gb18030: 57_024,
};

const repertoires = new Map<Charset, readonly string[]>();

function repertoireOf(charset: Charset): readonly string[] {
  const known = repertoires.get(charset);
  if (known !== undefined) return known;
  const found: string[] = [];
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCodePoint(code);
    if (encodeText(character, charset) !== undefined) found.push(character);
  }
  repertoires.set(charset, found);
  return found;
}

function decode(bytes: Uint8Array, charset: Charset): string {
  return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The first place where two long texts differ: a difference of 60,000 characters is no message for a person. */
function firstDifference(one: string, other: string): string | undefined {
  if (one === other) return undefined;
  const at = [...one].findIndex((character, index) => character !== [...other][index]);
  return `${at}: ${[...one][at]?.codePointAt(0)?.toString(16)}, ${[...other][at]?.codePointAt(0)?.toString(16)}`;
}

describe('the list of character sets', () => {
  test.each(charsets)('has a name to read for %s', (charset) => {
    expect(charsetSchema.parse(charset)).toBe(charset);
    expect(charsetLabel(charset)).toMatch(/^[A-Z].*[\w)]$/);
  });

  test.each(['', 'UTF-8', 'utf8', 'utf-16', 'utf-7', 'x-user-defined', null, 7])('has no %s', (value) => {
    expect(charsetSchema.safeParse(value).success).toBe(false);
  });
});

describe.each(charsets)('%s', (charset) => {
  test('reads back as it was written, for every character that it takes', () => {
    const characters = repertoireOf(charset);
    const size = sizes[charset];
    if (size !== undefined) expect(characters).toHaveLength(size);
    const text = characters.join('');
    const bytes = encodeText(text, charset);
    expect(bytes).toBeDefined();
    expect(firstDifference(decode(bytes ?? Uint8Array.of(), charset), text)).toBeUndefined();
  });

  test('takes the script it is for', () => {
    const { text, beyond } = scripts[charset];
    expect(decode(encodeText(text, charset) ?? Uint8Array.of(), charset)).toBe(text);
    if (beyond !== undefined) expect(encodeText(text + beyond, charset)).toBeUndefined();
  });

  test('takes no lone surrogate', () => {
    for (const text of ['\ud83e', 'a\udd8a', '\udd8a\ud83e']) expect(encodeText(text, charset)).toBeUndefined();
  });

  test('gives strings of its own characters unchanged', () => {
    const own = fc.array(fc.constantFrom(...repertoireOf(charset)), { maxLength: 40 }).map((each) => each.join(''));
    fc.assert(
      fc.property(own, (text) => {
        const bytes = encodeText(text, charset);
        expect(bytes).toBeDefined();
        expect(decode(bytes ?? Uint8Array.of(), charset)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('gives any text either unchanged or not at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const bytes = encodeText(text, charset);
        if (bytes !== undefined) expect(decode(bytes, charset)).toBe(text);
        else expect(charset === 'utf-8' && text.isWellFormed()).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('ISO-2022-JP', () => {
  test('returns to ASCII before the end of a line and of the text, and has no bytes beyond ASCII', () => {
    const source = Buffer.from(encodeText('日本\r\n語', 'iso-2022-jp') ?? []).toString('latin1');
    expect(source).toBe('\x1b$BF|K\\\x1b(B\r\n\x1b$B8l\x1b(B');
  });

  test.each(['ｱ', '丂', '①', '\x1b', '\x0e', '€'])('does not take %j', (character) => {
    expect(encodeText(character, 'iso-2022-jp')).toBeUndefined();
  });
});

/** Characters that programs decode each their own way. */
const disputed: readonly (readonly [Charset, string])[] = [
  ['iso-8859-1', '\x80\x85\x9f'],
  ['windows-1252', '\x81\x8d\x8f\x90\x9d'],
  ['windows-1253', '\x81\xaa'],
  ['koi8-u', '╝╬'],
  ['shift_jis', '～－∥￠￡￢〜−‖¢£¬①Ⅷ㈱髙﨑¥‾'],
  ['euc-jp', '～－∥￠￡￢〜−‖①Ⅷ㈱髙﨑¥‾'],
  ['iso-2022-jp', '～－∥￠￡￢〜−‖①Ⅷ㈱髙﨑¥‾'],
  ['euc-kr', '똠힣ㅤ€®'],
  ['big5', '¯①ёあ€～￥碁𠝹'],
  ['gb18030', 'ḿ\ue5e5\ue78d\ue7c7'],
];

describe.each(disputed)('%s leaves out what its readers dispute', (charset, characters) => {
  test.each([...characters])('%j', (character) => {
    expect(encodeText(`a${character}`, charset)).toBeUndefined();
  });
});

describeWithPeers(['python3'], 'Python', () => {
  test('reads every character of every set as it was written', async () => {
    const texts = charsets.map((charset) => repertoireOf(charset).join(''));
    const encoded = charsets.map(
      (charset, index) => [charset, encodeText(texts[index] ?? '', charset) ?? Uint8Array.of()] as const,
    );
    const read = await decodeWithPython(encoded);
    for (const [index, charset] of charsets.entries())
      expect([charset, firstDifference(read[index] ?? '', texts[index] ?? '')]).toEqual([charset, undefined]);
  });

  test('reads characters beyond the Basic Multilingual Plane', async () => {
    const text = Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0x10000 + index * 97)).join('');
    const read = await decodeWithPython([
      ['gb18030', encodeText(text, 'gb18030') ?? Uint8Array.of()],
      ['utf-8', encodeText(text, 'utf-8') ?? Uint8Array.of()],
    ]);
    expect(read.map((each) => firstDifference(each, text))).toEqual([undefined, undefined]);
  });
});
