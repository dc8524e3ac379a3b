import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { StepName } from '../../src/shared/delivery.ts';
import type { FailureCode } from '../../src/shared/result.ts';
import { type AppUnderTest, expectFailure, openAppForFile, reportOf } from '../app-under-test.ts';
import { type Answers, answering, silence, thenHangUp } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { account } from '../servers/smtp-server.ts';
import { offering, signIn, starttls } from './failure-case.ts';

const pipelining = { EHLO: offering('PIPELINING') };

const cases: readonly [what: string, answers: Answers, code: FailureCode, step: StepName, words: string][] = [
  [
    'the sender',
    { ...pipelining, MAIL: thenHangUp('550 5.7.1 Blocked sender\r\n') },
    'SENDER_REJECTED',
    'sender',
    'Blocked sender',
  ],
  [
    'the recipient',
    { ...pipelining, RCPT: thenHangUp('550 5.7.1 Blocked by list\r\n') },
    'RECIPIENT_REJECTED',
    'recipient',
    'Blocked by list',
  ],
  [
    'the recipient, and is silent then',
    { ...pipelining, RCPT: '550 5.1.1 Nobody\r\n', DATA: silence },
    'RECIPIENT_REJECTED',
    'recipient',
    'Nobody',
  ],
  [
    'the session at MAIL',
    { ...pipelining, MAIL: thenHangUp('421 4.7.0 Too many\r\n') },
    'CONNECTION_LOST',
    'sender',
    'Too many',
  ],
  ['EHLO', { EHLO: thenHangUp('550 5.7.1 Bad name\r\n') }, 'NOT_SMTP', 'ehlo', 'Bad name'],
];

describe('a server that refuses and hangs up has said why', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  async function start(answers: Answers): Promise<{ port: number; lines: readonly string[] }> {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    return server;
  }

  test.for(cases)('%s', async ([, answers, code, step, words]) => {
    const { port } = await start(answers);
    const result = await postroom.test({ 'smtp.port': port });
    expect(expectFailure(result, code).message).toContain(words);
    expect(reportOf(result).steps.find((each) => each.status === 'failed')?.step).toBe(step);
  });

  test('a refused sender leaves the recipients untried, whatever is said of them', async () => {
    const { port } = await start({
      ...pipelining,
      MAIL: '550 5.7.1 No\r\n',
      RCPT: '503 need MAIL\r\n',
      DATA: '503 no\r\n',
    });
    const report = reportOf(await postroom.test({ 'smtp.port': port }));
    expect(report.recipients.map((recipient) => recipient.status)).toEqual(['not-tried']);
    expect(report.reply).toBe('550 5.7.1 No');
  });

  test.each([
    ['421 4.7.0 Too many connections', 'CONNECTION_LOST'],
    ['550 5.7.1 Access denied', 'NOT_SMTP'],
    ['502 5.5.1 Not implemented', 'STARTTLS_NOT_OFFERED'],
  ] as const)('STARTTLS wanted, EHLO answered with %s: %s', async (reply, code) => {
    const { port } = await start({ EHLO: `${reply}\r\n` });
    expectFailure(await postroom.test({ 'smtp.port': port, ...starttls }), code);
  });

  test('a sign-in of endless challenges ends', async () => {
    const { port, lines } = await start({
      EHLO: offering('AUTH PLAIN'),
      AUTH: async (session) => {
        for (let times = 0; times < 1000; times++) {
          await session.send('334 \r\n');
          if ((await session.line()) === undefined) break;
        }
        return 'stop';
      },
    });
    const result = await postroom.test({ 'smtp.port': port, ...signIn }, { password: account.password });
    expect(result.ok).toBe(false);
    expect(lines.length).toBeLessThan(50);
  });

  test('mechanisms are named only as far as they can be names', async () => {
    const odd = `X\x1b]0;title\x07 ${account.password.replaceAll(' ', '')} GSSAPI ${'A'.repeat(500)}`;
    const { port } = await start({ EHLO: offering(`AUTH ${odd}`) });
    const result = await postroom.test({ 'smtp.port': port, ...signIn }, { password: account.password });
    const { message } = expectFailure(result, 'AUTH_NOT_OFFERED');
    expect(message).toContain('GSSAPI');
    expect(message).not.toContain('\x1b');
    expect(message.length).toBeLessThan(400);
  });

  test('settings saved while a test runs keep their password from the server that is tested', async () => {
    const { port, lines } = await start({ EHLO: offering('AUTH PLAIN') });
    const change = (changes: Record<string, string>) => postroom.app.dispatch('settings.change', { changes });
    await change({
      service: 'smtp',
      'smtp.host': '127.0.0.1',
      'smtp.port': String(port),
      'smtp.authentication': 'true',
      'smtp.username': 'svc@example.org',
    });
    await postroom.app.dispatch('settings.setPassword', { password: 'for the first' });
    const running = postroom.app.dispatch('test.run', { testId: 'race', to: 'pat@example.org' });
    await postroom.app.dispatch('settings.setPassword', { password: 'for the second' });
    await running;
    const sent = lines
      .filter((line) => line.startsWith('AUTH PLAIN '))
      .map((line) => Buffer.from(line.slice(11), 'base64').toString());
    expect(sent.join()).not.toContain('for the second');
  });
});
