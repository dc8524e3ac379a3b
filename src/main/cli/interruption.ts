const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// npm passes on to its scripts a Ctrl+C that the terminal has already given them: two signals for one key.
const SAME_KEY_MS = 500;

/**
 * Calls back once on Ctrl+C, on a request to end, or when the terminal goes away. A second one later on ends the process
 * at once, with 130, as shells expect. Gives a function that stops listening.
 */
export function onInterruption(callback: () => void): () => void {
  let first: number | undefined;
  const listener = () => {
    if (first === undefined) {
      first = Date.now();
      callback();
    } else if (Date.now() - first > SAME_KEY_MS) {
      process.exit(130);
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
