import { t } from '../../shared/catalogue/index.ts';
import { onOneLine } from './text.ts';

/** What a shell takes as it is, wherever it stands. */
const PLAIN = /^[A-Za-z0-9_./:=@,+-]+$/;
/** PowerShell splits words at commas. */
const PLAIN_ON_WINDOWS = /^[A-Za-z0-9_./:=@+-]+$/;
/**
 * What a Windows shell acts on within quotation marks too: each has its own set, and nobody knows which one the line will be
 * typed into. For PowerShell, curly quotation marks are quotation marks.
 */
const ACTED_ON_BY_WINDOWS = /["$%&^!`“”„]/;

/**
 * Gives an argument as it is typed. Quoted, nothing in it means anything to a shell: in single quotes for those of POSIX, in
 * double ones on Windows. Undefined for what can't be typed safely: line breaks and other control characters, and on Windows
 * what its shells act on in spite of quotation marks.
 */
function typed(argument: string, platform: NodeJS.Platform): string | undefined {
  if (onOneLine(argument) !== argument) return undefined;
  if (platform !== 'win32') return PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
  if (ACTED_ON_BY_WINDOWS.test(argument)) return undefined;
  return PLAIN_ON_WINDOWS.test(argument) ? argument : `"${argument.replace(/\\+$/, '$&$&')}"`;
}

/** Gives a whole line to be typed; undefined when a part of it can't be typed safely. */
export function shellLine(words: readonly string[], platform: NodeJS.Platform = process.platform): string | undefined {
  const line = words.map((word) => typed(word, platform));
  return line.includes(undefined) ? undefined : line.join(' ');
}

/**
 * Gives changes of settings as a line to be typed, or in words, a sentence for each, where no such line is safe.
 *
 * @param wordsFor gives the line's words from `KEY=VALUE` pairs
 */
export function changeLines(
  changes: Readonly<Record<string, string>>,
  wordsFor: (pairs: readonly string[]) => readonly string[],
  platform: NodeJS.Platform = process.platform,
): string[] {
  const line = shellLine(wordsFor(Object.entries(changes).map(([key, value]) => `${key}=${value}`)), platform);
  if (line !== undefined) return [line];
  return Object.entries(changes).map(([key, value]) => t('cli.change.inWords', { key, value: onOneLine(value) }));
}
