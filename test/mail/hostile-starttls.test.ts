import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, openAppForFile, reportOf } from '../app-under-test.ts';
import {
  type Answer,
  type Answers,
  answering,
  cut,
  garbage,
  hangUp,
  thenSilence,
  upgrade,
} from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { account } from '../servers/smtp-server.ts';
import { offering, signIn, starttls } from './failure-case.ts';

describeWithPeers(['openssl'], 'servers that are hostile about STARTTLS', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  const start = async (answers: Answers): Promise<ScriptedServer> => {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    return server;
  };

  test.for([
    ['an answer to EHLO', '250-mail.elsewhere.test\r\n250 AUTH PLAIN LOGIN\r\n'],
    ['a whole session', '250-mail\r\n250 AUTH PLAIN\r\n235 Ok\r\n250 Ok\r\n250 Ok\r\n354 Go\r\n250 Taken\r\n'],
    ['a refusal', '554 Go away\r\n'],
    ['half a line', '250-'],
  ] as const)('%s injected behind STARTTLS’s 220 is thrown away', async ([, injected]) => {
    const offers = { EHLO: offering('STARTTLS') };
    const server = await start({ ...offers, STARTTLS: upgrade(certificates().valid, injected) });
    const result = await postroom.test(
      { 'smtp.port': server.port, ...starttls, ...signIn },
      { password: account.password },
    );
    // Over TLS this server offers no sign-in; only the injected text did.
    expect(result.ok ? 'it succeeded' : result.error.code).toBe('AUTH_NOT_OFFERED');
    expect(server.lines.filter((line) => /^(AUTH|MAIL)/.test(line))).toEqual([]);
    expect(server.clearLines.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS']);
    expect(reportOf(result).encryption?.protocol).toBe('TLSv1.3');
  });

  test('what was offered in clear doesn’t count after TLS', async () => {
    let greeted = 0;
    const server = await start({
      EHLO: async (session) => {
        await session.send(offering(...(++greeted === 1 ? ['STARTTLS', 'AUTH PLAIN'] : [])));
        return 'go on';
      },
      STARTTLS: upgrade(certificates().valid),
    });
    const result = await postroom.test(
      { 'smtp.port': server.port, ...starttls, ...signIn },
      { password: account.password },
    );
    expect(result.ok ? 'it succeeded' : result.error.code).toBe('AUTH_NOT_OFFERED');
  });

  test.for([
    ['a refusal', '454 4.7.0 No TLS today\r\n'],
    ['a hang-up', hangUp],
    ['a cut', cut],
    ['no TLS after the 220', thenSilence('220 Go\r\n250 Ok\r\n')],
    ['garbage after the 220', thenSilence(Buffer.concat([Buffer.from('220 Go\r\n'), garbage]))],
    ['a reply of no code', 'Go\r\n'],
  ] as [string, Answer][])('%s to STARTTLS never leads to a session in clear', async ([, answer]) => {
    for (const security of ['starttls', 'starttls-if-available']) {
      const server = await start({ EHLO: offering('STARTTLS', 'AUTH PLAIN'), STARTTLS: answer });
      const changes = { 'smtp.port': server.port, 'smtp.security': security, ...signIn };
      const result = await postroom.test(changes, { password: account.password });
      expect(reportOf(result).status).toBe('failed');
      expect(server.connections()).toBe(1);
      expect(
        server.lines.map((line) => line.split(' ')[0]).filter((verb) => /^(AUTH|MAIL|EHLO)$/.test(verb ?? '')),
      ).toEqual(['EHLO']);
    }
  });
});
