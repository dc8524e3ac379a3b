import { t } from './catalogue/index.ts';
import type { ProbedPort } from './probe.ts';

/** Gives how a probed port can be encrypted, or why it is of no use. */
export function connectionWords({ state, tls, encryption }: ProbedPort): string {
  if (state !== 'open' || tls === null) return t(`probe.state.${state}`);
  if (tls === 'none') return t('encryption.not');
  const way = tls === 'implicit' ? t('security.tls') : t('security.starttls');
  return encryption === null ? way : t('probe.connection', { tls: way, version: encryption.protocol });
}
