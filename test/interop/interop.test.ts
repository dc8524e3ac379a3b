import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, openAppForFile, reportOf } from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import type { RunningInteropServer, Transmission } from '../servers/interop-ports.ts';
import { waitFor } from '../wait.ts';
import { interopCases, isEncrypted } from './cases.ts';
import { expectedOutcome } from './expectation.ts';
import { inParallel } from './in-parallel.ts';
import { interopPage, type SeenCase, type SeenServer } from './report.ts';
import { interopServers } from './servers.ts';
import { interopTimeouts, sendTest } from './session.ts';

const REWRITE = 'The page is rewritten by: npm run -s interop';
const seen: SeenServer[] = [];

describeWithPeers(['openssl'], 'the interop table', () => {
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

      test('each case ends as the settings promise, and what is sent arrives as they promise', {
        timeout: 120_000,
      }, async () => {
        const runs = await inParallel(interopCases, 4, async (each) => ({
          each,
          result: await sendTest(postroom, running.ports, each),
        }));
        const cases: SeenCase[] = runs.map(({ each, result }) => ({
          ...each,
          outcome: result.ok ? 'sent' : result.error.code,
        }));
        const planned = interopCases.map((each) => ({ ...each, outcome: expectedOutcome(server, each) }));
        expect(cases.map(lineOf)).toEqual(planned.map(lineOf));
        for (const { each, result } of runs.filter(({ result }) => result.ok)) {
          const { messageId } = reportOf(result);
          const promised: Transmission = { encrypted: isEncrypted(each), signedIn: each.method !== 'none' };
          const arrival = await waitFor(messageId, () => running.arrival(messageId));
          expect({ each, ...arrival }).toEqual({ each, ...promised });
        }
        for (const { each, result } of runs.filter(({ result }) => !result.ok)) {
          expect({ each, arrival: await running.arrival(reportOf(result).messageId) }).toEqual({ each });
        }
        seen.push({ server, cases });
      });
    });
  }

  test('docs/interop.md is what was seen', async ({ skip }) => {
    const missing = interopServers.filter((server) => !seen.some((each) => each.server === server));
    if (missing.length > 0) skip(`not seen: ${missing.map(({ title }) => title).join(', ')}`);
    await expect(interopPage(seen), REWRITE).toMatchFileSnapshot('../../docs/interop.md');
  });
});

function lineOf({ tls, method, secureConnection, reject, outcome }: SeenCase): string {
  return `${tls}, ${method}, ${secureConnection}, ${reject ? 'reject' : 'take any'}: ${outcome}`;
}
