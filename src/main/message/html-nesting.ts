/** Elements within elements: mail made of tables within tables stays below it. */
const DEPTH_LIMIT = 100;

/** Each of these indents or marks every line within it. */
const INDENTING = new Set(['blockquote', 'ul', 'ol', 'dl']);
const INDENT_LIMIT = 16;

const BREAK_LIMIT = 20;

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const WITHOUT_TEXT = new Set(['script', 'style', 'title']);

/** What an opening tag ends before it, as long as that stands innermost (HTML section 13.1.2.4, optional tags). */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  p: ['p'],
  li: ['li', 'p'],
  dt: ['dt', 'dd', 'p'],
  dd: ['dt', 'dd', 'p'],
  option: ['option'],
  td: ['td', 'th', 'p'],
  th: ['td', 'th', 'p'],
  tr: ['td', 'th', 'tr', 'p'],
  thead: ['td', 'th', 'tr', 'thead', 'tbody', 'p'],
  tbody: ['td', 'th', 'tr', 'thead', 'tbody', 'p'],
  tfoot: ['td', 'th', 'tr', 'thead', 'tbody', 'p'],
};

/**
 * Makes HTML safe to take apart in time and memory that grow with its length alone: what is nested beyond a limit, or ends
 * without a beginning, loses its tags and keeps its text. Comments, scripts and styles go. Reads the HTML once.
 */
export function boundNesting(html: string): string {
  const output: string[] = [];
  const open: string[] = [];
  let breaks = 0;
  const close = () => output.push(`</${open.pop()}>`);
  for (const token of tokensOf(html)) {
    if (token.kind === 'text') {
      if (/\S/.test(token.text)) breaks = 0;
      output.push(token.text);
    } else if (token.kind === 'end') {
      if (!open.includes(token.name)) continue;
      while (open.at(-1) !== token.name) close();
      close();
    } else if (VOID.has(token.name)) {
      if (token.name !== 'br' || ++breaks <= BREAK_LIMIT) output.push(token.text);
    } else {
      while (ENDS[token.name]?.includes(open.at(-1) ?? '')) close();
      if (hasRoom(open, token.name)) {
        open.push(token.name);
        output.push(token.text);
      } else {
        output.push(' ');
      }
    }
  }
  while (open.length > 0) close();
  return output.join('');
}

function hasRoom(open: readonly string[], name: string): boolean {
  if (open.length >= DEPTH_LIMIT) return false;
  return !INDENTING.has(name) || open.filter((each) => INDENTING.has(each)).length < INDENT_LIMIT;
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'start' | 'end'; readonly name: string; readonly text: string };

function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf('<', at);
    if (tag === -1) break;
    if (tag > at) yield { kind: 'text', text: html.slice(at, tag) };
    const kind = kindOf(html, tag);
    if (kind === 'text') {
      // Written as a reference, it can't become a tag together with what comes after it.
      yield { kind: 'text', text: '&lt;' };
      at = tag + 1;
      continue;
    }
    const end = endOf(html, tag, kind);
    // What doesn't end is not shown by any program.
    if (end === -1) return;
    at = end;
    if (kind === 'comment') continue;
    const name = nameAt(html, tag + (kind === 'end' ? 2 : 1));
    if (kind === 'start' && WITHOUT_TEXT.has(name)) {
      const ending = new RegExp(`</${name}\\b[^<>]*>`, 'gi');
      ending.lastIndex = end;
      if (ending.exec(html) === null) return;
      at = ending.lastIndex;
    } else {
      yield { kind, name, text: html.slice(tag, end) };
    }
  }
  if (at < html.length) yield { kind: 'text', text: html.slice(at) };
}

type Kind = Token['kind'] | 'comment';

function kindOf(html: string, at: number): Kind {
  const next = html.charAt(at + 1);
  if (next === '!' || next === '?') return 'comment';
  if (next === '/') return /[a-z]/i.test(html.charAt(at + 2)) ? 'end' : 'comment';
  return /[a-z]/i.test(next) ? 'start' : 'text';
}

function nameAt(html: string, at: number): string {
  const name = /[^\s/>]+/y;
  name.lastIndex = at;
  return (name.exec(html)?.[0] ?? '').toLowerCase();
}

/** Gives the place after a tag or comment, or -1 when it has no end. */
function endOf(html: string, at: number, kind: Kind): number {
  if (kind === 'start') return endOfStart(html, at);
  if (kind === 'comment' && html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 2);
    return end === -1 ? -1 : end + 3;
  }
  return html.indexOf('>', at) + 1 || -1;
}

/** A `>` within quotes is part of a value, and only after an equals sign is a quotation mark one. */
function endOfStart(html: string, at: number): number {
  let value = false;
  for (let index = at; index < html.length; index++) {
    const character = html.charAt(index);
    if (character === '>') return index + 1;
    if (value && (character === '"' || character === "'")) {
      index = html.indexOf(character, index + 1);
      if (index === -1) return -1;
      value = false;
    } else if (character === '=') {
      value = true;
    } else if (!/\s/.test(character)) {
      value = false;
    }
  }
  return -1;
}
