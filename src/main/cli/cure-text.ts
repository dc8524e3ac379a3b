import { t } from '../../shared/catalogue/index.ts';
import type { Encryption } from '../../shared/delivery.ts';
import type { Cure } from '../../shared/result.ts';
import { changeLines, shellLine } from './shell-line.ts';

export type CureFacts = {
  readonly cures: readonly Cure[];
  /** How this program is called, word by word. */
  readonly program: readonly string[];
  readonly deliveryId: number;
  readonly encryption: Encryption | null;
  /** True when values were tested that are not saved: they would be missing from what is saved. */
  readonly unsaved: boolean;
  readonly platform?: NodeJS.Platform;
};

/** Gives what would mend a failed test, as lines to be typed, or in words where no such line is safe; empty when there is nothing. */
export function cureText({ cures, ...facts }: CureFacts): string {
  if (cures.length === 0) return '';
  const heading = facts.unsaved ? t('cli.cures.unsaved') : t('cli.cures');
  const lines = cures.flatMap(({ changes }, index) => [
    ...(index === 0 ? [] : [`  ${t('cli.cures.or')}`]),
    ...linesFor(changes, facts).map((line) => `  ${line}`),
  ]);
  return ['', heading, ...lines].join('\n');
}

function linesFor(changes: Cure['changes'], facts: Omit<CureFacts, 'cures'>): string[] {
  const { program, deliveryId, encryption, unsaved, platform = process.platform } = facts;
  const file = `certificate-${deliveryId}.pem`;
  const isPem = (value: string) => value.startsWith('-----BEGIN');
  const values = Object.entries(changes).map(([key, value]) => [key, isPem(value) ? `@${file}` : value]);
  const lines = changeLines(
    Object.fromEntries(values),
    (pairs) => (unsaved ? pairs.flatMap((pair) => ['--set', pair]) : [...program, 'settings', 'set', ...pairs]),
    platform,
  );
  if (!Object.values(changes).some(isPem)) return lines;
  const sha256 = encryption?.certificate.fingerprint256 ?? '';
  const heading = t('cli.cures.certificate', { sha256 });
  const save = shellLine([...program, 'log', 'certificate', String(deliveryId), file], platform);
  const [use, ...more] = lines;
  // On one line, so that a file that somebody has put there isn't taken when it can't be written.
  if (save !== undefined && use !== undefined && more.length === 0 && !unsaved && platform !== 'win32')
    return [heading, `${save} && ${use}`];
  return [heading, save ?? t('cli.cures.certificate.inWords', { id: deliveryId, file }), ...lines];
}
