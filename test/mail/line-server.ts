import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { portOf } from '../servers/free-ports.ts';

export type LineMoment = 'connect' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'RSET' | 'QUIT';

/** What to do instead of answering politely. */
export type Reaction =
  | string
  | {
      readonly say?: string;
      /** `say nothing`: from here on, whatever comes. */
      readonly and: 'hang up' | 'cut off' | 'stop reading' | 'say nothing';
    };

export type LineServer = {
  readonly port: number;
  readonly connections: () => number;
  /** The verbs of all commands that came, over all connections. */
  readonly verbs: () => string;
  /** Messages that came whole, as they were before dot-stuffing. */
  readonly messages: readonly Buffer[];
  /** Bytes that came in all. */
  readonly received: () => number;
  /** Says something nobody has asked for, on every connection. */
  readonly say: (text: string) => void;
  /** Ends every connection. */
  readonly hangUp: () => void;
};

const FINAL_DOT = '\r\n.\r\n';

const polite: Readonly<Partial<Record<string, string>>> = {
  connect: '220 mail.postroom.test ESMTP',
  EHLO: '250-mail.postroom.test\r\n250 8BITMIME',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go',
  message: '250 2.0.0 Ok: taken',
  RSET: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
};

/**
 * Starts a mail server that keeps each message byte for byte; it is closed when the test has finished.
 *
 * @param react told of each moment and of how many times it has come, over all connections; undefined: answer politely
 */
export async function startLineServer(
  react: (moment: LineMoment, times: number) => Reaction | undefined = () => undefined,
): Promise<LineServer> {
  const sockets: Socket[] = [];
  const verbs: string[] = [];
  const messages: Buffer[] = [];
  const times = new Map<LineMoment, number>();
  const muted = new Set<Socket>();
  let received = 0;

  function answer(socket: Socket, moment: LineMoment): string {
    const count = (times.get(moment) ?? 0) + 1;
    times.set(moment, count);
    const reaction = react(moment, count) ?? polite[moment] ?? '500 5.5.2 What?';
    const said = typeof reaction === 'string' ? reaction : (reaction.say ?? '');
    if (muted.has(socket)) return said;
    if (said !== '') socket.write(`${said}\r\n`);
    if (typeof reaction !== 'string') {
      if (reaction.and === 'hang up') socket.end();
      if (reaction.and === 'cut off') socket.resetAndDestroy();
      if (reaction.and === 'stop reading') socket.pause();
      if (reaction.and === 'say nothing') muted.add(socket);
    } else if (moment === 'QUIT') socket.end();
    return said;
  }

  function converse(socket: Socket): void {
    let parts: Buffer[] = [];
    let inMessage = false;
    let tail = Buffer.alloc(0);
    const read = (): void => {
      let bytes = Buffer.concat(parts);
      for (;;) {
        const end = inMessage ? endOfMessage(bytes) : bytes.indexOf('\n');
        if (end === -1) break;
        if (inMessage) messages.push(unstuffed(bytes.subarray(0, end)));
        const line = bytes.subarray(0, end).toString('latin1').trim();
        bytes = bytes.subarray(end + (inMessage ? 3 : 1));
        if (inMessage) {
          inMessage = false;
          answer(socket, 'message');
          continue;
        }
        const verb = line.split(' ')[0] ?? '';
        verbs.push(verb);
        inMessage = answer(socket, verb as LineMoment).startsWith('354');
      }
      parts = [bytes];
    };
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.byteLength;
      parts.push(chunk);
      // A large message is put together once it is whole.
      const end = Buffer.concat([tail, chunk]);
      tail = end.subarray(-4);
      if (!inMessage || end.includes(FINAL_DOT) || end.byteLength < 8) read();
    });
    answer(socket, 'connect');
  }

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.push(socket);
    converse(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  });
  return {
    port: portOf(server),
    connections: () => sockets.length,
    verbs: () => verbs.join(' '),
    messages,
    received: () => received,
    say: (text) => {
      for (const socket of sockets) socket.write(text);
    },
    hangUp: () => {
      for (const socket of sockets) socket.end();
    },
  };
}

/** Where the final dot is; -1 when it hasn't come. */
function endOfMessage(bytes: Buffer): number {
  if (bytes.subarray(0, 3).equals(Buffer.from('.\r\n'))) return 0;
  const found = bytes.indexOf(FINAL_DOT);
  return found === -1 ? -1 : found + 2;
}

/** Takes the dots away that were added on the way (RFC 5321 section 4.5.2). */
function unstuffed(bytes: Buffer): Buffer {
  const plain = Buffer.alloc(bytes.byteLength);
  let length = 0;
  for (let at = 0; at < bytes.byteLength; at++) {
    const lineBegins = at === 0 || (bytes[at - 1] === 10 && bytes[at - 2] === 13);
    if (!lineBegins || bytes[at] !== 46) plain[length++] = bytes[at] as number;
  }
  return plain.subarray(0, length);
}
