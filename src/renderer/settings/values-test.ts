import type { DeliveryStatus } from '../../shared/delivery.ts';
import { formKeys, type SettingsForm } from './settings-form.ts';

/** What the last test of values in the fields came to, in this window. */
export type ValuesTest = {
  readonly status: DeliveryStatus;
  /** True when it was sent, though not to all of the recipients. */
  readonly inPart: boolean;
  readonly at: string;
  /** The values that were tested, as `valuesIn` gives them. */
  readonly values: string;
};

/** Gives all that is in the fields as one text, for comparing. Spaces around what isn't secret don't count. */
export function valuesIn({ settings, ...secrets }: SettingsForm): string {
  const texts = formKeys.map((key) => {
    const value = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], settings);
    return String(value).trim();
  });
  const { password, removePassword, clientKeyPassphrase, removeClientKeyPassphrase } = secrets;
  return JSON.stringify([texts, password, removePassword, clientKeyPassphrase, removeClientKeyPassphrase]);
}
