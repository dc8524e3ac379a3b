import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { portOf } from './free-ports.ts';

export type TlsServer = {
  readonly port: number;
  /** What each client has asked for by SNI (RFC 6066 section 3); false where it didn't. */
  readonly serverNames: readonly (string | false)[];
  /** The common name in each client's certificate; undefined where it showed none. */
  readonly clients: readonly (string | undefined)[];
  /** Every line that came. */
  readonly lines: readonly string[];
  /** Shows another certificate from here on. */
  readonly show: (pair: { readonly key: string; readonly cert: string }) => void;
  readonly close: () => Promise<void>;
};

const REPLIES: Readonly<Record<string, string>> = {
  EHLO: '250-mail.postroom.test\r\n250 8BITMIME\r\n',
  DATA: '354 End data with <CR><LF>.<CR><LF>\r\n',
  QUIT: '221 2.0.0 Bye\r\n',
};

/** Starts an SMTP server that speaks TLS from the first byte, in any way that Node can, and takes every message. */
export async function startTlsServer(options: TlsOptions, host = '127.0.0.1'): Promise<TlsServer> {
  const sockets = new Set<TLSSocket>();
  const serverNames: (string | false)[] = [];
  const clients: (string | undefined)[] = [];
  const lines: string[] = [];
  const SNICallback: TlsOptions['SNICallback'] = (name, done) => {
    serverNames.push(name);
    done(null);
  };
  const server = createServer({ SNICallback, ...options }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if ((socket as TLSSocket & { servername?: string | false }).servername === false) serverNames.push(false);
    clients.push(commonNameOf(socket));
    let inMessage = false;
    socket.write('220 mail.postroom.test ESMTP\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      lines.push(line);
      if (inMessage && line !== '.') return;
      const verb = line.split(' ')[0] ?? '';
      inMessage = verb === 'DATA';
      socket.write(REPLIES[verb] ?? '250 2.0.0 Ok\r\n');
      if (verb === 'QUIT') socket.end();
    });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: portOf(server),
    serverNames,
    clients,
    lines,
    show: ({ key, cert }) => server.setSecureContext({ ...options, key, cert }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function commonNameOf(socket: TLSSocket): string | undefined {
  const { subject } = socket.getPeerCertificate();
  const name = subject?.CN;
  return Array.isArray(name) ? name[0] : name;
}
