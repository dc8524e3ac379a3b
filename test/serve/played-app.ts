import type { App, EventListener } from '../../src/main/app.ts';
import type { Dispatch } from '../../src/shared/contract.ts';
import { succeed } from '../../src/shared/result.ts';

/** The one API token that a played app knows. */
export const tokenOfTests = `prm_${'a'.repeat(43)}`;

export type PlayedApp = {
  readonly app: App;
  readonly emit: EventListener;
  readonly listeners: () => number;
};

/** An app whose answers and events the test plays itself: for what can't be brought about in a real one at will. */
export function playApp(dispatch: Dispatch = async () => succeed({})): PlayedApp {
  const listeners = new Set<EventListener>();
  return {
    app: {
      dispatch,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      verifyToken: (token) => succeed(token === tokenOfTests ? { id: 1, name: 'ticket system' } : undefined),
      close: async () => {},
    },
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload);
    },
    listeners: () => listeners.size,
  };
}
