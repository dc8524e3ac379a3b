import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type AppUnderTest,
  type Changes,
  expectFailure,
  expectValue,
  openAppForFile,
  reportOf,
} from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type Issued, issuerForTests } from '../servers/issued-certificates.ts';
import { startTlsServer } from '../servers/tls-server.ts';
import { tls } from './failure-case.ts';

type Chain = {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly leaf: Issued;
  readonly underRoot: Issued;
  readonly wrongName: Issued;
};

describeWithPeers(['openssl'], 'authorities that the settings trust', () => {
  const issuer = issuerForTests();
  const certificates = certificatesForTests();
  let chain: Chain;
  let postroom: AppUnderTest;
  beforeAll(async () => {
    const { issue } = issuer();
    const root = await issue('Root of the house', { use: 'authority' });
    const intermediate = await issue('Intermediate of the house', { use: 'authority', issuer: root });
    chain = {
      root,
      intermediate,
      leaf: await issue('mail of the house', { issuer: intermediate }),
      underRoot: await issue('mail right under the root', { issuer: root }),
      wrongName: await issue('mail elsewhere', { issuer: root, names: 'DNS:mail.elsewhere.test' }),
    };
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  const startServer = async (leaf: Issued, ...sent: readonly Issued[]) => {
    const server = await startTlsServer({ key: leaf.key, cert: leaf.cert + sent.map(({ cert }) => cert).join('') });
    onTestFinished(server.close);
    return server;
  };
  const tried = (port: number, changes: Changes = {}, host = '127.0.0.1') =>
    postroom.test({ 'smtp.host': host, 'smtp.port': port, ...tls, ...changes });
  const trusting = (...authorities: readonly Issued[]): Changes => ({
    'smtp.trustedAuthority': authorities.map(({ cert }) => cert).join('\n'),
  });

  test.each<[string, (chain: Chain) => readonly [sent: readonly Issued[], trusted: readonly Issued[]]]>([
    ['the root, the intermediate being sent', ({ root, intermediate }) => [[intermediate], [root]]],
    ['the root, the whole chain being sent', ({ root, intermediate }) => [[intermediate, root], [root]]],
    ['the intermediate alone, being sent', ({ intermediate }) => [[intermediate], [intermediate]]],
    ['the intermediate alone, not being sent', ({ intermediate }) => [[], [intermediate]]],
    ['both, nothing being sent', ({ root, intermediate }) => [[], [root, intermediate]]],
    ['several, one of which fits', ({ root, intermediate, underRoot }) => [[intermediate], [underRoot, root]]],
  ])('%s: the certificate is trusted', async (_, pick) => {
    const [sent, trusted] = pick(chain);
    const server = await startServer(chain.leaf, ...sent);
    const report = expectValue(await tried(server.port, trusting(...trusted)));
    expect(report.encryption?.certificate).toMatchObject({ problems: [], trustedBy: 'trusted-authority' });
  });

  test.each<[string, (chain: Chain) => readonly [leaf: Issued, sent: readonly Issued[], trusted: readonly Issued[]]]>([
    ['no authority', ({ leaf, intermediate }) => [leaf, [intermediate], []]],
    ['the root, when the intermediate is not sent', ({ leaf, root }) => [leaf, [], [root]]],
    ['an intermediate that is beside the way', ({ underRoot, intermediate }) => [underRoot, [], [intermediate]]],
    ['another server’s certificate', ({ leaf, intermediate, underRoot }) => [leaf, [intermediate], [underRoot]]],
  ])('%s: the certificate is not trusted', async (_, pick) => {
    const [leaf, sent, trusted] = pick(chain);
    const server = await startServer(leaf, ...sent);
    expectFailure(await tried(server.port, trusting(...trusted)), 'CERTIFICATE_UNKNOWN_ISSUER');
    expect(server.lines).toEqual([]);
  });

  test('an authority makes no wrong name right', async () => {
    const server = await startServer(chain.wrongName);
    const result = await tried(server.port, trusting(chain.root));
    expectFailure(result, 'CERTIFICATE_NAME_MISMATCH');
    expect(reportOf(result).encryption?.certificate).toMatchObject({
      problems: ['CERTIFICATE_NAME_MISMATCH'],
      trustedBy: null,
    });
  });

  test.each(['expired', 'notYetValid'] as const)('an authority makes no certificate good that is %s', async (name) => {
    const server = await startTlsServer(certificates()[name]);
    onTestFinished(server.close);
    const problem = name === 'expired' ? 'CERTIFICATE_EXPIRED' : 'CERTIFICATE_NOT_YET_VALID';
    const result = await tried(server.port, { 'smtp.trustedAuthority': certificates().authority });
    expectFailure(result, problem);
    expect(reportOf(result).encryption?.certificate.problems).toEqual([problem]);
  });

  test('an address is looked for among the addresses, not among the names', async () => {
    const { issue } = issuer();
    for (const names of ['DNS:127.0.0.1', 'none']) {
      const server = await startServer(await issue('127.0.0.1', { issuer: chain.root, names }));
      expectFailure(await tried(server.port, trusting(chain.root)), 'CERTIFICATE_NAME_MISMATCH');
    }
  });

  test('an authority is trusted for its own settings only, in whatever order they are tried', async () => {
    const server = await startServer(chain.underRoot);
    for (let round = 0; round < 2; round++) {
      expectValue(await tried(server.port, trusting(chain.root)));
      expectFailure(await tried(server.port), 'CERTIFICATE_UNKNOWN_ISSUER');
      expectFailure(await tried(server.port, trusting(chain.intermediate)), 'CERTIFICATE_UNKNOWN_ISSUER');
    }
    const results = await Promise.all(
      [trusting(chain.root), {}, trusting(chain.root), {}].map((each) => tried(server.port, each)),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true, false]);
  });

  test('the chain is told from the certificate upwards, and kept whole while something is wrong', async () => {
    const server = await startServer(chain.leaf, chain.intermediate);
    const fingerprint = ({ cert }: Issued): string => new X509Certificate(cert).fingerprint256;
    const facts = ({ cert }: Issued) =>
      expect.objectContaining({ fingerprint256: fingerprint({ cert } as Issued), pem: cert.trim() });

    const refused = await tried(server.port);
    const { certificate } = reportOf(refused).encryption ?? {};
    expect(certificate).toMatchObject({ fingerprint256: fingerprint(chain.leaf), pem: chain.leaf.cert.trim() });
    expect(certificate?.chain).toEqual([facts(chain.intermediate)]);
    expect((await postroom.logged(refused)).attemptList[0]?.encryption?.certificate).toEqual(certificate);

    const letPass = await tried(server.port, { 'smtp.rejectInvalidCertificates': false });
    expect((await postroom.logged(letPass)).attemptList[0]?.encryption?.certificate.pem).toBe(chain.leaf.cert.trim());

    const trusted = await tried(server.port, trusting(chain.root));
    expect(reportOf(trusted).encryption?.certificate.chain).toEqual([facts(chain.intermediate), facts(chain.root)]);
    const kept = (await postroom.logged(trusted)).attemptList[0]?.encryption?.certificate;
    expect(kept?.chain.map(({ fingerprint256 }) => fingerprint256)).toEqual([
      fingerprint(chain.intermediate),
      fingerprint(chain.root),
    ]);
    expect(JSON.stringify(kept)).not.toContain('BEGIN CERTIFICATE');
  });
});
