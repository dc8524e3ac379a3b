import { expect, it } from 'vitest';
import { dropEscapeSequences } from '../../src/main/cli/escape-sequences.ts';

/** Passes on pieces that follow each other at once; a number is a pause of so many milliseconds. */
function typed(...pieces: readonly (string | number)[]): string {
  let now = 5;
  const filter = dropEscapeSequences(() => now);
  let kept = '';
  for (const piece of pieces) {
    if (typeof piece === 'number') now += piece;
    else kept += filter(piece);
  }
  return kept;
}

it.each([
  ['an arrow key', 'a\x1b[Ab'],
  ['an arrow key in application mode', 'a\x1bOAb'],
  ['an arrow key with Ctrl', 'a\x1b[1;5Cb'],
  ['Delete', 'a\x1b[3~b'],
  ['F1 of the Linux console', 'a\x1b[[Ab'],
  ['F5', 'a\x1b[15~b'],
  ['F1 with Shift', 'a\x1bO2Pb'],
  ['the mouse', 'a\x1b[<0;35;12Mb'],
  ['the frame of what is pasted', '\x1b[200~ab\x1b[201~'],
  ['a letter with Alt', 'a\x1bxb'],
  ['an answer that ends with a bell', 'a\x1b]11;rgb:0/0/0\x07b'],
  ['an answer that ends with its terminator', 'a\x1bP1$r0m\x1b\\b'],
  ['an arrow key after Escape', 'a\x1b\x1b[Ab'],
])('%s is left out', (_name, text) => {
  expect(typed(text)).toBe('ab');
  expect(typed(...text)).toBe('ab');
});

it.each(['', 'secret', '[A', 'O', 'Grün 🎉', '\r\n\x03\x7f'])('%j is left as it is', (text) => {
  expect(typed(text)).toBe(text);
});

it('Escape alone takes nothing with it', () => {
  expect(typed('a\x1b', 150, '[', 150, 'Ob')).toBe('a[Ob');
});

it.each(['\r', '\x03', '\x7f'])('%j breaks a sequence off', (control) => {
  for (const begun of ['\x1b', '\x1b[', '\x1b[1;', '\x1bO', '\x1b]0;']) {
    expect(typed(`${begun}${control}b`)).toBe(`${control}b`);
  }
});
