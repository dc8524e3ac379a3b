import { t } from '../../shared/catalogue/index.ts';
import type { Failure } from '../../shared/result.ts';

type Sized = { readonly name: string; readonly sizeBytes: number };

const NAMED = 5;
const MEGABYTE = 1_048_576;

/** Gives what files come to together, in bytes before they are encoded. */
export function totalBytes(files: readonly Sized[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** The failure of files that have more than `limitBytes` together: with limit, total and the largest of them. */
export function tooLarge(files: readonly Sized[], limitBytes: number): Failure {
  const total = totalBytes(files);
  const largest = files
    .map(({ name, sizeBytes }) => ({ name, sizeBytes }))
    .sort((one, other) => other.sizeBytes - one.sizeBytes)
    .slice(0, NAMED);
  const names = largest.map(({ name, sizeBytes }) => t('action.tooLarge.file', { name, bytes: inFull(sizeBytes) }));
  return {
    code: 'ATTACHMENTS_TOO_LARGE',
    field: 'attachments',
    message: t('action.tooLarge', {
      total: inFull(total),
      limit: inFull(limitBytes),
      megabytes: limitBytes / MEGABYTE,
      files: new Intl.ListFormat('en', { type: 'unit' }).format(names),
    }),
    help: t('action.tooLarge.help'),
    attachments: { limitBytes, totalBytes: total, largest },
  };
}

/** In full: at the limit, one byte counts. */
function inFull(bytes: number): string {
  return bytes.toLocaleString('en');
}
