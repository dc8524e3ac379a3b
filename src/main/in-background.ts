/**
 * Makes work fit for a timer: what it throws ends neither the timer nor the process. A database that is busy or full now may
 * not be the next time; `unexpected` writes down whatever is a bug.
 */
export function inBackground(work: () => void, unexpected: (error: unknown) => unknown): () => void {
  return () => {
    try {
      work();
    } catch (error) {
      unexpected(error);
    }
  };
}
