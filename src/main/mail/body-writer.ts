import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DotStuffer } from './dot-stuffing.ts';
import type { MessageSource } from './message-source.ts';
import { SessionError } from './session-error.ts';

/** Messages up to this size go out in one piece, their final dot with them; larger ones in pieces no larger than this. */
const PIECE_BYTES = 64 * 1024;
/** A network that takes everything at once, such as this computer's own, would keep the rest of the process waiting. */
const BYTES_PER_TURN = 8 * PIECE_BYTES;

export type BodyWriting = {
  readonly message: MessageSource;
  readonly socket: Socket;
  /** False as soon as nothing more may be written. */
  readonly goesOn: () => boolean;
  /** Asked when only the end is left: false, and it doesn't go out. */
  readonly mayEnd: (() => Promise<boolean>) | undefined;
  /** Told how many bytes it made, just before the end of the message is handed to the network. */
  readonly ending: (wireBytes: number) => void;
};

/**
 * Writes what follows the reply 354: the message, dot-stuffed, and the final dot (RFC 5321 section 4.1.1.4). A large one waits for
 * the network to take each piece, so that no more than that is ever in memory. A small one from memory is written before this
 * function returns, unless somebody has to be asked first.
 *
 * @throws SessionError MESSAGE_UNREADABLE or HELD_BACK; the final dot has not gone out then
 */
export async function writeBody({ message, socket, goesOn, mayEnd, ending }: BodyWriting): Promise<void> {
  const stuffer = new DotStuffer();
  const held: Uint8Array[] = [];
  let [read, written] = [0, 0];

  const stuff = (piece: Uint8Array): Uint8Array => {
    const stuffed = stuffer.stuff(piece);
    read += piece.byteLength;
    written += stuffed.byteLength;
    return stuffed;
  };
  // What has been read may be overwritten by what is read next.
  const hold = (chunk: Uint8Array) => held.push(Buffer.from(stuff(chunk)));

  try {
    const chunks = message.chunks();
    if (message.sizeBytes > PIECE_BYTES) {
      for await (const chunk of chunks) {
        for (let at = 0; at < chunk.byteLength && goesOn(); at += PIECE_BYTES) {
          await taken(socket, stuff(chunk.subarray(at, at + PIECE_BYTES)));
          if (read % BYTES_PER_TURN < PIECE_BYTES) await nextTurn();
        }
        if (!goesOn()) return;
      }
    } else if (Symbol.iterator in chunks) for (const chunk of chunks) hold(chunk);
    else for await (const chunk of chunks) hold(chunk);
  } catch (error) {
    throw new SessionError('MESSAGE_UNREADABLE', error);
  }
  // A part that has been cut off meanwhile would go unnoticed by whoever gets the message.
  if (read !== message.sizeBytes) throw new SessionError('MESSAGE_UNREADABLE');
  if (mayEnd !== undefined && !(await asked(mayEnd))) throw new SessionError('HELD_BACK');
  if (!goesOn()) return;
  const end = stuffer.end();
  ending(written + end.byteLength);
  socket.write(held.length === 0 ? end : Buffer.concat([...held, end]));
}

async function asked(mayEnd: () => Promise<boolean>): Promise<boolean> {
  try {
    return await mayEnd();
  } catch (error) {
    throw new SessionError('HELD_BACK', error);
  }
}

/** Resolves when the network has taken a piece, or has gone. */
function taken(socket: Socket, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.write(piece, () => resolve());
  });
}
