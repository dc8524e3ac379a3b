import { t } from '../../shared/catalogue/index.ts';
import type { Step, StepName, StepProgress, TranscriptLine } from '../../shared/delivery.ts';
import { escapeControlCharacters } from '../control-characters.ts';
import { MASK, type Redactor } from './redactor.ts';

/** Characters that a transcript keeps; a server that talks without end fills no memory. */
const TRANSCRIPT_LIMIT = 256 * 1024;
const SHORTEST_HIDDEN = 16;

/**
 * Records a session as it goes: its steps with their times, and its transcript. What a server said is redacted here, so that
 * nothing secret gets any further; who hands in a client's line has masked its sign-in.
 */
export class SessionObserver {
  readonly #now: () => number;
  readonly #started: number;
  readonly #report: (index: number, step: StepProgress) => void;
  readonly #steps: Step[] = [];
  readonly #lines: TranscriptLine[] = [];
  #transcriptSize = 0;
  readonly #hidden: string[] = [];
  #running: { step: StepName; startedMs: number } | undefined;
  readonly redact: Redactor;

  /**
   * @param now monotonic clock in milliseconds
   * @param report told when a step begins, and again with the same index when it ends
   */
  constructor(now: () => number, redact: Redactor, report: (index: number, step: StepProgress) => void) {
    this.#now = now;
    this.#started = now();
    this.#report = report;
    this.redact = (text) => redact(this.#hidden.reduce((rest, each) => rest.replaceAll(each, MASK), text));
  }

  get elapsedMs(): number {
    return round(this.#now() - this.#started);
  }

  get running(): StepName | undefined {
    return this.#running?.step;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get transcript(): readonly TranscriptLine[] {
    return this.#lines;
  }

  /** Masks a line of a sign-in from here on, wherever it is said again; a short one would be found in other words. */
  hide(line: string): void {
    if (line.length >= SHORTEST_HIDDEN) this.#hidden.push(line);
  }

  /** Begins a step. One that is still running ends well: the next one could not have begun otherwise. */
  begin(step: StepName): void {
    if (this.#running !== undefined) this.end('ok', '');
    this.#running = { step, startedMs: this.elapsedMs };
    this.#report(this.#steps.length, { step, status: 'running', startedMs: this.elapsedMs, durationMs: 0, detail: '' });
  }

  /** Ends the running step; does nothing when none is running. */
  end(status: 'ok' | 'failed', detail: string): void {
    if (this.#running === undefined) return;
    const { step, startedMs } = this.#running;
    this.#running = undefined;
    const durationMs = round(this.elapsedMs - startedMs);
    this.#add({ step, status, startedMs, durationMs, detail: this.redact(detail) });
  }

  /** Adds steps that were not reached. */
  skip(steps: readonly StepName[]): void {
    for (const step of steps) {
      this.#add({ step, status: 'skipped', startedMs: this.elapsedMs, durationMs: 0, detail: '' });
    }
  }

  /** Adds a line to the transcript; past the limit only one more is kept, which says so. */
  record(from: TranscriptLine['from'], text: string): void {
    if (this.#transcriptSize > TRANSCRIPT_LIMIT) return;
    // What Postroom itself says is no secret, and masking parts of it would give a short password away.
    const line = from === 'server' ? this.redact(text) : escapeControlCharacters(text);
    this.#transcriptSize += line.length;
    this.#lines.push({ from, atMs: this.elapsedMs, text: line });
    if (this.#transcriptSize > TRANSCRIPT_LIMIT) {
      this.#lines.push({ from: 'note', atMs: this.elapsedMs, text: t('session.transcriptCut') });
    }
  }

  #add(step: Step): void {
    this.#steps.push(step);
    this.#report(this.#steps.length - 1, step);
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
