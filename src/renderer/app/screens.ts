import type { SentenceKey } from '../../shared/catalogue/index.ts';
import type { Service } from '../../shared/settings.ts';

export type ScreenId = 'settings' | 'notifications' | 'queue' | 'captured' | 'logs' | 'globalSettings';

export type Target = { readonly screen: ScreenId };

export const screenTitles = {
  settings: 'nav.settings',
  notifications: 'nav.emailNotifications',
  queue: 'nav.queue',
  captured: 'nav.captured',
  logs: 'nav.logs',
  globalSettings: 'nav.globalSettings',
} as const satisfies Record<ScreenId, SentenceKey>;

/** Gives the screen that was open last, as far as it is still there. */
export function screenFrom(remembered: string): ScreenId {
  return isScreen(remembered) ? remembered : 'settings';
}

function isScreen(text: string): text is ScreenId {
  return Object.hasOwn(screenTitles, text);
}

/** Captured Mail is there only while the capture server is the service. */
export function isThere(screen: ScreenId, service: Service): boolean {
  return screen !== 'captured' || service === 'capture';
}
