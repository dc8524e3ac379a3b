import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../src/main/app.ts';
import type { FailureCode } from '../../src/shared/result.ts';
import { expectFailure, openAppForFile } from '../app-under-test.ts';
import { runCommand } from '../command-line.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

describe('a database that Postroom must not touch', () => {
  const cases: readonly [what: string, code: FailureCode, make: (file: string) => Promise<void> | void][] = [
    ['another program’s', 'STORAGE_UNAVAILABLE', (file) => makeForeign(file, 'DELETE')],
    ['another program’s, written to by journal', 'STORAGE_UNAVAILABLE', makeForeignWithJournal],
    ['a newer Postroom’s', 'STORAGE_FROM_NEWER_VERSION', makeNewer],
    ['garbage', 'STORAGE_UNAVAILABLE', (file) => writeFile(file, Buffer.alloc(8192, 'no database '))],
    ['an SQLite file cut short', 'STORAGE_UNAVAILABLE', makeCutShort],
  ];

  test.for(cases)('%s is left byte for byte as it was', async ([, code, make]) => {
    const folder = await temporaryFolder();
    await make(join(folder, 'postroom.db'));
    await chmod(folder, 0o755);
    const before = await snapshot(folder);

    const error = expectFailure(await openApp({ dataFolder: folder, vault: 'file' }), code);
    expect(error.message).toContain(folder);
    expect(error.help).toMatch(/\S/);
    expect(await snapshot(folder)).toEqual(before);

    const { exitCode, json } = await runCommand(folder, ['--json', 'settings', 'show']);
    expect(exitCode).toBe(3);
    expect(json().error?.code).toBe(code);
    expect(await snapshot(folder)).toEqual(before);
  });

  test('an empty file is taken for a new database', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'postroom.db'), '');
    const { close, app } = await openAppForFile({ dataFolder: folder });
    onTestFinished(close);
    expect((await app.dispatch('settings.get', {})).ok).toBe(true);
  });
});

describe('a data folder that can’t be used', () => {
  const nobody = { uid: 65_534, gid: 65_534 };
  // Modes don’t bind root, who has to become somebody else for this.
  const asUser = process.getuid?.() === 0 ? { user: nobody } : {};

  test('one that is a file', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'file');
    await writeFile(file, 'not a folder');
    expectFailure(await openApp({ dataFolder: file, vault: 'file' }), 'STORAGE_UNAVAILABLE');
    expect(await readFile(file, 'utf8')).toBe('not a folder');
  });

  test('one that can’t be made', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    expectFailure(await openApp({ dataFolder: join(folder, 'file', 'data'), vault: 'file' }), 'STORAGE_UNAVAILABLE');
  });

  test.for([
    ['a folder that is read-only', 0o555],
    ['a folder that can’t be looked into', 0o000],
  ] as const)('%s is told, with the folder’s name', async ([, mode], { skip }) => {
    skip(process.platform === 'win32', 'Windows has no such modes');
    const parent = await temporaryFolder();
    await chmod(parent, 0o755);
    const folder = join(parent, 'data');
    await mkdir(folder);
    await chmod(folder, mode);
    const { exitCode, json } = await runCommand(folder, ['--json', 'settings', 'show'], asUser);
    await chmod(folder, 0o755);
    expect(exitCode).toBe(3);
    expect(json().error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', message: expect.stringContaining(folder) });
    expect(await readdir(folder)).toEqual([]);
  });

  test('a database of somebody else’s is told, and stays as it is', async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'needs a second user, so it is for root');
    const folder = await temporaryFolder();
    await (await openAppForFile({ dataFolder: folder })).close();
    await chmod(folder, 0o755);
    const before = await snapshot(folder);
    const { exitCode, json } = await runCommand(folder, ['--json', 'test', '--to', 'a@recipient.test'], {
      user: nobody,
    });
    expect(exitCode).toBe(3);
    expect(json().error?.code).toBe('STORAGE_UNAVAILABLE');
    expect(await snapshot(folder)).toEqual(before);
  });
});

async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder('storage');
  onTestFinished(folder.remove);
  return folder.path;
}

function makeForeign(file: string, journal: 'DELETE' | 'WAL'): void {
  const database = new Sqlite(file);
  database.pragma(`journal_mode = ${journal}`);
  database.exec("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('keep me')");
  database.close();
}

/** A database whose last changes are still in its journal, as a program that was killed leaves it. */
async function makeForeignWithJournal(file: string): Promise<void> {
  const living = `${file}.living`;
  const database = new Sqlite(living);
  database.pragma('journal_mode = WAL');
  database.exec("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('keep me')");
  await copyFile(living, file);
  await copyFile(`${living}-wal`, `${file}-wal`);
  database.close();
  await rm(living);
}

async function makeNewer(file: string): Promise<void> {
  await (await openAppForFile({ dataFolder: join(file, '..') })).close();
  const database = new Sqlite(file);
  database.pragma('user_version = 9999');
  database.close();
}

async function makeCutShort(file: string): Promise<void> {
  makeForeign(file, 'DELETE');
  await writeFile(file, (await readFile(file)).subarray(0, 5000));
}

/** Every file with its bytes and its mode, and the folder's own mode. */
async function snapshot(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = { '.': (await stat(folder)).mode.toString(8) };
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const entry = await stat(path);
    const content = entry.isDirectory() ? await readdir(path) : (await readFile(path)).toString('base64');
    found[name] = `${entry.mode.toString(8)} ${content}`;
  }
  return found;
}
