import { type Mailbox, type Parsed, parseMailbox, parseMailboxList } from '../../shared/address.ts';
import { VALUE_BEGIN, VALUE_END } from './template-engine.ts';

/** A piece of a filled template: what the template has itself, or a value. */
type Piece = { readonly text: string; readonly value: boolean };

/**
 * Reads the addresses of a filled template of kind `address`; none are fine. A value that stands alone between separators may
 * be a list. Anywhere else it is a part of one mailbox: a name such as `evil@example.org, Pat` is quoted and adds nobody.
 */
export function parseFilledAddresses(filled: string): Parsed<readonly Mailbox[]> {
  const mailboxes = new Map<string, Mailbox>();
  for (const element of elementsOf(filled)) {
    const parsed = parseElement(element);
    if (!parsed.ok) return parsed;
    for (const mailbox of parsed.value) if (!mailboxes.has(mailbox.address)) mailboxes.set(mailbox.address, mailbox);
  }
  return { ok: true, value: [...mailboxes.values()] };
}

function parseElement(element: readonly Piece[]): Parsed<readonly Mailbox[]> {
  const text = element.map((piece) => piece.text).join('');
  if (text.trim() === '') return { ok: true, value: [] };
  const alone = element.every((piece) => piece.value || piece.text.trim() === '');
  // Two values side by side are no list: where one ends and the other begins would be anybody's guess.
  if (alone && element.filter((piece) => piece.value).length === 1) return parseMailboxList(text);
  const bracket = element.findIndex((piece) => !piece.value && piece.text.includes('<'));
  const opening = element[bracket];
  if (opening === undefined) return one(parseMailbox(text));
  const at = opening.text.indexOf('<');
  const name = nameOf([...element.slice(0, bracket), { text: opening.text.slice(0, at), value: false }]);
  const address = [opening.text.slice(at), ...element.slice(bracket + 1).map((piece) => piece.text)].join('');
  return one(parseMailbox(`${name} ${address}`));
}

function one(parsed: Parsed<Mailbox>): Parsed<readonly Mailbox[]> {
  return parsed.ok ? { ok: true, value: [parsed.value] } : parsed;
}

/** Gives a display name as one quoted string (RFC 5322 section 3.2.4), or nothing. The template's own quotes are taken off. */
function nameOf(pieces: readonly Piece[]): string {
  const name = pieces
    .map(({ text, value }) => (value ? text : text.replace(/\\(.)|"/g, '$1')))
    .join('')
    .trim();
  return name === '' ? '' : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** Splits at the commas and semicolons of the template itself, but those within its quotes and angle brackets. */
function elementsOf(filled: string): Piece[][] {
  const elements: Piece[][] = [];
  let element: Piece[] = [];
  let text = '';
  let value = false;
  let quoted = false;
  let bracketed = false;
  const endPiece = () => {
    if (text !== '') element.push({ text, value });
    text = '';
  };
  for (let index = 0; index < filled.length; index++) {
    const character = filled.charAt(index);
    if (character === VALUE_BEGIN || character === VALUE_END) {
      endPiece();
      value = character === VALUE_BEGIN;
      continue;
    }
    if (!value) {
      if (quoted && character === '\\') {
        text += character + filled.charAt(++index);
        continue;
      }
      if (character === '"') quoted = !quoted;
      else if (!quoted && character === '<') bracketed = true;
      else if (!quoted && character === '>') bracketed = false;
      if (!quoted && !bracketed && (character === ',' || character === ';')) {
        endPiece();
        elements.push(element);
        element = [];
        continue;
      }
    }
    text += character;
  }
  endPiece();
  return [...elements, element];
}
