import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { KeyPair } from './certificates.ts';
import { portOf } from './free-ports.ts';

/** One connection, seen from a server that says whatever its script says. */
export type ServerSession = {
  /** Sends text or bytes as they are; resolves when the socket takes more. */
  readonly send: (data: string | Buffer) => Promise<void>;
  /** Gives the client's next line without its line break; undefined when the client has gone. */
  readonly line: () => Promise<string | undefined>;
  /** Turns the connection into TLS, as the server. What was received until now is forgotten. */
  readonly startTls: (keyPair: KeyPair) => Promise<void>;
  readonly isEncrypted: () => boolean;
  /** Ends the connection in an orderly way (FIN). */
  readonly end: () => void;
  /** Breaks the connection off (RST). */
  readonly reset: () => void;
  /** Resolves when the client has gone: for a server that never answers. */
  readonly gone: Promise<void>;
};

export type Script = (session: ServerSession) => Promise<void> | void;

export type ScriptedServer = {
  readonly port: number;
  readonly connections: () => number;
  /** Bytes that the server has handed to the network, over all connections. */
  readonly bytesSent: () => number;
  /** Every line that came, of all connections, encrypted or not. */
  readonly lines: readonly string[];
  /** Lines that came before the session was encrypted, or in one that never was. */
  readonly clearLines: readonly string[];
  /** How many messages came whole, with their final dot. */
  readonly messages: () => number;
  readonly close: () => Promise<void>;
};

const LINE_LIMIT = 5_000_000;

/** Starts a raw socket server on 127.0.0.1, on a free port unless one is given, that plays the same script to everybody. When the script ends, so does the connection. */
export async function startScripted(
  script: Script,
  options: { readonly implicitTls?: KeyPair; readonly port?: number } = {},
): Promise<ScriptedServer> {
  const lines: string[] = [];
  const clearLines: string[] = [];
  const sockets: Socket[] = [];
  let messages = 0;

  const server = createServer((socket) => {
    sockets.push(socket);
    const session = openSession(socket, (line, encrypted) => {
      lines.push(line);
      if (!encrypted) clearLines.push(line);
      if (line === '.') messages++;
    });
    void play(script, session, options.implicitTls);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    connections: () => sockets.length,
    bytesSent: () => sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
    lines,
    clearLines,
    messages: () => messages,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

async function play(script: Script, session: ServerSession, implicitTls: KeyPair | undefined): Promise<void> {
  try {
    if (implicitTls !== undefined) await session.startTls(implicitTls);
    await script(session);
    session.end();
  } catch {
    // The client went while the script was talking.
    session.reset();
  }
}

function openSession(raw: Socket, onLine: (line: string, encrypted: boolean) => void): ServerSession {
  let socket: Socket = raw;
  let received = '';
  let ended = false;
  let wake: () => void = () => {};

  const listen = (to: Socket): void => {
    to.on('data', (chunk: Buffer) => {
      received = (received + chunk.toString('latin1')).slice(-LINE_LIMIT);
      wake();
    });
    const finish = (): void => {
      ended = true;
      wake();
    };
    to.on('error', finish);
    to.on('close', finish);
    to.on('end', finish);
  };
  listen(raw);
  raw.setNoDelay(true);

  return {
    send: async (data) => {
      if (ended || socket.destroyed) throw new Error('The client has gone.');
      if (!socket.write(data)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
      // An endless script must let the rest of the process have its turn.
      await nextTurn();
    },
    line: async () => {
      for (;;) {
        const end = received.indexOf('\n');
        if (end !== -1) {
          const line = received.slice(0, end).replace(/\r$/, '');
          received = received.slice(end + 1);
          onLine(line, socket !== raw);
          return line;
        }
        if (ended) return undefined;
        await new Promise<void>((awake) => {
          wake = awake;
        });
      }
    },
    startTls: async (keyPair) => {
      raw.removeAllListeners('data');
      received = '';
      const secureContext = createSecureContext({ key: keyPair.key, cert: keyPair.cert });
      const encrypted = new TLSSocket(raw, { isServer: true, secureContext });
      listen(encrypted);
      socket = encrypted;
      const gone = once(encrypted, 'close').then(() => {
        throw new Error('The client went during the handshake.');
      });
      await Promise.race([once(encrypted, 'secure'), gone]);
      gone.catch(() => {});
    },
    isEncrypted: () => socket !== raw,
    end: () => void socket.end(),
    reset: () => void (socket === raw ? raw.resetAndDestroy() : socket.destroy()),
    gone: new Promise((resolve) => raw.once('close', () => resolve())),
  };
}
