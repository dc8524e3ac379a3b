import { useSyncExternalStore } from 'react';
import type { WindowState } from '../../shared/bridge.ts';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

function onSystemChange(listener: () => void): () => void {
  systemIsDark.addEventListener('change', listener);
  return () => systemIsDark.removeEventListener('change', listener);
}

/** True when the window is to be dark: by choice, or because the system is. */
export function useDark(theme: WindowState['theme']): boolean {
  const system = useSyncExternalStore(onSystemChange, () => systemIsDark.matches);
  return theme === 'system' ? system : theme === 'dark';
}
