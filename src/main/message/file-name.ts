import type { Charset } from '../../shared/charset.ts';
import { encodeText } from './charset-encoding.ts';
import { encodedWords } from './encoded-words.ts';

/** Characters of a parameter's value in one section, so that a section fits on a line. */
const SECTION_LIMIT = 50;

/** As many as a line can have at all (RFC 5322 section 2.1.1). */
const LONGEST_SECTION = 900;

/** A name that can stand in quotes on one line, and be read there by every program. */
const PLAIN = /^(?! )[\x20\x21\x23-\x5b\x5d-\x7e]{1,50}(?<! )$/;

/**
 * Writes an attachment's name as a parameter of Content-Disposition, with its leading semicolon: quoted when it is short
 * ASCII, or else in sections with a character set (RFC 2231 sections 3 and 4). A section has whole characters, as some programs read each by itself.
 */
export function fileNameParameter(name: string, charset: Charset): string {
  if (isPlain(name)) return `; filename="${name}"`;
  if (charset === 'iso-2022-jp') return unbroken(name, charset);
  const sections: string[] = [];
  let section = `${charset}''`;
  let chunk = '';
  let start = section;
  for (const character of name) {
    const longer = start + percentEncoded(chunk + character, charset);
    if (longer.length <= SECTION_LIMIT || chunk === '') {
      chunk += character;
      section = longer;
      continue;
    }
    sections.push(section);
    start = '';
    chunk = character;
    section = percentEncoded(character, charset);
  }
  const all = [...sections, section];
  return all.map((each, index) => `; filename${all.length === 1 ? '' : `*${index}`}*=${each}`).join('');
}

/**
 * Writes a name in one section. ISO-2022-JP begins each with an escape sequence, which programs that put the sections
 * together first would find right behind another one, and take for an error. A name too long for that goes as UTF-8.
 */
function unbroken(name: string, charset: Charset): string {
  const section = `; filename*=${charset}''${percentEncoded(name, charset)}`;
  return section.length <= LONGEST_SECTION ? section : fileNameParameter(name, 'utf-8');
}

/** Writes the name once more for programs that know no RFC 2231: as `name` of Content-Type, in encoded words where it has to be. */
export function nameParameter(name: string, charset: Charset): string {
  return `; name="${isPlain(name) ? name : encodedWords(name, charset)}"`;
}

function isPlain(name: string): boolean {
  return PLAIN.test(name) && !name.includes('=?') && !name.includes('  ');
}

function percentEncoded(text: string, charset: Charset): string {
  const bytes = encodeText(text, charset);
  if (bytes === undefined) throw new Error(`The file name can't be encoded in ${charset}.`);
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^A-Za-z0-9._-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
