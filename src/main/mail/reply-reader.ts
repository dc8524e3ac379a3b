/** Characters of one reply; a server that goes on is cut off. */
export const REPLY_LIMIT = 64 * 1024;
/** Replies, or empty lines, that may come beyond those to the commands under way. */
export const SPARE_REPLIES = 100;

const [CR, SPACE, HYPHEN, ZERO] = [0x0d, 0x20, 0x2d, 0x30];

/** Takes what a server says apart into replies of the form that RFC 5321 section 4.2 gives them. */
export class ReplyReader {
  /** The beginning of a line. */
  #rest = '';
  /** The beginning of a reply of several lines. */
  #lines = '';
  #blanks = 0;

  /** True when something has come that is no whole reply yet. */
  get unfinished(): boolean {
    return this.#lines !== '' || (this.#rest !== '' && this.#rest.trim() !== '');
  }

  /**
   * Gives each reply that is whole by now, its lines joined by line feeds. False when something has come that is no reply, or that
   * goes on for too long: nothing can be trusted then.
   */
  read(chunk: Buffer, reply: (reply: string) => void): boolean {
    const searched = this.#rest.length;
    const text = searched === 0 ? chunk.toString('latin1') : this.#rest + chunk.toString('latin1');
    let from = 0;
    let end = text.indexOf('\n', searched);
    while (end !== -1) {
      const line = text.slice(from, end > from && text.charCodeAt(end - 1) === CR ? end - 1 : end);
      if (!this.#take(line, reply)) return false;
      from = end + 1;
      end = text.indexOf('\n', from);
    }
    this.#rest = from === text.length ? '' : text.slice(from);
    return this.#rest.length <= REPLY_LIMIT;
  }

  #take(line: string, reply: (reply: string) => void): boolean {
    if (!startsWithCode(line)) return line.trim() === '' && ++this.#blanks <= SPARE_REPLIES;
    const before = this.#lines;
    if (before !== '' && !before.startsWith(line.slice(0, 3))) return false;
    const lines = before === '' ? line : `${before}\n${line}`;
    const mark = line.charCodeAt(3);
    if (mark === HYPHEN) {
      this.#lines = lines;
      return lines.length <= REPLY_LIMIT;
    }
    this.#lines = '';
    if (line.length > 3 && mark !== SPACE) return false;
    reply(decoded(lines));
    return true;
  }
}

/** 2 to 5, and two more digits. */
function startsWithCode(line: string): boolean {
  const first = line.charCodeAt(0) - ZERO;
  return first >= 2 && first <= 5 && isDigit(line.charCodeAt(1)) && isDigit(line.charCodeAt(2));
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}

/** Beyond ASCII, replies are UTF-8 nowadays; one that isn't so throughout stays as it is, byte by byte. */
function decoded(reply: string): string {
  if (!/[\x80-\xff]/.test(reply)) return reply;
  const text = Buffer.from(reply, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? reply : text;
}
