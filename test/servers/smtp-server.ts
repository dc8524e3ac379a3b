import { once } from 'node:events';
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerOptions } from 'smtp-server';
import type { KeyPair } from './certificates.ts';
import { portOf } from './free-ports.ts';
import { messageIdIn } from './maildir.ts';

/** Who may sign in, everywhere. A password with what could be lost on the way: blank, percent sign, quote, letters beyond ASCII. */
export const account = { username: 'alice', password: 'Grün 7%"Tor\\zu&auf' } as const;

/** For clients that can only do ASCII. */
export const asciiAccount = { username: 'bob', password: 'Plain-and-7-simple' } as const;

export type Mechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5';
export type Reply = { readonly code: number; readonly text: string };

export type SmtpServerSetup = {
  /** A free one, unless it is to take another server's place. */
  readonly port?: number;
  /** `offered`: STARTTLS is announced. `required`: no sender is taken before it. `implicit`: TLS from the first byte. */
  readonly tls?: 'none' | 'offered' | 'required' | 'implicit';
  /** Needed for all but `none`. */
  readonly keyPair?: KeyPair;
  /** None: AUTH is not announced. */
  readonly mechanisms?: readonly Mechanism[];
  readonly authenticationRequired?: boolean;
  /** AUTH is announced and taken only when the session is encrypted. */
  readonly authenticationAfterTlsOnly?: boolean;
  /** In bytes; announced as SIZE (RFC 1870) unless it is hidden. */
  readonly sizeLimit?: number;
  readonly sizeHidden?: boolean;
  readonly refuse?: {
    readonly client?: Reply;
    readonly sender?: Reply;
    /** By address. */
    readonly recipients?: Readonly<Record<string, Reply>>;
    readonly message?: Reply;
    readonly authentication?: Reply;
  };
};

/** What a server was given, message by message. */
export type ReceivedMessage = {
  readonly sender: string;
  readonly recipients: readonly string[];
  /** The bytes between DATA and the final dot, transparency (RFC 5321 section 4.5.2) undone. */
  readonly content: Buffer;
  readonly encrypted: boolean;
  readonly user: string | undefined;
  readonly clientName: string;
};

export type RunningSmtpServer = {
  readonly port: number;
  readonly messages: readonly ReceivedMessage[];
  /** The Message-ID of each message, in the order in which they came. */
  readonly messageIds: () => readonly string[];
  /** Every attempt to sign in, with what came. */
  readonly signIns: readonly {
    readonly method: string;
    readonly username: string;
    readonly encrypted: boolean;
    readonly accepted: boolean;
  }[];
  /** Connections so far, refused ones and failed TLS handshakes included. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** Starts the package smtp-server on a free port of 127.0.0.1. */
export async function startSmtpServer(setup: SmtpServerSetup = {}): Promise<RunningSmtpServer> {
  const messages: ReceivedMessage[] = [];
  const signIns: RunningSmtpServer['signIns'][number][] = [];
  let connections = 0;

  const server = new SMTPServer({
    ...protocolOptions(setup),
    onConnect: (_session, done) => done(refusal(setup.refuse?.client)),
    onAuth: (auth, session, done) => {
      const refused = refusal(setup.refuse?.authentication);
      const accepted = refused === null && matches(auth);
      signIns.push({ method: auth.method, username: auth.username ?? '', encrypted: session.secure, accepted });
      if (refused !== null) return done(refused);
      done(null, accepted ? { user: auth.username } : {});
    },
    onMailFrom: (_address, session, done) => {
      if (setup.tls === 'required' && !session.secure)
        return done(refusal({ code: 530, text: 'Must issue a STARTTLS command first' }));
      done(refusal(setup.refuse?.sender));
    },
    onRcptTo: ({ address }, _session, done) => done(refusal(setup.refuse?.recipients?.[address])),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => {});
      stream.on('end', () => {
        const refused = stream.sizeExceeded
          ? refusal({ code: 552, text: 'Message exceeds the maximum size' })
          : refusal(setup.refuse?.message);
        if (refused !== null) return done(refused);
        messages.push({
          sender: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          content: Buffer.concat(chunks),
          encrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
          clientName: session.hostNameAppearsAs,
        });
        done(null, `Taken as message ${messages.length}`);
      });
    },
  });
  // A client that breaks a connection off is part of many tests.
  server.on('error', () => {});
  server.server.on('connection', () => connections++);
  server.listen(setup.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: portOf(server.server),
    messages,
    messageIds: () => messages.map(({ content }) => messageIdIn(content.toString('latin1')) ?? 'none'),
    signIns,
    connections: () => connections,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

function protocolOptions(setup: SmtpServerSetup): SMTPServerOptions {
  const tls = setup.tls ?? 'none';
  const mechanisms = setup.mechanisms ?? [];
  const disabled = [
    ...(tls === 'offered' || tls === 'required' ? [] : ['STARTTLS']),
    ...(mechanisms.length === 0 ? ['AUTH'] : []),
  ];
  return {
    name: 'mail.postroom.test',
    secure: tls === 'implicit',
    ...(setup.keyPair === undefined ? {} : { key: setup.keyPair.key, cert: setup.keyPair.cert }),
    disabledCommands: disabled,
    authMethods: [...mechanisms],
    authOptional: setup.authenticationRequired !== true,
    allowInsecureAuth: setup.authenticationAfterTlsOnly !== true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 20,
    ...(setup.sizeLimit === undefined ? {} : { size: setup.sizeLimit, hideSize: setup.sizeHidden === true }),
  };
}

function matches(auth: SMTPServerAuthentication): boolean {
  const password = [account, asciiAccount].find(({ username }) => username === auth.username)?.password;
  if (password === undefined) return false;
  return auth.method === 'CRAM-MD5' ? auth.validatePassword(password) : auth.password === password;
}

function refusal(reply: Reply | undefined): (Error & { responseCode: number }) | null {
  return reply === undefined ? null : Object.assign(new Error(reply.text), { responseCode: reply.code });
}
