import { t } from '../../shared/catalogue/index.ts';
import type { Encryption } from '../../shared/delivery.ts';
import type { Cure } from '../../shared/result.ts';
import { shellLine, typed } from './shell-line.ts';

export type CureFacts = {
  readonly cures: readonly Cure[];
  /** How this program is called. */
  readonly program: string;
  readonly deliveryId: number;
  readonly encryption: Encryption | null;
  /** True when values were tested that are not saved: they would be missing from what is saved. */
  readonly unsaved: boolean;
};

/** Gives what would mend a failed test, as lines to be typed; empty when there is nothing. */
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
  const { program, deliveryId, encryption, unsaved } = facts;
  const file = `certificate-${deliveryId}.pem`;
  const isPem = (value: string) => value.startsWith('-----BEGIN');
  const pairs = Object.entries(changes).map(([key, value]) => `${key}=${isPem(value) ? `@${file}` : value}`);
  const line = unsaved
    ? pairs.map((pair) => `--set ${typed(pair)}`).join(' ')
    : shellLine(program, ['settings', 'set', ...pairs]);
  if (!Object.values(changes).some(isPem)) return [line];
  const sha256 = encryption?.certificate.fingerprint256 ?? '';
  return [
    t('cli.cures.certificate', { sha256 }),
    shellLine(program, ['log', 'certificate', String(deliveryId), file]),
    line,
  ];
}
