import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Credentials, plainConnection } from '../../src/main/mail/connection.ts';
import { messageOf } from '../../src/main/mail/message-source.ts';
import { answering, thenHangUp, upgrade } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { type RunningPostfix, startPostfix } from '../servers/postfix.ts';
import { startScripted } from '../servers/scripted.ts';
import { account } from '../servers/smtp-server.ts';
import { offering } from './failure-case.ts';
import { brief, openLine, transcriptOf } from './line-under-test.ts';

const credentials: Credentials = {
  username: account.username,
  password: account.password,
  method: 'automatic',
  domain: '',
  allowClearText: false,
};

describeWithPeers(['openssl'], 'a line with STARTTLS and a sign-in', () => {
  const certificates = certificatesForTests();

  test('does both once, and what was secret stays so in every message’s transcript', async () => {
    const response = Buffer.from(`\0${account.username}\0${account.password}`).toString('base64');
    const server = await startScripted(
      answering({
        EHLO: async (session) => {
          await session.send(offering(session.isEncrypted() ? 'AUTH PLAIN' : 'STARTTLS', 'PIPELINING'));
          return 'go on';
        },
        STARTTLS: upgrade(certificates().valid),
        RCPT: `250 2.1.5 Ok ${account.password} ${response}\r\n`,
        message: `250 2.0.0 ${response} taken\r\n`,
      }),
    );
    onTestFinished(server.close);
    const { send } = openLine(server.port, { security: 'starttls', credentials, host: 'localhost' }, [
      certificates().authority,
    ]);
    const first = await send();
    expect(first.failure).toBeNull();
    const outcomes = [first, await send(), await send()];
    expect(outcomes.map(brief)).toEqual(['sent new', 'sent reused', 'sent reused']);
    for (const outcome of outcomes) {
      expect(outcome.encryption).toEqual(first.encryption);
      expect(outcome.encryption?.protocol).toMatch(/^TLSv1\.[23]$/);
      const shown = JSON.stringify(outcome);
      expect(shown).not.toContain(account.password);
      expect(shown).not.toContain(response);
    }
    expect(server.lines.filter((line) => /^(STARTTLS|AUTH)/.test(line))).toHaveLength(2);
    expect(server.clearLines.some((line) => /^(AUTH|MAIL)/.test(line))).toBe(false);
  });

  test('that is refused says at which step and with which words', async () => {
    const server = await startScripted(
      answering({ EHLO: offering('AUTH PLAIN'), AUTH: thenHangUp('454 4.7.0 Temporary failure\r\n') }),
    );
    onTestFinished(server.close);
    const { send } = openLine(server.port, { credentials: { ...credentials, allowClearText: true } });
    const outcome = await send();
    expect(outcome).toMatchObject({ failedStep: 'sign-in', handedOver: false, reused: false });
    expect(outcome.refusal).toEqual({ step: 'sign-in', reply: '454 4.7.0 Temporary failure' });
  });
});

describeWithPeers(['postfix', 'openssl'], 'a line to Postfix', () => {
  const certificates = certificatesForTests();
  let postfix: RunningPostfix;
  beforeAll(async () => {
    postfix = await startPostfix(certificates());
  });
  afterAll(() => postfix?.close());

  const mailOf = (id: string, body: string) =>
    messageOf(Buffer.from(`From: <console@sender.test>\r\nSubject: Line\r\nMessage-ID: ${id}\r\n\r\n${body}`));
  const bodyOf = (delivered: Buffer): string => delivered.subarray(delivered.indexOf('\n\n') + 2).toString('latin1');

  test.for([
    ['none', 'open'],
    ['starttls', 'required'],
    ['tls', 'implicit'],
  ] as const)('with security %s delivers what was handed in, over one connection', async ([security, port]) => {
    const signsIn = security === 'none' ? {} : { credentials };
    const { line, send } = openLine(postfix.ports[port], { ...plainConnection, security, ...signsIn }, [
      certificates().authority,
    ]);
    const bodies = ['.\r\n', '..\r\n.\r\n\r\n.a\r\n', 'plain\r\n', `${`.${'d'.repeat(70)}\r\n`.repeat(30_000)}`];
    for (const [index, body] of bodies.entries()) {
      const id = `<${security}-${index}@sender.test>`;
      const outcome = await send({ message: mailOf(id, body) });
      expect(outcome.failure).toBeNull();
      expect(outcome.reused).toBe(index > 0);
      expect(outcome.reply).toMatch(/^250 2\.0\.0 Ok: queued as /);
      expect(bodyOf(await postfix.delivered(id))).toBe(body.replaceAll('\r\n', '\n'));
    }
    await line.close();
  });

  test('goes on after a refusal', async () => {
    const { send } = openLine(postfix.ports.open);
    expect(brief(await send())).toBe('sent new');
    const refused = await send({ recipients: ['nobody@elsewhere.test'] });
    expect(refused).toMatchObject({ status: 'failed', failedStep: 'recipient', reused: true });
    expect(transcriptOf(refused)).toContain('client: RSET');
    expect(brief(await send())).toBe('sent reused');
  });
});
