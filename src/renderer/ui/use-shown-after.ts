import { useEffect, useState } from 'react';

/** What takes longer than this shows that it is under way. */
const PATIENCE_MS = 200;

/** True once `waiting` has lasted for 200 ms, so that what is quick doesn't flicker. */
export function useShownAfter(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return waiting && late;
}
