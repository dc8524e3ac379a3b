import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import type { WindowState } from '../../shared/bridge.ts';
import { bridge } from '../data/call.ts';

type WindowStateValue = {
  readonly state: WindowState;
  readonly update: (change: Partial<WindowState>) => void;
};

/** Dragging a border changes the state many times a second; it is stored when the hand rests. */
const STORE_AFTER_MS = 200;

const WindowStateContext = createContext<WindowStateValue | null>(null);

/** Keeps what the window remembers of itself, and has every change stored. */
export function WindowStateProvider({
  initial,
  children,
}: {
  readonly initial: WindowState;
  readonly children: ReactNode;
}) {
  const [state, setState] = useState(initial);
  const stored = useRef(initial);
  const update = (change: Partial<WindowState>) => setState((now) => ({ ...now, ...change }));
  useEffect(() => {
    if (stored.current === state) return;
    const timer = setTimeout(() => {
      stored.current = state;
      void bridge().windowState.save(state);
    }, STORE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return <WindowStateContext value={{ state, update }}>{children}</WindowStateContext>;
}

/** Gives what the window remembers of itself. */
export function useWindowState(): WindowStateValue {
  const value = use(WindowStateContext);
  if (value === null) throw new Error('useWindowState outside of WindowStateProvider');
  return value;
}
