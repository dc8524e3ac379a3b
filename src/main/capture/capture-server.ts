import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { t } from '../../shared/catalogue/index.ts';
import { readMessage } from '../message/read-message.ts';
import type { CaptureStore } from './capture-store.ts';

const LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024;
const LOOPBACK = '127.0.0.1';
const USERNAME = 'postroom';

/** An SMTP server on loopback that keeps messages instead of delivering them. Nothing leaves the computer through it. */
export type CaptureServer = {
  /** Starts the server when it isn't running yet, and tells how to reach it. */
  readonly address: () => Promise<CaptureAddress>;
  readonly close: () => Promise<void>;
};

export type CaptureAddress = {
  readonly host: string;
  readonly port: number;
  readonly credentials: { readonly username: string; readonly password: string };
};

export type CaptureDependencies = {
  readonly store: CaptureStore;
  readonly now: () => Date;
  readonly captured: () => void;
};

/**
 * Every process has a capture server of its own, on a free port and only while it is needed. Loopback is shared by all users
 * of a computer, so the server takes messages only from whoever knows its password, which is made anew at each start.
 */
export function createCaptureServer(dependencies: CaptureDependencies): CaptureServer {
  const password = randomBytes(24).toString('base64url');
  let started: Promise<{ server: SMTPServer; port: number }> | undefined;
  return {
    address: async () => {
      started ??= start(dependencies, password);
      // A start that failed is not the last word: the next message tries again.
      started.catch(() => {
        started = undefined;
      });
      const { port } = await started;
      return { host: LOOPBACK, port, credentials: { username: USERNAME, password } };
    },
    close: async () => {
      const running = await started?.catch(() => undefined);
      await new Promise<void>((resolve) => (running === undefined ? resolve() : running.server.close(() => resolve())));
    },
  };
}

function start(dependencies: CaptureDependencies, password: string): Promise<{ server: SMTPServer; port: number }> {
  const server = new SMTPServer({
    banner: t('capture.banner'),
    size: LARGEST_MESSAGE_BYTES,
    disabledCommands: ['STARTTLS'],
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 500,
    onAuth: (auth, _session, done) => {
      const known = auth.username === USERNAME && equal(auth.password ?? '', password);
      if (known) done(null, { user: USERNAME });
      else done(new Error(t('capture.stranger')));
    },
    onData: (stream, session, done) => {
      keep(dependencies, stream, session).then(
        (id) => done(null, t('capture.kept', { id })),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      server.off('error', reject);
      // A client that breaks off is no event for anybody.
      server.on('error', () => {});
      server.server.unref();
      resolve({ server, port: (server.server.address() as AddressInfo).port });
    });
  });
}

async function keep(
  { store, now, captured }: CaptureDependencies,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<number> {
  const source = await readAll(stream);
  if (stream.sizeExceeded) throw Object.assign(new Error(t('capture.tooLarge')), { responseCode: 552 });
  const message = await readMessage(source);
  const { mailFrom, rcptTo } = session.envelope;
  const id = store.insert(
    {
      receivedAt: now().toISOString(),
      sender: mailFrom === false ? '' : mailFrom.address,
      recipients: JSON.stringify(rcptTo.map((recipient) => recipient.address)),
      subject: message.subject,
      attachments: message.attachments.length,
    },
    source,
  );
  captured();
  return id;
}

/** Reads the stream to its end; what is beyond the limit is thrown away. */
async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= LARGEST_MESSAGE_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
