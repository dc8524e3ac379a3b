/** Does something with each item, several at a time, and gives what came of it in the items' order. */
export async function inParallel<T, R>(
  items: readonly T[],
  atATime: number,
  act: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    // All workers take from the same iterator.
    for (const [index, item] of waiting) results[index] = await act(item);
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
