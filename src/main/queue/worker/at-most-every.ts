/** Calls `tell` at once, and after that at most every `everyMs` as long as there is something new to tell. */
export function atMostEvery(everyMs: number, tell: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const pass = () => {
    timer = undefined;
    if (!again) return;
    again = false;
    begin();
  };
  const begin = () => {
    tell();
    timer = setTimeout(pass, everyMs).unref();
  };
  return () => {
    if (timer === undefined) begin();
    else again = true;
  };
}
