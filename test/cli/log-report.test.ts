import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

it('log report gives the support report, to be read or in a file', async () => {
  const data = await temporaryData();
  await data.run(['test', '--to', 'paula@recipient.test']);
  const printed = await data.run(['log', 'report', '1']);
  expect([printed.exitCode, printed.errors]).toEqual([0, '']);
  expect(printed.output).toMatch(/^Postroom support report\nLog entry 1, attempt 1 of 1\.\n/);
  expect(printed.output).toMatch(/@recipient\.test/);
  expect(printed.output).not.toContain('paula');

  const file = data.beside('report.txt');
  const written = await data.run(['log', 'report', '1', file]);
  expect(written.output).toContain(file);
  expect(await readFile(file, 'utf8')).toMatch(/^Postroom support report\n/);

  const json = onlyJson(await data.run(['log', 'report', '1', '--attempt', '1', '--json'])).value;
  expect(json).toMatchObject({
    name: 'postroom-support-1-1.txt',
    text: expect.stringMatching(/^Postroom support report/),
  });
});

it.each([
  [['7'], 2, 'There is no log entry with the number 7.'],
  [['1', '--attempt', '2'], 2, 'Log entry 1 has no attempt 2.'],
  [['1', '/nowhere/report.txt'], 2, 'There is no file or folder “/nowhere/report.txt”.'],
])('log report %j says why there is none', async (args, code, says) => {
  const data = await temporaryData();
  await data.run(['test', '--until', 'reach']);
  const end = await data.run(['log', 'report', ...args]);
  expect([end.exitCode, sentenceOf(end)]).toEqual([code, says]);
});
