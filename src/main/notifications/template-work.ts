/** What filling one notification may do, in nanoseconds or so of a slow machine. Counted, not timed: the same template with the same values always ends the same way. */
const MOST_WORK = 50_000_000;
/** Characters that a filled text may have. */
export const OUTPUT_LIMIT = 2_000_000;
/** Of a list that a template works with. */
export const ITEM_LIMIT = 10_000;

const PER_STEP = 2_500;
const PER_ITEM = 700;
const PER_CHARACTER = 1;
/** Per name in a path. */
const PER_NAME = 100;
/** Per character of a path that is read. */
const PER_PATH_CHARACTER = 30;
const PER_DATE = 5_000;
const PER_TIME_ZONE = 100_000;
/** Days and months are named by rules of a language, which are looked up each time. */
const PER_NAME_IN_DATE = 60_000;
const PER_FIELD_OF_DATE = 3_000;
/** In a filter, which goes through the text once or several times. */
const PER_FILTERED = 5;
const PER_SLOWLY_FILTERED = 30;
const PER_ESCAPED = 15;

export type Excess = 'work' | 'output' | 'items' | 'path';

/** Thrown through liquidjs, which keeps it as the original of its own error. */
export class TooMuch extends Error {
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`Too much ${excess}.`);
    this.excess = excess;
  }
}

/** Counts the work of filling templates and ends it when it is too much. */
export type Work = {
  /** A tag, an output or a piece of text. */
  readonly step: () => void;
  readonly characters: (count: number) => void;
  readonly items: (count: number) => void;
  readonly escaped: (text: string) => void;
  /** Counts all that is in a value, as often as it is in there. `slowly`: a filter looks at each character by itself. */
  readonly value: (value: unknown, slowly?: boolean) => void;
  /** Looking for a text in another one takes their lengths multiplied at worst. */
  readonly search: (text: string, wanted: string) => void;
  /** Finding a value by so many names in each other. */
  readonly names: (count: number) => void;
  /** Reading a path once for each of a list's items. */
  readonly path: (path: string, items: number) => void;
  /** Writing a time in a format of strftime. */
  readonly date: (format: string, inTimeZone: boolean) => void;
  /** Set while a filter runs: it counts characters and items alike. */
  insideFilter: boolean;
};

export function createWork(): Work {
  let left = MOST_WORK;

  function spend(cost: number): void {
    left -= cost;
    if (!(left >= 0)) throw new TooMuch('work');
  }

  function weigh(value: unknown, perCharacter: number, depth: number): void {
    if (typeof value !== 'object' || value === null) {
      spend(perCharacter * (typeof value === 'string' ? value.length : 1));
      return;
    }
    // Deeper than JSON.parse and zod let values be; lists within lists can be made by filters.
    if (depth > 200) throw new TooMuch('work');
    const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (items.length > ITEM_LIMIT) throw new TooMuch('items');
    spend((items.length + 1) * PER_ITEM);
    for (const item of items) weigh(item, perCharacter, depth + 1);
  }

  return {
    step: () => spend(PER_STEP),
    // A filter may expect to write less than nothing.
    characters: (count) => spend(Math.max(count, 0) * PER_CHARACTER),
    items: (count) => {
      if (!(count <= ITEM_LIMIT)) throw new TooMuch('items');
      spend(Math.max(count, 0) * PER_ITEM);
    },
    escaped: (text) => spend(text.length * PER_ESCAPED),
    value: (value, slowly = false) => weigh(value, slowly ? PER_SLOWLY_FILTERED : PER_FILTERED, 0),
    search: (text, wanted) => spend((text.length * wanted.length) / 2),
    names: (count) => spend(count * PER_NAME),
    path: (path, items) => spend(path.length * items * PER_PATH_CHARACTER),
    date: (format, inTimeZone) => {
      const fields = format.split('%').length - 1;
      const named = format.match(/%[^%A-Za-z]*[ABabhZ]/g)?.length ?? 0;
      spend(PER_DATE + format.length * PER_SLOWLY_FILTERED + (inTimeZone ? PER_TIME_ZONE : 0));
      spend(fields * PER_FIELD_OF_DATE + named * PER_NAME_IN_DATE);
    },
    insideFilter: false,
  };
}
