// What the terminal sends for one key comes at once, or nearly so over a slow line; a person's next key comes later.
const ONE_KEY_MS = 100;

const ESCAPE = '\x1b';
const BELL = '\x07';

type State = 'text' | 'escape' | 'sequence' | 'last' | 'string';

/**
 * Makes a filter that takes what a terminal sends, piece by piece, and leaves out the escape sequences (ECMA-48 section 5.4)
 * of arrow keys, function keys and the like, and of a key together with Alt. `now` gives milliseconds.
 */
export function dropEscapeSequences(now: () => number = () => performance.now()): (piece: string) => string {
  let state: State = 'text';
  let last = 0;
  return (piece) => {
    // The Escape key alone sends the beginning of a sequence, and no more.
    if (now() - last > ONE_KEY_MS) state = 'text';
    let kept = '';
    for (const character of piece) {
      const before = state;
      state = next(before, character);
      if (state === 'text' && (before === 'text' || !ends(before, character))) kept += character;
    }
    last = now();
    return kept;
  };
}

function next(state: State, character: string): State {
  if (character === ESCAPE) return 'escape';
  // Whatever can't be part of a sequence breaks it off: Enter and Ctrl+C work at any time.
  if (state === 'text' || isControl(character)) return 'text';
  if (state === 'string') return 'string';
  if (state === 'escape') {
    if (character === '[') return 'sequence';
    if (character === 'O') return 'last';
    return 'PX]^_'.includes(character) ? 'string' : 'text';
  }
  // The Linux console sends ESC [ [ A for F1.
  if (state === 'sequence' && character === '[') return 'last';
  if (state === 'sequence' && character >= ' ' && character <= '?') return 'sequence';
  return state === 'last' && character >= '0' && character <= '9' ? 'last' : 'text';
}

/** Says whether a character that leads back to text is the last one of its sequence, and not the first one after it. */
function ends(state: State, character: string): boolean {
  if (state === 'string') return character === BELL;
  if (isControl(character)) return false;
  return state === 'escape' || (character >= '@' && character <= '~');
}

function isControl(character: string): boolean {
  return character < ' ' || character === '\x7f';
}
