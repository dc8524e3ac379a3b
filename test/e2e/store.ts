import { type Database, openDatabase } from '../../src/main/store/database.ts';

/** Opens a data folder's database beside the running service, as another process would. */
export function openStore(dataFolder: string): Database {
  const opened = openDatabase(dataFolder);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
