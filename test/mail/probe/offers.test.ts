import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { CertificateProblem } from '../../../src/shared/certificate.ts';
import { type AppUnderTest, expectValue, openAppForFile } from '../../app-under-test.ts';
import { answering, upgrade } from '../../servers/answers.ts';
import type { CertificateName } from '../../servers/certificates.ts';
import { certificatesForTests } from '../../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../../servers/describe-with-peers.ts';
import { freePorts } from '../../servers/free-ports.ts';
import { type ScriptedServer, startScripted } from '../../servers/scripted.ts';
import { type SmtpServerSetup, startSmtpServer } from '../../servers/smtp-server.ts';
import { offering } from '../failure-case.ts';
import { onlyPort, probe, reportOf } from './probing.ts';

describeWithPeers(['openssl'], 'what a server offers', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  const start = async (setup: SmtpServerSetup) => {
    const server = await startSmtpServer({ keyPair: certificates().valid, ...setup });
    onTestFinished(server.close);
    return server;
  };
  const startScript = async (...args: Parameters<typeof startScripted>): Promise<ScriptedServer> => {
    const server = await startScripted(...args);
    onTestFinished(server.close);
    return server;
  };

  test.for([
    ['none', 'none', 'none'],
    ['offered', 'starttls', 'starttls'],
    ['required', 'starttls', 'starttls'],
    ['implicit', 'implicit', 'tls'],
  ] as const)('TLS that is %s is found as %s, and used as %s', async ([tls, found, security]) => {
    const server = await start({ tls, mechanisms: ['PLAIN', 'CRAM-MD5'], sizeLimit: 5_000_000 });
    const report = expectValue(await probe(postroom, [server.port]));
    expect(report).toMatchObject({ host: '127.0.0.1', addresses: ['127.0.0.1'], best: 0 });
    expect(report.ports).toMatchObject([
      {
        address: '127.0.0.1',
        family: 'ipv4',
        port: server.port,
        state: 'open',
        greeting: '220 mail.postroom.test ESMTP',
        tls: found,
        mechanismsInClear: found === 'implicit' ? [] : ['PLAIN', 'CRAM-MD5'],
        mechanisms: found === 'none' ? [] : ['PLAIN', 'CRAM-MD5'],
        sizeLimit: 5_000_000,
        failure: null,
      },
    ]);
    const [port] = report.ports;
    expect(port?.extensions).toEqual(expect.arrayContaining(['AUTH PLAIN CRAM-MD5', 'SIZE 5000000', '8BITMIME']));
    expect(port?.changes).toEqual({
      service: 'smtp',
      'smtp.host': '127.0.0.1',
      'smtp.port': String(server.port),
      'smtp.security': security,
    });
    if (found === 'none') return void expect(port?.encryption).toBeNull();
    expect(port?.encryption).toMatchObject({ protocol: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/) });
    expect(port?.encryption?.certificate).toMatchObject({
      problems: [],
      trustedBy: 'authority',
      fingerprint256: new X509Certificate(certificates().valid.cert).fingerprint256,
    });
  });

  test.for([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['notYetValid', 'CERTIFICATE_NOT_YET_VALID'],
    ['wrongName', 'CERTIFICATE_NAME_MISMATCH'],
    ['selfSigned', 'CERTIFICATE_SELF_SIGNED'],
    ['unknownIssuer', 'CERTIFICATE_UNKNOWN_ISSUER'],
  ] as const satisfies [CertificateName, CertificateProblem][])(
    'a certificate that is %s is told, and the rest is found out',
    async ([name, problem]) => {
      const keyPair = certificates()[name];
      const offered = await start({ tls: 'offered', keyPair, mechanisms: ['PLAIN'] });
      const implicit = await start({ tls: 'implicit', keyPair, mechanisms: ['PLAIN'] });
      const report = expectValue(await probe(postroom, [offered.port, implicit.port]));
      for (const port of report.ports) {
        expect(port.encryption?.certificate).toMatchObject({ problems: [problem], trustedBy: null });
        expect(port).toMatchObject({ state: 'open', mechanisms: ['PLAIN'], failure: null });
        expect(port.changes).not.toHaveProperty(['smtp.rejectInvalidCertificates']);
      }
    },
  );

  test('sign-in that is offered after TLS only is told as that, and so is one that TLS takes away', async () => {
    const answers = (inClear: string, encrypted: string) =>
      answering({
        EHLO: async (session) => {
          await session.send(session.isEncrypted() ? offering(encrypted) : offering('STARTTLS', inClear));
          return 'go on';
        },
        STARTTLS: upgrade(certificates().valid),
      });
    const later = await startScript(answers('PIPELINING', 'AUTH LOGIN PLAIN'));
    expect(onlyPort(await probe(postroom, [later.port]))).toMatchObject({
      mechanismsInClear: [],
      mechanisms: ['LOGIN', 'PLAIN'],
      extensions: ['AUTH LOGIN PLAIN', '8BITMIME'],
    });
    const gone = await startScript(answers('AUTH=LOGIN', 'PIPELINING'));
    expect(onlyPort(await probe(postroom, [gone.port]))).toMatchObject({
      mechanismsInClear: ['LOGIN'],
      mechanisms: [],
      extensions: ['PIPELINING', '8BITMIME'],
    });
  });

  test('a server on port 465 that begins in clear is found out as that', async ({ skip }) => {
    const server = await start({ tls: 'offered', mechanisms: ['PLAIN'] });
    const address = '127.0.0.46';
    const relay = createServer((socket) => {
      const onwards = connect(server.port, '127.0.0.1');
      pipeline(socket, onwards, socket, () => {});
    });
    const listening = await once(relay.listen(465, address), 'listening').then(
      () => true,
      () => false,
    );
    skip(!listening, 'port 465 can’t be listened on here');
    onTestFinished(() => void relay.close());
    const port = onlyPort(await probe(postroom, [465], { host: address }));
    expect(port).toMatchObject({ state: 'open', tls: 'starttls', failure: null });
    expect(port.changes).toMatchObject({ 'smtp.port': '465', 'smtp.security': 'starttls' });
  });

  test('a server that knows no EHLO is open all the same', async () => {
    const server = await startScript(answering({ EHLO: '502 5.5.1 What?\r\n' }));
    expect(onlyPort(await probe(postroom, [server.port]))).toMatchObject({
      state: 'open',
      tls: 'none',
      extensions: [],
      sizeLimit: null,
      failure: null,
    });
  });

  test.for([
    ['refused', '454 4.7.0 TLS not available\r\n', 'STARTTLS_REFUSED'],
    ['followed by something that is no TLS', '220 Go\r\n', 'TLS_HANDSHAKE_FAILED'],
  ] as const)('STARTTLS that is offered and then %s: open, with what it offers in clear', async ([, answer, code]) => {
    const server = await startScript(
      answering({
        EHLO: offering('STARTTLS', 'AUTH PLAIN', 'SIZE 1000'),
        STARTTLS: async (session) => {
          await session.send(answer);
          if (code === 'TLS_HANDSHAKE_FAILED') await session.send('This is no TLS\r\n');
          return 'go on';
        },
      }),
    );
    const result = await probe(postroom, [server.port]);
    expect(onlyPort(result)).toMatchObject({
      state: 'open',
      tls: 'starttls',
      encryption: null,
      mechanismsInClear: ['PLAIN'],
      mechanisms: [],
      sizeLimit: 1000,
      failure: { code },
      changes: null,
    });
    expect(reportOf(result).best).toBeNull();
  });

  test('several ports are told in the order that was asked for, each by an event as well', async () => {
    const implicit = await start({ tls: 'implicit', mechanisms: ['PLAIN'] });
    const plain = await start({ tls: 'none', mechanisms: ['PLAIN'] });
    const [closed = 0] = await freePorts(1);
    const ports = [closed, plain.port, implicit.port, plain.port];
    const report = expectValue(await probe(postroom, ports, { probeId: 'in-order' }));
    expect(report.ports.map(({ port }) => port)).toEqual([closed, plain.port, implicit.port]);
    expect(report.ports.map(({ state }) => state)).toEqual(['closed', 'open', 'open']);
    expect(report.best).toBe(2);
    const told = postroom.events
      .filter((event) => event.name === 'probe.port')
      .map(({ payload }) => payload)
      .filter(({ probeId }) => probeId === 'in-order');
    expect(told.toSorted((a, b) => a.index - b.index).map(({ port }) => port)).toEqual(report.ports);
  });

  test('nothing goes out but EHLO, STARTTLS and QUIT', async () => {
    const script = answering({
      EHLO: offering('STARTTLS', 'AUTH PLAIN LOGIN CRAM-MD5 NTLM'),
      STARTTLS: upgrade(certificates().valid),
    });
    const seen = [await startScript(script), await startScript(script, { implicitTls: certificates().valid })];
    const ports = seen.map(({ port }) => port);
    expectValue(await probe(postroom, ports));
    const lines = seen.flatMap((server) => server.lines);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['EHLO', 'QUIT', 'STARTTLS']));
    for (const line of lines) expect(line).toMatch(/^(EHLO \S+|STARTTLS|QUIT)$/);
  });

  test('nothing of it is kept: no row in the Log, no other settings', async () => {
    const server = await start({ tls: 'offered' });
    const before = expectValue(await postroom.app.dispatch('settings.get', {}));
    expectValue(await probe(postroom, [server.port]));
    expect(expectValue(await postroom.app.dispatch('log.list', {}))).toMatchObject({ rows: [] });
    expect(expectValue(await postroom.app.dispatch('settings.get', {}))).toEqual(before);
  });

  test('what it says to change is taken by a test, which then gets through', async () => {
    const server = await start({ tls: 'implicit' });
    const { changes } = onlyPort(await probe(postroom, [server.port]));
    const result = await postroom.test(changes ?? {});
    expect(expectValue(result).status).toBe('sent');
    expect(server.messages).toMatchObject([{ encrypted: true }]);
  });
});
