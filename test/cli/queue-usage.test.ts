import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../app-under-test.ts';
import { playCommand } from './played-command.ts';
import { temporaryData } from './temporary-data.ts';

const wrong: readonly (readonly [args: string[], says: string])[] = [
  [['notify'], 'The argument NAME is missing.'],
  [['notify', 'a', 'b'], 'There are too many arguments for “postroom notify”.'],
  [['notify', 'a', '--set', 'id'], 'KEY=VALUE'],
  [['notify', 'a', '--set', '=T1'], 'KEY=VALUE'],
  [['notify', 'a', '--attach', 'report.pdf'], 'SLOT=FILE'],
  [['notify', 'a', '--attach', 'report='], 'SLOT=FILE'],
  [['notify', 'a', '--at', 'tomorrow'], 'A time is given as'],
  [['notify', 'a', '--idempotency-key'], 'The option --idempotency-key needs a value.'],
  [['notify', 'a', '--idempotencykey', 'k'], 'perhaps --idempotency-key was meant'],
  [['notifications'], 'A command is missing: list, show, import, export, delete, enable, disable.'],
  [['notifications', 'show'], 'The argument NAME is missing.'],
  [['notifications', 'import'], 'The argument FILE is missing.'],
  [['notifications', 'export', 'a'], 'The argument FILE is missing.'],
  [
    ['queue'],
    'A command is missing: list, status, pause, resume, send, retry, hold, release, delete, resolve, run, probe.',
  ],
  [['queue', 'list', '--state', 'lost'], 'one of: pending, sending, failed, held, unknown.'],
  [['queue', 'list', '--after', '-1'], 'The value of “after” has to be a whole number.'],
  [['queue', 'pause', 'now'], 'There are too many arguments for “postroom queue pause”.'],
  [['queue', 'send'], 'Name messages by their numbers, or all of them with --all.'],
  [['queue', 'send', 'first'], 'The value of “id” has to be a whole number.'],
  [['queue', 'retry', '--state', 'failed'], 'Name messages by their numbers, or all of them with --all.'],
  [['queue', 'hold', '1', '--all'], 'not both'],
  [['queue', 'release', '1', '--search', 'x'], 'not both'],
  [['queue', 'delete'], 'Name messages'],
  [['queue', 'resolve', '1'], 'Say one of --sent and --again.'],
  [['queue', 'resolve', '1', '--sent', '--again'], 'Say one of --sent and --again.'],
  [['queue', 'resolve', '--sent'], 'Name messages'],
  [['queue', 'probe', '1'], 'There are too many arguments for “postroom queue probe”.'],
  [['queue', 'run', '--twice'], 'There is no option --twice.'],
  [['tokens'], 'A command is missing: list, create, revoke.'],
  [['tokens', 'create'], 'The argument NAME is missing.'],
  [['tokens', 'revoke', 'all'], 'The value of “id” has to be a whole number.'],
];

describe('wrong usage of queue, notify, notifications and tokens', () => {
  it.each(wrong)('%j is refused before anything is asked of the core', async (args, says) => {
    const { result, calls } = await playCommand(args);
    expect(expectFailure(result, 'INVALID_INPUT').message).toContain(says);
    expect(calls).toEqual([]);
  });

  it.each([
    ['a file that isn’t there', 'missing.pdf', 'There is no file or folder'],
    ['a folder', 'folder', 'is a folder'],
  ])('%s is named before anything is asked of the core', async (_name, file, says) => {
    const { beside } = await temporaryData();
    await mkdir(beside('folder'));
    const path = beside(file);
    const { result, calls } = await playCommand(['notify', 'a', '--attach', `report=${path}`]);
    const { message } = expectFailure(result, 'ATTACHMENT_UNREADABLE');
    expect(message).toContain(says);
    expect(message).toContain(path);
    expect(calls).toEqual([]);
  });

  it.each([
    ['no JSON', '{"id": "T1",\n"title": }', 'line 2'],
    ['half of it', '{"id": "T1",\n\n"title":\n', 'line 3'],
    ['an array', '[1]', 'JSON object'],
    ['a text', '"T1"', 'JSON object'],
    ['nothing', 'null', 'JSON object'],
  ])('data that is %s is refused, by its file', async (_name, text, says) => {
    const { beside } = await temporaryData();
    await writeFile(beside('data.json'), text);
    const { result } = await playCommand(['notify', 'a', '--data', beside('data.json')]);
    const { message } = expectFailure(result, 'INVALID_INPUT');
    expect(message).toContain(says);
    expect(message).toContain('data.json');
    expect(message, 'what is in the file stays there').not.toContain('T1');
  });

  it('so many files are refused that no message takes them', async () => {
    const { beside } = await temporaryData();
    const path = beside('a.txt');
    await writeFile(path, 'x');
    const args = Array.from({ length: 101 }, () => ['--attach', `a=${path}`]).flat();
    const { result } = await playCommand(['notify', 'a', ...args]);
    expect(expectFailure(result, 'INVALID_INPUT').message).toContain('100');
  });

  it('a notification’s file that is a folder is refused, by its name', async () => {
    const { beside } = await temporaryData();
    await mkdir(join(beside('n'), 'terms.pdf'), { recursive: true });
    await writeFile(join(beside('n'), 'a.json'), '{"name":"a","attachments":[{"file":"terms.pdf"}]}');
    const { result, calls } = await playCommand(['notifications', 'import', join(beside('n'), 'a.json')]);
    expect(expectFailure(result, 'ATTACHMENT_UNREADABLE').message).toContain('terms.pdf');
    expect(calls).toEqual([]);
  });
});
