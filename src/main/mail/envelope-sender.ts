import { parseMailbox } from '../../shared/address.ts';
import type { SettingsDraft } from '../../shared/settings.ts';

/** Gives where bounces go: the address that the settings name, or the one in From. `from` is empty when there is none. */
export function envelopeSender({ service, smtp }: SettingsDraft, from: string): string {
  const chosen = parseMailbox(smtp.envelopeSender);
  return service === 'smtp' && chosen.ok ? chosen.value.address : from;
}
