import { t } from '../shared/catalogue/index.ts';

// better-sqlite3's binaries need this Node-API level; on an older Node they crash the process without a word.
const LEAST = [22, 14] as const;

/** Gives a sentence when a version such as `20.1.0` is too old to go on with; undefined when it will do. */
export function nodeVersionProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return t('node.tooOld', { version, least: LEAST.join('.') });
}
