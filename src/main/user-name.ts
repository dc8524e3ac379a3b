import { userInfo } from 'node:os';
import { t } from '../shared/catalogue/index.ts';

/** Gives who did something: as the door names them, or, left out or blank, the user that the process runs as. */
export function userName(given: string | undefined): string {
  if (given !== undefined && given.trim() !== '') return given;
  try {
    return userInfo().username;
  } catch {
    // A process may run under a number that the system has no name for.
    return t('queueNote.somebody');
  }
}
