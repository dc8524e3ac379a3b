import type { Bridge, WindowState } from '../shared/bridge.ts';
import { windowStateSchema } from '../shared/bridge.ts';
import { t } from '../shared/catalogue/index.ts';
import type { Input, OperationName, Output } from '../shared/contract.ts';
import { type Failure, fail, type Result } from '../shared/result.ts';
import { followEvents } from './bridge-events.ts';
import { currentToken, takeTokenFromAddress } from './bridge-token.ts';
import type { Connection } from './connection.ts';

const WINDOW_STATE = 'postroom-window';

/** Gives the Bridge of a window that runs in a browser: the local service's operations and events over HTTP. */
export function createHttpBridge(connection: Connection): Bridge {
  takeTokenFromAddress();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  followEvents(connection, (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  });

  const invoke = async <N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> => {
    try {
      const response = await fetch(`/api/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${currentToken()}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      if (response.status === 401) {
        connection.set('refused');
        return fail(unreachable());
      }
      const body: unknown = await response.json();
      return isResult(body) ? (body as Result<Output<N>>) : fail(unreachable());
    } catch {
      connection.set('lost');
      return fail(unreachable());
    }
  };

  return {
    invoke,
    subscribe: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => known.delete(listener);
    },
    windowState: {
      load: async () => windowStateSchema.parse(storedWindowState()),
      save: async (state) => localStorage.setItem(WINDOW_STATE, JSON.stringify(state)),
    },
  };
}

function unreachable(): Failure {
  return { code: 'SERVICE_UNREACHABLE', message: t('connection.lost.title'), help: t('connection.lost.help') };
}

function isResult(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'ok' in body && typeof body.ok === 'boolean';
}

function storedWindowState(): Partial<WindowState> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(WINDOW_STATE) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
