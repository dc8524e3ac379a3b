import { useEffect, useState } from 'react';

const SHOWN_MS = 8_000;
/** So long, what changes belongs to what the sentence tells of. */
const SETTLED_MS = 1_500;

/**
 * Gives a sentence about what has just been done for as long as it is news: it goes after some seconds, and as soon as
 * something else has come of it.
 *
 * @param circumstances what it tells of, as text: once they are others, it is no longer true
 */
export function usePassing(sentence: string, circumstances: string): string {
  const [told, setTold] = useState({ sentence, since: 0, circumstances, over: false });
  if (told.sentence !== sentence) setTold({ sentence, since: Date.now(), circumstances, over: false });
  else if (told.circumstances !== circumstances)
    setTold({ ...told, circumstances, over: told.over || Date.now() - told.since > SETTLED_MS });
  useEffect(() => {
    if (told.sentence === '') return;
    const timer = setTimeout(() => setTold((known) => ({ ...known, over: true })), told.since + SHOWN_MS - Date.now());
    return () => clearTimeout(timer);
  }, [told.sentence, told.since]);
  return told.sentence === sentence && !told.over ? sentence : '';
}
