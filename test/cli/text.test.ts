import { describe, expect, it } from 'vitest';
import { type Column, fieldList, table } from '../../src/main/cli/table.ts';
import { inColumns, onManyLines, onOneLine, widthOf } from '../../src/main/cli/text.ts';

describe('text for a terminal', () => {
  it.each([
    ['\x1b[2Jgone', '\\x1b[2Jgone'],
    ['a\rb', 'a\\x0db'],
    ['a\nb\r\nc', 'a / b / c'],
    ['\u009b31m', '\\x9b31m'],
    ['bell\x07 tab\t', 'bell\\x07 tab\\x09'],
    ['exe\u202egpj', 'exe\\u202egpj'],
    ['Grüße 漢字 🎉', 'Grüße 漢字 🎉'],
  ])('%j on one line is %j', (text, shown) => {
    expect(onOneLine(text)).toBe(shown);
  });

  it('keeps line breaks and tabs where there are lines', () => {
    expect(onManyLines('a\r\n\tb\n\x1bc\r')).toBe('a\n\tb\n\\x1bc\\x0d');
  });

  it.each([
    ['', 0],
    ['abc', 3],
    ['Grüße', 5],
    ['u\u0308', 1],
    ['漢字', 4],
    ['🎉', 2],
  ])('%j takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it.each([
    ['abc', 5, 'abc  '],
    ['abcdef', 4, 'abc…'],
    ['漢字漢', 4, '漢… '],
  ])('%j in %i columns is %j', (text, columns, shown) => {
    expect(inColumns(text, columns)).toBe(shown);
  });
});

describe('a table', () => {
  type Row = { readonly id: number; readonly subject: string };
  const columns: readonly Column<Row>[] = [
    { title: 'ID', value: (row) => String(row.id), align: 'right' },
    { title: 'SUBJECT', value: (row) => row.subject },
  ];

  it('aligns, and keeps each row on its line', () => {
    const rows = [
      { id: 9, subject: 'one\ntwo' },
      { id: 100, subject: 'three' },
    ];
    expect(table(columns, rows, undefined)).toBe(' ID  SUBJECT\n  9  one / two\n100  three');
  });

  it('fits a terminal by cutting what is widest', () => {
    const lines = table(columns, [{ id: 1, subject: 'x'.repeat(100) }], 20).split('\n');
    expect(lines[1]).toBe(` 1  ${'x'.repeat(15)}…`);
  });

  it('cuts nothing that has to be whole', () => {
    const time = [{ title: 'TIME', value: () => '2026-11-22 18:08:49', whole: true }, ...columns] as const;
    const [, line] = table(time, [{ id: 1, subject: 'x'.repeat(100) }], 30).split('\n');
    expect(line).toMatch(/^2026-11-22 18:08:49 {2}/);
  });

  it('stays readable where nothing fits', () => {
    expect(table(columns, [{ id: 1, subject: 'x'.repeat(100) }], 1).split('\n')[1]).toBe(` 1  ${'x'.repeat(7)}…`);
  });
});

it('a list of fields leaves out what isn’t there', () => {
  expect(
    fieldList([
      ['From', 'a'],
      ['Reply', null],
      ['Subject', ''],
      ['Message-ID', 'b'],
    ]),
  ).toBe('From        a\nMessage-ID  b');
});
