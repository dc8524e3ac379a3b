import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { exitCodeOfFailure } from '../../src/main/cli/exit-codes.ts';
import { failureCodes } from '../../src/shared/result.ts';
import { type Data, onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

/** Every command that opens the data folder, each in one of its forms. */
const commands = [
  ['settings', 'show'],
  ['settings', 'set', 'smtp.port=26'],
  ['settings', 'export', '-'],
  ['test', '--to', 'a@recipient.test'],
  ['log', 'list'],
  ['captured', 'show', '1'],
];

async function databaseWith(data: Data, statements: string): Promise<string> {
  await mkdir(data.folder, { recursive: true });
  const file = join(data.folder, 'postroom.db');
  const database = new Sqlite(file);
  database.exec(statements);
  database.close();
  return file;
}

describe('a data folder that can’t be used', () => {
  it.each(commands.map((command) => [command]))('ends %j with 3 and one line, or one JSON object', async (command) => {
    const data = await temporaryData();
    // Not even root can make a folder in a file.
    await writeFile(data.folder, '');
    const human = await data.run(command);
    expect(human.exitCode).toBe(3);
    expect(sentenceOf(human)).toContain(data.folder);
    const end = await data.run([...command, '--json']);
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([3, 'STORAGE_UNAVAILABLE']);
  });

  it('because it is another program’s is left as it was', async () => {
    const data = await temporaryData();
    const file = await databaseWith(data, "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x');");
    const before = await readFile(file);
    const end = await data.run(['settings', 'show', '--json']);
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([3, 'STORAGE_UNAVAILABLE']);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('because a newer version wrote it is left as it was', async () => {
    const data = await temporaryData();
    await data.run(['settings', 'show']);
    const file = await databaseWith(data, 'PRAGMA user_version = 9999');
    const before = await readFile(file);
    const end = await data.run(['settings', 'show', '--json']);
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([3, 'STORAGE_FROM_NEWER_VERSION']);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('because it is no database is left as it was', async () => {
    const data = await temporaryData();
    await mkdir(data.folder);
    const file = join(data.folder, 'postroom.db');
    await writeFile(file, 'this is a text file\n'.repeat(500));
    const end = await data.run(['settings', 'show', '--json']);
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([3, 'STORAGE_UNAVAILABLE']);
    expect(await readFile(file, 'utf8')).toBe('this is a text file\n'.repeat(500));
  });
});

it('a password that can’t be read any more ends a test with 3', async () => {
  const data = await temporaryData();
  await data.run(['settings', 'password'], { input: 'secret\n' });
  await writeFile(join(data.folder, 'vault.key'), Buffer.alloc(32));
  const settings = ['service=smtp', 'smtp.host=127.0.0.1', 'smtp.authentication=true', 'smtp.username=a@sender.test'];
  await data.run(['settings', 'set', ...settings]);
  const end = await data.run(['test', '--to', 'a@recipient.test', '--json']);
  expect([end.exitCode, onlyJson(end).error?.code]).toEqual([3, 'SECRET_UNREADABLE']);
});

it('only what is said about usage and storage has an exit code of its own', () => {
  const withCode = (code: number) => failureCodes.filter((each) => exitCodeOfFailure[each] === code);
  const usage = [
    'ATTACHMENTS_TOO_LARGE',
    'ATTACHMENT_MISSING',
    'ATTACHMENT_UNREADABLE',
    'TEMPLATE_INVALID',
    'PLACEHOLDER_UNKNOWN',
    'RECIPIENT_MISSING',
    'NOTIFICATION_DISABLED',
    'NOTIFICATION_CONFLICT',
    'TOKEN_INVALID',
    'INVALID_INPUT',
    'NOT_FOUND',
    'SETTINGS_CONFLICT',
  ];
  expect(withCode(2).toSorted()).toEqual(usage.toSorted());
  expect(withCode(3)).toEqual(['SECRET_UNREADABLE', 'STORAGE_UNAVAILABLE', 'STORAGE_FROM_NEWER_VERSION']);
  expect(withCode(1)).toHaveLength(failureCodes.length - usage.length - 3);
});
