import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type AppUnderTest,
  expectFailure,
  expectValue,
  openAppForFile,
  openAppUnderTest,
  reportOf,
  smtpChanges,
} from '../app-under-test.ts';
import { formsOf, tracesIn, tracesInFolder } from '../security/traces.ts';
import { answering, upgrade } from '../servers/answers.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { waitFor } from '../wait.ts';
import { CLIENT_NAME, clientCertificatesForTests, PASSPHRASE } from './client-certificate-files.ts';
import { offering, starttls, tls } from './failure-case.ts';

describeWithPeers(['openssl'], 'a server that asks for a client certificate', () => {
  const certificates = clientCertificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority.cert] });
  });
  afterAll(() => postroom?.close());

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('a server that wants one and gets none (%s) says so', async (version) => {
    const running = await certificates().startServer({
      minVersion: version,
      maxVersion: version,
      rejectUnauthorized: true,
    });
    const result = await postroom.test({ 'smtp.port': running.port, ...tls });
    const error = expectFailure(result, 'CLIENT_CERTIFICATE_INVALID');
    expect(error.message).toContain('wants to see a client certificate');
    expect(error.field).toBe('smtp.clientCertificateFile');
    expect(running.lines).toEqual([]);
  });

  // Node's own server hangs up without a word where OpenSSL's says why.
  const startStrict = async (version: string): Promise<number> => {
    const [port = 0] = await freePorts(1);
    const { server, authority } = certificates();
    const shows = ['-cert', server.certFile, '-key', server.keyFile, '-CAfile', authority.certFile, '-quiet'];
    const asks = ['-Verify', '1', '-verify_return_error', version];
    const child: ChildProcess = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, ...shows, ...asks], {
      stdio: 'ignore',
    });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    await waitFor('openssl s_server', async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      const connected = await once(socket, 'connect').then(
        () => true as const,
        () => undefined,
      );
      socket.destroy();
      return connected;
    });
    return port;
  };

  test.each(['-tls1_2', '-tls1_3'])('a server (%s) that refuses the one it gets says so', async (version) => {
    const { issuer, file, shown, authority } = certificates();
    const identities = {
      'of a stranger': await issuer.issue('stranger', { use: 'client' }),
      'that is for servers': await issuer.issue('mail', { use: 'server', issuer: authority }),
    };
    const port = await startStrict(version);
    for (const [name, { key, cert }] of Object.entries(identities)) {
      await writeFile(file(name), key + cert);
      const result = await postroom.test({ 'smtp.port': port, ...shown(name) });
      const error = expectFailure(result, 'CLIENT_CERTIFICATE_INVALID');
      expect(error.message).toContain('doesn’t accept this computer’s client certificate');
      expect(error.field).toBe('smtp.clientCertificateFile');
    }
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a server without a cipher in common (%s) is not taken for one that wants it',
    async (version) => {
      const none = version === 'TLSv1.2' ? 'ECDHE-RSA-AES128-GCM-SHA256' : 'TLS_AES_128_CCM_8_SHA256';
      const running = await certificates().startServer({ minVersion: version, maxVersion: version, ciphers: none });
      const result = await postroom.test({ 'smtp.port': running.port, ...tls });
      expectFailure(result, 'TLS_HANDSHAKE_FAILED');
    },
  );

  test.each([
    ['No client certificate presented', undefined, 'none is set'],
    ['Client certificate not trusted', 'both.pem', 'doesn’t accept'],
  ])('a server that says “%s” after the handshake is understood', async (words, certificate, sentence) => {
    const { server, shown } = certificates();
    const strict = await startScripted(
      answering({
        EHLO: async ({ isEncrypted, send }) => {
          await send(isEncrypted() ? `421 4.7.1 mail.postroom.test Error: ${words}\r\n` : offering('STARTTLS'));
          return 'go on';
        },
        STARTTLS: upgrade({ ...server, chainFile: '' }),
      }),
    );
    onTestFinished(strict.close);
    const identity = certificate === undefined ? {} : shown(certificate);
    const result = await postroom.test({ 'smtp.port': strict.port, ...identity, ...starttls });
    expect(expectFailure(result, 'CLIENT_CERTIFICATE_INVALID').message).toContain(sentence);
  });

  test('a certificate in the settings is not looked at where TLS is not spoken', async () => {
    const [port = 0] = await freePorts(1);
    const report = reportOf(
      await postroom.test({ ...certificates().shown('missing.pem'), 'smtp.port': port, 'smtp.security': 'none' }),
    );
    expect(report.steps.some(({ step, status }) => step === 'connect' && status === 'failed')).toBe(true);
  });

  test('a stored passphrase opens the key, and is nowhere to be found', async () => {
    const own = await openAppUnderTest({ trustedAuthorities: [certificates().authority.cert] });
    const running = await certificates().startServer({ rejectUnauthorized: true });
    const { dispatch } = own.app;
    const said: unknown[] = [];
    const settings = smtpChanges({
      'smtp.port': running.port,
      ...certificates().shown('certificate.pem', 'locked-key.pem'),
    });
    said.push(await dispatch('settings.change', { changes: settings }));
    expectFailure(await own.test({}), 'CLIENT_CERTIFICATE_INVALID');
    said.push(await dispatch('settings.setClientKeyPassphrase', { passphrase: PASSPHRASE }));
    const result = await own.test({});
    expectValue(result);
    // One that is typed stands before the one that is stored.
    const wrong = await own.test({}, { clientKeyPassphrase: 'wrong' });
    expectFailure(wrong, 'CLIENT_CERTIFICATE_INVALID');
    expect(running.clients).toEqual([CLIENT_NAME]);
    said.push(await dispatch('settings.get', {}), await dispatch('settings.export', {}), result, wrong, own.events);
    said.push(await own.logged(result), await own.transcript(result));
    for (const each of [result, wrong])
      said.push(expectValue(await dispatch('log.supportReport', { id: reportOf(each).deliveryId })));
    const forms = formsOf(PASSPHRASE, 'console');
    expect(tracesIn(JSON.stringify(said), forms)).toEqual([]);
    expect(await tracesInFolder(own.dataFolder, forms)).toEqual([]);
    expect(JSON.stringify(said)).toContain('"hasClientKeyPassphrase":true');
  });
});
