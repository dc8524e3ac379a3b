import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { expectValue } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** Opens a database of its own, which is closed and removed when the test has finished. */
export async function openTestDatabase(): Promise<{ readonly database: Database; readonly folder: string }> {
  const folder = await makeTemporaryFolder('tokens');
  const database = expectValue(openDatabase(folder.path));
  onTestFinished(async () => {
    database.close();
    await folder.remove();
  });
  return { database, folder: folder.path };
}
