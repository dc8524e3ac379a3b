import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createTraces } from '../../src/main/attachments/traces.ts';
import { type Database, emptyWriteAheadLog, openDatabase } from '../../src/main/store/database.ts';
import { expectValue } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

let folder: string;
let database: Database;
beforeEach(async () => {
  const temporary = await makeTemporaryFolder('write-ahead');
  folder = temporary.path;
  database = open();
  onTestFinished(temporary.remove);
  database.exec("CREATE TABLE secrets (word TEXT); INSERT INTO secrets VALUES ('tell-nobody')");
});
afterEach(() => {
  vi.useRealTimers();
});

function open(): Database {
  const opened = expectValue(openDatabase(folder));
  onTestFinished(() => void opened.close());
  return opened;
}

const log = () => join(folder, 'postroom.db-wal');
const isReadable = () =>
  [join(folder, 'postroom.db'), log()].some((file) => readFileSync(file).includes('tell-nobody'));

test('what was deleted can be read in no file once the write-ahead log is emptied', () => {
  database.exec('DELETE FROM secrets');
  expect(isReadable()).toBe(true);
  expect(emptyWriteAheadLog(database)).toBe(true);
  expect(isReadable()).toBe(false);
  expect(statSync(log()).size).toBe(0);
});

test('it isn’t emptied, nor waited for, while another process reads or writes, and can be afterwards', () => {
  const other = open();
  for (const begin of ['BEGIN; SELECT count(*) FROM secrets', 'BEGIN IMMEDIATE']) {
    database.exec("INSERT INTO secrets VALUES ('more')");
    other.exec(begin);
    if (!begin.endsWith('IMMEDIATE')) database.exec('DELETE FROM secrets');
    expect(emptyWriteAheadLog(database)).toBe(false);
    other.exec('COMMIT');
    expect(emptyWriteAheadLog(database)).toBe(true);
  }
});

test('it is emptied half a minute after something was forgotten, and at the end', async () => {
  vi.useFakeTimers();
  let releases = 0;
  const attachments = { release: async () => ++releases };
  const traces = createTraces({ database, attachments, unexpected: (error) => expect.fail(String(error)) });
  database.exec('DELETE FROM secrets');
  traces.mayRemain();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(releases).toBe(1);
  traces.mayRemain();
  await vi.advanceTimersByTimeAsync(29_500);
  expect(isReadable()).toBe(false);
  database.exec("INSERT INTO secrets VALUES ('tell-nobody'); DELETE FROM secrets");
  await traces.close();
  expect(isReadable()).toBe(false);
  expect(releases).toBe(3);
});
