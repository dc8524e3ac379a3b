import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { expectFailure, expectValue, openAppUnderTest } from '../app-under-test.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';

test('a database that another program holds is told after a wait, connects nothing, and is used again when it is free', async () => {
  const server = await startScripted(answering({}));
  onTestFinished(server.close);
  const postroom = await openAppUnderTest();
  // The first look at the settings makes their first revision.
  expectValue(await postroom.app.dispatch('settings.get', {}));
  const other = new Sqlite(join(postroom.dataFolder, 'postroom.db'));
  other.exec('BEGIN IMMEDIATE');
  expectFailure(await postroom.test({ 'smtp.port': server.port }), 'STORAGE_UNAVAILABLE');
  // Reading goes on: WAL keeps readers and a writer apart.
  expectValue(await postroom.app.dispatch('settings.get', {}));
  expect(server.connections()).toBe(0);
  other.exec('ROLLBACK');
  other.close();
  expect(expectValue(await postroom.test({ 'smtp.port': server.port })).status).toBe('sent');
});
