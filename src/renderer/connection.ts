/** How the window stands to Postroom: `lost` can't be reached, `refused` is reached but doesn't take this window's token. */
export type ConnectionState = 'connected' | 'lost' | 'refused';

/** The one place that knows whether Postroom answers. In Electron it always does. */
export type Connection = {
  readonly state: () => ConnectionState;
  readonly set: (state: ConnectionState) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

/** Gives a connection that counts as up until it is told otherwise. */
export function createConnection(): Connection {
  let current: ConnectionState = 'connected';
  const listeners = new Set<() => void>();
  return {
    state: () => current,
    set: (state) => {
      if (state === current) return;
      current = state;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
