import { useEffect, useRef } from 'react';

/**
 * Gives a function that has something read again. Events come faster than they need to be followed: while one reading is under
 * way, all that come meanwhile are one, which is followed after it.
 */
export function useCoalesced(read: () => Promise<unknown>): () => void {
  const reading = useRef<'no' | 'yes' | 'again'>('no');
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  const run = async () => {
    try {
      do {
        reading.current = 'yes';
        await latest.current();
      } while ((reading.current as string) === 'again');
    } finally {
      reading.current = 'no';
    }
  };
  return () => {
    if (reading.current === 'no') void run();
    else reading.current = 'again';
  };
}
