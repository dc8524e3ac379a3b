import { access } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

const wrong: readonly (readonly [args: string[], says: string])[] = [
  [[], 'A command is missing: settings, test, probe, notify, notifications, queue, log, captured, tokens, serve.'],
  [['settings'], 'A command is missing: show, set, export, import, password, passphrase.'],
  [['setings'], 'There is no command “setings”; perhaps settings was meant.'],
  [['settings', 'shwo'], 'perhaps show was meant'],
  [['send'], 'There is no command “send”'],
  [['settings', 'show', '--verbose'], 'There is no option --verbose.'],
  [['log', 'list', '--limt', '3'], 'There is no option --limt; perhaps --limit was meant.'],
  [['settings', 'set'], 'The argument KEY=VALUE is missing.'],
  [['settings', 'set', 'smtp.port'], 'KEY=VALUE'],
  [['settings', 'set', '=25'], 'KEY=VALUE'],
  [['settings', 'set', '__proto__=1'], 'KEY=VALUE'],
  [['test'], 'The option --to is missing.'],
  [['test', '--until', 'recipient'], 'The option --to is missing.'],
  [['log', 'report'], 'The argument ID is missing.'],
  [['log', 'report', '1', 'a', 'b'], 'There are too many arguments for “postroom log report”.'],
  [['log', 'report', '1', '--attempt', 'last'], 'The value of “attempt” has to be a whole number.'],
  [['log', 'certificate', 'first'], 'The value of “id” has to be a whole number.'],
  [['test', '--to'], 'The option --to needs a value.'],
  [['test', '--to', 'a@b.example', '--set', 'smtp.port'], 'KEY=VALUE'],
  [['log', 'show', 'first'], 'The value of “id” has to be a whole number.'],
  [['log', 'list', '--limit', '1.5'], 'The value of “limit” has to be a whole number.'],
  [['log', 'list', '--status', 'lost'], 'one of: sending, sent, failed, unknown, cancelled, checked, skipped, queued.'],
  [['test', '--to', 'a@b.example', '--until', 'x'], 'one of: reach, sign-in, recipient, send.'],
  [['captured', 'show'], 'The argument ID is missing.'],
  [['notify', 'a', '--attach', 'report=nowhere.pdf', '--at', 'soon'], 'A time is given as'],
  [['queue', 'delete'], 'Name messages by their numbers, or all of them with --all.'],
  [['serve', '--port', '0'], 'A port is a whole number from 1 to 65535.'],
  [['serve', '--port', '65536'], 'A port is a whole number from 1 to 65535.'],
];

describe.concurrent('wrong usage', () => {
  it.each(wrong)('%j is refused in one line', async (args, says) => {
    const data = await temporaryData();
    const end = await data.run(args);
    expect(end.exitCode).toBe(2);
    const sentence = sentenceOf(end);
    expect(sentence).toContain(says);
    await expect(access(data.folder), 'nothing is made for it').rejects.toThrow();
  });

  it.each(wrong)('%j is refused as one JSON object', async (args, says) => {
    const end = await (await temporaryData()).run([...args, '--json']);
    // What comes last may be taken as the value that was missing.
    if (args.at(-1) === '--to') return expect(end.exitCode).not.toBe(0);
    expect(end.exitCode).toBe(2);
    const { ok, error } = onlyJson(end);
    expect([ok, error?.code]).toEqual([false, 'INVALID_INPUT']);
    expect(error?.message).toContain(says);
  });

  it.each([
    [['settings', 'password', 'hunter2-secret']],
    [['settings', 'passphrase', 'hunter2-secret']],
    [['settings', 'show', '--password=hunter2-secret']],
    [['settings', 'set', 'hunter2-secret']],
  ])('%j doesn’t repeat what could be a password', async (args) => {
    const data = await temporaryData();
    for (const each of [args, [...args, '--json']]) {
      const { exitCode, output, errors } = await data.run(each);
      expect(exitCode).toBe(2);
      expect(output + errors).not.toContain('hunter2');
    }
  });

  it('a data folder that looks like an option is refused', async () => {
    const end = await (await temporaryData()).run(['settings', 'show', '--data-dir', '--json']);
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([2, 'INVALID_INPUT']);
  });
});

describe.concurrent('help', () => {
  it.each([
    [['--help']],
    [['settings', '--help']],
    [['test', '-h']],
    [['serve', '--help']],
    [['notify', '--help']],
    [['queue', 'delete', '--help']],
    [['notifications', '-h']],
    [['tokens', '--help']],
  ])('%j explains', async (args) => {
    const data = await temporaryData();
    const { exitCode, output, errors } = await data.run(args);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^Usage: postroom /);
    expect(output).toContain('--data-dir');
    expect(output).toContain('--json');
    await expect(access(data.folder)).rejects.toThrow();
  });
});
