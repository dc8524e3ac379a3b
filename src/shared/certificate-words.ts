import { t } from './catalogue/index.ts';
import type { CertificateProblem } from './certificate.ts';

/** Gives the verdict on a certificate in a word or two: `valid`, or the first problem and how many more there are. */
export function certificateVerdict([first, ...others]: readonly CertificateProblem[]): string {
  if (first === undefined) return t('certificateWord.valid');
  const problem = t(`certificateWord.${first}`);
  return others.length === 0 ? problem : t('certificateWord.more', { problem, count: others.length });
}
