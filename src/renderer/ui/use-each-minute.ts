import { useEffect, useReducer } from 'react';

/** Renders the component again each minute, so that "12 minutes ago" stays true. */
export function useEachMinute(): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(again, 60_000);
    return () => clearInterval(timer);
  }, []);
}
