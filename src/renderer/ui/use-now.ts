import { useSyncExternalStore } from 'react';

const EVERY_MS = 10_000;

let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = new Date();
    timer = setInterval(() => {
      now = new Date();
      for (const tell of listeners) tell();
    }, EVERY_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Gives the time of the window's one clock, so that “12 minutes ago” stays true and is the same wherever it stands. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}
