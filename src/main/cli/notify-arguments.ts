import { t } from '../../shared/catalogue/index.ts';
import { Refusal } from './outcome.ts';

/** A file that was named for a slot. */
export type NamedFile = { readonly slot: string; readonly path: string };

/**
 * Takes `KEY=VALUE` to the values so far. A value is taken as it is, whatever it begins with: it may come from anybody, and
 * must not make Postroom read a file.
 */
export function collectValue(text: string, values: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, key, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return { ...values, [key]: value };
  throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.notify.keyValue'), field: 'set' });
}

/** Takes `SLOT=FILE` to the files so far; a slot may have several. */
export function collectFile(text: string, files: readonly NamedFile[] = []): readonly NamedFile[] {
  const [, slot, path] = /^([^=\s]+)=(.+)$/s.exec(text) ?? [];
  if (slot !== undefined && path !== undefined) return [...files, { slot, path }];
  throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.notify.slotFile'), field: 'attach' });
}
