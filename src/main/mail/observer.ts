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
  readonly #report: ((index: number, step: StepProgress) => void) | undefined;
  readonly #steps: Step[] = [];
  readonly #lines: TranscriptLine[] = [];
  #transcriptSize = 0;
  readonly #hidden: string[];
  #running: { step: StepName; startedMs: number } | undefined;
  #failed = false;
  /** Masks what the session has hidden as well. Serves for later messages over the same connection, too. */
  readonly redact: Redactor;

  /**
   * @param now monotonic clock in milliseconds
   * @param report told when a step begins, and again with the same index when it ends
   */
  constructor(now: () => number, redact: Redactor, report?: (index: number, step: StepProgress) => void) {
    this.#now = now;
    this.#started = now();
    this.#report = report;
    const hidden: string[] = [];
    this.#hidden = hidden;
    let clean = '';
    this.redact = (text) => {
      // The same reply is shown in the transcript, in its step and in the outcome.
      if (text !== clean) clean = redact(hidden.reduce((rest, each) => rest.replaceAll(each, MASK), text));
      return clean;
    };
  }

  get elapsedMs(): number {
    return round(this.#now() - this.#started);
  }

  get running(): StepName | undefined {
    return this.#running?.step;
  }

  /** True when a step has failed that none can follow. Others may take the message where one recipient was refused. */
  get failed(): boolean {
    return this.#failed;
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
    const startedMs = this.elapsedMs;
    this.#running = { step, startedMs };
    this.#report?.(this.#steps.length, { step, status: 'running', startedMs, durationMs: 0, detail: '' });
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

  /** Adds a server's reply to the transcript, and gives it as it may be shown. */
  recordReply(reply: string): string {
    const shown = this.redact(reply);
    this.#keep('server', shown);
    return shown;
  }

  /** Adds a line of Postroom's own: what it says itself is no secret, and masking parts of it would give a short password away. */
  record(from: 'client' | 'note', text: string): void {
    this.#keep(from, escapeControlCharacters(text));
  }

  /** Past the limit only one more line is kept, which says so. */
  #keep(from: TranscriptLine['from'], text: string): void {
    if (this.#transcriptSize > TRANSCRIPT_LIMIT) return;
    this.#transcriptSize += text.length;
    this.#lines.push({ from, atMs: this.elapsedMs, text });
    if (this.#transcriptSize > TRANSCRIPT_LIMIT) {
      this.#lines.push({ from: 'note', atMs: this.elapsedMs, text: t('session.transcriptCut') });
    }
  }

  #add(step: Step): void {
    this.#steps.push(step);
    if (step.status === 'failed' && step.step !== 'recipient') this.#failed = true;
    this.#report?.(this.#steps.length - 1, step);
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
