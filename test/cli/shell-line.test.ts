import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellLine, typed } from '../../src/main/cli/shell-line.ts';

const values = [
  'smtp.port=587',
  'a b',
  "it's",
  '"quoted"',
  '$(id) `id` $HOME \\ | & ; < > * ? ~ # !',
  '-x',
  '',
  'back\\',
  'Grüße',
];

describe('an argument as it is typed', () => {
  it.skipIf(process.platform === 'win32').each(values)('%j arrives in a shell as it is', (value) => {
    const line = shellLine('printf', ['%s', value]);
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(value);
  });

  it.each([
    ['smtp.port=587', 'smtp.port=587'],
    ['message.from=The Desk <a@b.example>', '"message.from=The Desk <a@b.example>"'],
    ['a"b', '"a\\"b"'],
    ['C:\\a b\\', '"C:\\a b\\\\"'],
  ])('on Windows, %j is %s', (value, expected) => {
    expect(typed(value, 'win32')).toBe(expected);
  });
});
