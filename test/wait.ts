import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again every few milliseconds until there is an answer. Rejects when there is none in time. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { withinMs = 5000, everyMs = 10 }: { readonly withinMs?: number; readonly everyMs?: number } = {},
): Promise<T> {
  const end = Date.now() + withinMs;
  do {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(everyMs);
  } while (Date.now() < end);
  throw new Error(`Waited ${withinMs} ms in vain for ${what}.`);
}
