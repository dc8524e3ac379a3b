import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, openAppForFile } from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type RunningInteropServer, shownCertificates } from '../servers/interop-ports.ts';
import type { InteropCase, Method } from './cases.ts';
import { type Difference, differences } from './differences.ts';
import { mechanismOf } from './expectation.ts';
import { inParallel } from './in-parallel.ts';
import { sendWithSwaks, shakeHandsWithOpenssl, type Way } from './other-clients.ts';
import { interopServers } from './servers.ts';
import { interopTimeouts, portFor, sendTest } from './session.ts';

const handshakes: readonly InteropCase[] = shownCertificates.flatMap((tls) =>
  (['starttls', 'tls'] as const).flatMap((secureConnection) =>
    [true, false].map((reject): InteropCase => ({ method: 'none', tls, secureConnection, reject })),
  ),
);
const inClear: readonly Method[] = ['plainInClear', 'loginInClear', 'cramMd5', 'ntlm'];
const encrypted: readonly Method[] = ['plain', 'login', 'cramMd5', 'ntlm'];
const signIns: readonly InteropCase[] = [
  ...inClear.map((method): InteropCase => ({ method, tls: 'noTls', secureConnection: 'none', reject: true })),
  ...encrypted.map((method): InteropCase => ({ method, tls: 'valid', secureConnection: 'starttls', reject: true })),
];
const ways = { none: 'none', 'starttls-if-available': 'starttls', starttls: 'starttls', tls: 'implicit' } as const;

describeWithPeers(['openssl', 'swaks', 'swaksNtlm'], 'other programs and Postroom reach the same servers', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    const trustedAuthorities = [certificates().authority];
    postroom = await openAppForFile({ trustedAuthorities, timeouts: interopTimeouts });
  });
  afterAll(() => postroom?.close());

  for (const server of interopServers) {
    describeWithPeers(server.peers, server.title, () => {
      let running: RunningInteropServer;
      beforeAll(async () => {
        running = await server.start(certificates());
      });
      afterAll(() => running?.close());

      const compare = (
        program: Difference['program'],
        cases: readonly InteropCase[],
        other: (way: Way) => ReturnType<typeof sendWithSwaks>,
      ) =>
        inParallel(cases, 3, async (each) => {
          const result = await sendTest(postroom, running.ports, each);
          const { reached, words } = await other({
            port: portFor(running.ports, each),
            tls: ways[each.secureConnection],
            verify: each.reject,
            authorityFile: certificates().authorityFile,
            mechanism: mechanismOf(each.method),
          });
          const ours = result.ok ? 'sent' : result.error.code;
          const different = differences.some((known) => known.program === program && known.applies(server, each));
          expect({ each, ours, words, same: reached === result.ok }).toEqual({ each, ours, words, same: !different });
        });

      test('swaks takes and refuses the same certificates', () => compare('swaks', handshakes, sendWithSwaks));
      test('swaks signs in by the same methods', () => compare('swaks', signIns, sendWithSwaks));
      test('openssl takes and refuses the same certificates', () =>
        compare('openssl', handshakes, shakeHandsWithOpenssl));
    });
  }
});
