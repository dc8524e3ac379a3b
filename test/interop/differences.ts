import type { InteropCase } from './cases.ts';
import type { InteropServer } from './servers.ts';

/** Where another program gets through and Postroom doesn't, or the reverse. */
export type Difference = {
  readonly program: 'swaks' | 'openssl';
  readonly applies: (server: InteropServer, each: InteropCase) => boolean;
  readonly reason: string;
};

export const differences: readonly Difference[] = [
  {
    program: 'swaks',
    applies: (server, { tls, reject }) => tls === 'wrongName' && reject && server.tlsBroken !== true,
    reason:
      'A certificate for another name: the swaks of Debian 12 verifies who issued a certificate, not whom it is for. openssl refuses it, as Postroom does.',
  },
  {
    program: 'swaks',
    applies: (server, { method }) => method === 'ntlm' && server.ntlmVersion1Only === true,
    reason: 'NTLM with Exim: swaks signs in by version 1, which Postroom never speaks.',
  },
];
