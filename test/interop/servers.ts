import { startAiosmtpd } from '../servers/aiosmtpd.ts';
import type { Certificates } from '../servers/certificates.ts';
import { startExim } from '../servers/exim.ts';
import type { RunningInteropServer } from '../servers/interop-ports.ts';
import { startInteropSmtpServer } from '../servers/interop-smtp-server.ts';
import { startOpensmtpd } from '../servers/opensmtpd.ts';
import type { Peer } from '../servers/peers.ts';
import { startPostfix } from '../servers/postfix.ts';

/** A server of the interop table, and what is known of it. */
export type InteropServer = {
  readonly title: string;
  /** What a reader of its table has to know. */
  readonly remark: string;
  readonly peers: readonly Peer[];
  /** What it offers, in its own order. */
  readonly mechanisms: readonly string[];
  /** Every TLS handshake fails, whatever the certificate. */
  readonly tlsBroken?: true;
  /** Its NTLM is version 1, which Postroom doesn't speak. */
  readonly ntlmVersion1Only?: true;
  readonly start: (certificates: Certificates) => Promise<RunningInteropServer>;
};

export const interopServers: readonly InteropServer[] = [
  {
    title: 'Postfix 3.7 with Dovecot 2.3',
    remark: 'Postfix has Dovecot sign in; Dovecot has had no NTLM of its own since 2.3.13.',
    peers: ['postfix'],
    mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
    start: (certificates) => startInteropPostfix(certificates, 'dovecot'),
  },
  {
    title: 'Postfix 3.7 with Cyrus SASL 2.1',
    remark: 'Cyrus SASL verifies NTLM of version 2.',
    peers: ['cyrus'],
    mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'NTLM'],
    start: (certificates) => startInteropPostfix(certificates, 'cyrus'),
  },
  {
    title: 'Exim 4.96',
    remark: 'Its NTLM (`spa`) knows version 1 only, which Postroom refuses to speak.',
    peers: ['exim'],
    mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'NTLM'],
    ntlmVersion1Only: true,
    start: startExim,
  },
  {
    title: 'OpenSMTPD 6.8',
    remark:
      'It takes sign-ins after TLS only, and the one of Debian 12 can’t do TLS: it doesn’t know OpenSSL 3, and breaks off every handshake with an ' +
      'internal error ([issue 1171](https://github.com/OpenSMTPD/OpenSMTPD/issues/1171)). So its table shows what becomes of a server whose TLS is ' +
      'broken: what was to be encrypted doesn’t go in clear.',
    peers: ['opensmtpd'],
    mechanisms: [],
    tlsBroken: true,
    start: startOpensmtpd,
  },
  {
    title: 'aiosmtpd 1.4',
    remark: 'It knows no others.',
    peers: ['aiosmtpd'],
    mechanisms: ['LOGIN', 'PLAIN'],
    start: startAiosmtpd,
  },
  {
    title: 'smtp-server 3.21',
    remark: 'The npm package, by the author of the library that Postroom speaks SMTP with: not an independent peer.',
    peers: [],
    mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
    start: startInteropSmtpServer,
  },
];

async function startInteropPostfix(
  certificates: Certificates,
  signIn: 'dovecot' | 'cyrus',
): Promise<RunningInteropServer> {
  const { interopPorts, arrival, close } = await startPostfix(certificates);
  return { ports: interopPorts[signIn], arrival, close };
}
