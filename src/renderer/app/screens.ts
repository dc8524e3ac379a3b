import type { SentenceKey } from '../../shared/catalogue/index.ts';
import type { Service } from '../../shared/settings.ts';

export type ScreenId = 'settings' | 'captured' | 'logs';

export type Target = { readonly screen: ScreenId };

export const screenTitles = {
  settings: 'nav.settings',
  captured: 'nav.captured',
  logs: 'nav.logs',
} as const satisfies Record<ScreenId, SentenceKey>;

/** Gives the screen that was open last, as far as it is still there. */
export function screenFrom(remembered: string): ScreenId {
  return remembered === 'logs' || remembered === 'captured' ? remembered : 'settings';
}

/** Captured Mail is there only while the capture server is the service. */
export function isThere(screen: ScreenId, service: Service): boolean {
  return screen !== 'captured' || service === 'capture';
}
