import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { TlsVersion } from '../../src/shared/smtp-settings.ts';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile, reportOf } from '../app-under-test.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { issuerForTests } from '../servers/issued-certificates.ts';
import { startTlsServer } from '../servers/tls-server.ts';
import { tls } from './failure-case.ts';

/** How far a server goes that knows TLS up to here. */
const OLD = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

describeWithPeers(['openssl'], 'the lowest TLS version', () => {
  const certificates = certificatesForTests();
  const issuer = issuerForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  const startServer = async (maxVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => {
    const server = await startTlsServer({ ...certificates().valid, ...OLD, maxVersion });
    onTestFinished(server.close);
    return server;
  };
  const tried = (port: number, lowest?: TlsVersion) =>
    postroom.test({ 'smtp.port': port, ...tls, ...(lowest === undefined ? {} : { 'smtp.lowestTlsVersion': lowest }) });

  test.each([
    ['TLSv1.3', undefined],
    ['TLSv1.2', undefined],
    ['TLSv1.3', '1.3'],
    ['TLSv1.3', '1.0'],
    ['TLSv1.2', '1.0'],
    ['TLSv1.1', '1.0'],
    ['TLSv1.1', '1.1'],
    ['TLSv1', '1.0'],
  ] as const)(
    'a server that goes up to %s is reached when it is %s, by the best that both know',
    async (version, lowest) => {
      const server = await startServer(version);
      const result = await tried(server.port, lowest);
      expect(expectValue(result).encryption?.protocol).toBe(version);
      expect(await postroom.logged(result)).toMatchObject({ status: 'sent', encryption: version });
    },
  );

  /** One cure after the other, the safer one first. */
  const reaches = (version: string, changes: { 'smtp.lowestTlsVersion': string }) =>
    changes['smtp.lowestTlsVersion'] <= (version === 'TLSv1' ? '1.0' : version.slice('TLSv'.length));

  test.each([
    ['TLSv1.1', undefined, '1.2', [{ 'smtp.lowestTlsVersion': '1.1' }, { 'smtp.lowestTlsVersion': '1.0' }]],
    ['TLSv1', undefined, '1.2', [{ 'smtp.lowestTlsVersion': '1.1' }, { 'smtp.lowestTlsVersion': '1.0' }]],
    ['TLSv1.2', '1.3', '1.3', [{ 'smtp.lowestTlsVersion': '1.2' }]],
    ['TLSv1', '1.1', '1.1', [{ 'smtp.lowestTlsVersion': '1.0' }]],
  ] as const)(
    'a server that goes up to %s is refused when it is %s, and a lower one is the cure',
    async (version, lowest, named, cures) => {
      const server = await startServer(version);
      const error = expectFailure(await tried(server.port, lowest), 'TLS_HANDSHAKE_FAILED');
      expect(error.message).toContain(`doesn’t speak TLS ${named}`);
      expect(error.cures).toEqual(cures.map((changes) => ({ changes })));
      expect(server.lines).toEqual([]);
      const cured = { 'smtp.port': server.port, ...tls, ...cures.find((each) => reaches(version, each)) };
      expect(expectValue(await postroom.test(cured)).encryption?.protocol).toBe(version);
    },
  );

  test('a lower version makes no certificate good', async () => {
    const { issue } = issuer();
    const { key, cert } = await issue('old', { keyType: 'rsa' });
    const server = await startTlsServer({ key, cert, ...OLD, maxVersion: 'TLSv1' });
    onTestFinished(server.close);
    const result = await tried(server.port, '1.0');
    expectFailure(result, 'CERTIFICATE_SELF_SIGNED');
    expect(reportOf(result).encryption?.protocol).toBe('TLSv1');
  });

  test('what one test allows is not allowed to the next one', async () => {
    const server = await startServer('TLSv1');
    expectValue(await tried(server.port, '1.0'));
    expectFailure(await tried(server.port), 'TLS_HANDSHAKE_FAILED');
  });

  test.each(['1.4', '1', 'TLSv1.2', '3.0', ''])('is refused as "%s"', async (version) => {
    const result = await postroom.app.dispatch('settings.change', { changes: { 'smtp.lowestTlsVersion': version } });
    expect(expectFailure(result, 'INVALID_INPUT').field).toBe('smtp.lowestTlsVersion');
  });
});
