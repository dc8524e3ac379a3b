import type { ClaimedMessage, Lease } from '../store/queue-message.ts';

/** Messages that a lane has claimed and not yet begun, in order. */
export class Batch {
  readonly #giveBack: (messages: readonly Lease[]) => void;
  #waiting: ClaimedMessage[] = [];

  /** @param giveBack gets those that are not sent from here after all */
  constructor(giveBack: (messages: readonly Lease[]) => void) {
    this.#giveBack = giveBack;
  }

  fill(messages: readonly ClaimedMessage[]): void {
    this.#waiting.push(...messages);
  }

  next(): ClaimedMessage | undefined {
    return this.#waiting.shift();
  }

  /** Gives back all for which this is true. */
  giveBack(which: (message: ClaimedMessage) => boolean = () => true): void {
    const back = this.#waiting.filter(which);
    if (back.length === 0) return;
    const gone = new Set(back);
    this.#waiting = this.#waiting.filter((message) => !gone.has(message));
    this.#giveBack(back);
  }

  /** Gives back those that must not overtake a message to one of these recipients. */
  giveBackAfter(recipients: readonly string[]): void {
    const blocked = new Set(recipients.map(lineOf));
    // What comes after one of these has to wait for it in turn.
    this.giveBack(({ openRecipients }) => {
      const lines = openRecipients.map(lineOf);
      const waits = lines.some((line) => blocked.has(line));
      if (waits) for (const line of lines) blocked.add(line);
      return waits;
    });
  }
}

/** The queue keeps the order whatever the capitals of an address. */
function lineOf(address: string): string {
  return address.toLowerCase();
}
