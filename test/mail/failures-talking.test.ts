import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, expectFailure, openAppForFile, reportOf } from '../app-under-test.ts';
import { type Answers, answering, cut, hangUp, silence } from '../servers/answers.ts';
import type { Certificates } from '../servers/certificates.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, type SmtpServerSetup, startSmtpServer } from '../servers/smtp-server.ts';
import { expectCase, type FailureCase, offering, type Serve, signIn } from './failure-case.ts';

const scripted =
  (answers: Answers): Serve =>
  () =>
    startScripted(answering(answers));
const server =
  (setup: SmtpServerSetup): Serve =>
  () =>
    startSmtpServer(setup);
const refusing = (refuse: NonNullable<SmtpServerSetup['refuse']>): Serve => server({ mechanisms: ['PLAIN'], refuse });
const signingIn = { changes: signIn, input: { password: account.password } };
const wrong = { changes: signIn, input: { password: 'wrong' } };
const unknown = { status: 'unknown' } as const;
const to = 'someone@recipient.test';

const cases: readonly FailureCase[] = [
  ['no sign-in offered', 'AUTH_NOT_OFFERED', 'sign-in', server({}), signingIn],
  ['mechanisms nobody has', 'AUTH_NOT_OFFERED', 'sign-in', scripted({ EHLO: offering('AUTH GSSAPI NTLM') }), signingIn],
  ['a wrong password', 'AUTH_REJECTED', 'sign-in', server({ mechanisms: ['PLAIN'] }), wrong],
  ['a sign-in refused', 'AUTH_REJECTED', 'sign-in', refusing({ authentication: { code: 535, text: 'No' } }), signingIn],
  [
    'a sign-in put off',
    'AUTH_REJECTED',
    'sign-in',
    refusing({ authentication: { code: 454, text: 'Later' } }),
    signingIn,
  ],
  ['a sign-in required', 'AUTH_REQUIRED', 'sender', server({ mechanisms: ['PLAIN'], authenticationRequired: true })],
  ['encryption required', 'ENCRYPTION_REQUIRED', 'sender', server({ tls: 'required' })],
  ['a sender refused', 'SENDER_REJECTED', 'sender', refusing({ sender: { code: 550, text: 'Not you' } })],
  [
    'a recipient refused',
    'RECIPIENT_REJECTED',
    'recipient',
    refusing({ recipients: { [to]: { code: 550, text: 'No' } } }),
  ],
  [
    'a recipient put off',
    'RECIPIENT_REJECTED',
    'recipient',
    refusing({ recipients: { [to]: { code: 450, text: 'No' } } }),
  ],
  ['DATA refused', 'MESSAGE_REJECTED', 'data', scripted({ DATA: '554 5.5.1 No\r\n' })],
  ['a message refused', 'MESSAGE_REJECTED', 'accepted', refusing({ message: { code: 554, text: 'Spam' } })],
  ['a message put off', 'MESSAGE_REJECTED', 'accepted', refusing({ message: { code: 451, text: 'Try later' } })],
  ['more than the announced size', 'MESSAGE_TOO_LARGE', 'sender', server({ sizeLimit: 300 })],
  ['more than a size not announced', 'MESSAGE_TOO_LARGE', 'accepted', server({ sizeLimit: 300, sizeHidden: true })],
  ['a cut after the final dot', 'OUTCOME_UNKNOWN', 'accepted', scripted({ message: cut }), unknown],
  ['a hang-up after the final dot', 'OUTCOME_UNKNOWN', 'accepted', scripted({ message: hangUp }), unknown],
  ['silence after the final dot', 'OUTCOME_UNKNOWN', 'accepted', scripted({ message: silence }), unknown],
];

const cuttable = [
  ['EHLO', 'ehlo'],
  ['AUTH', 'sign-in'],
  ['MAIL', 'sender'],
  ['RCPT', 'recipient'],
  ['DATA', 'data'],
] as const;

describe('failures of an open session', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  // No case here has to do with certificates.
  const none = {} as Certificates;

  test.for(cases)('%s is %s', async (each) => expectCase(postroom, none, each));

  test.each(
    cuttable.flatMap(([moment, step]) => [
      { moment, step, how: 'cut', answer: cut, code: 'CONNECTION_LOST' } as const,
      { moment, step, how: 'hang-up', answer: hangUp, code: 'CONNECTION_LOST' } as const,
      { moment, step, how: 'silence', answer: silence, code: 'CONNECTION_TIMEOUT' } as const,
      { moment, step, how: '421', answer: '421 4.3.2 Shutting down\r\n', code: 'CONNECTION_LOST' } as const,
    ]),
  )('$how after $moment is $code', async ({ moment, step, answer, code }) => {
    const serve = scripted({ EHLO: offering('AUTH PLAIN'), [moment]: answer });
    await expectCase(postroom, none, ['', code, step, serve, signingIn]);
  });

  test('a test that is stopped early tells what comes up until there, and nothing later', async () => {
    const stops = ['reach', 'sign-in', 'recipient'] as const;
    for (const until of stops) {
      const hostile = await startScripted(answering({ EHLO: offering('AUTH PLAIN'), DATA: cut }));
      onTestFinished(hostile.close);
      const result = await postroom.test(
        { 'smtp.port': hostile.port, ...signIn },
        { password: account.password, until },
      );
      expect(reportOf(result).status).toBe('checked');
      expect(hostile.lines).not.toContain('DATA');
      expect(hostile.lines.some((line) => line.startsWith('AUTH'))).toBe(until !== 'reach');
      expect(hostile.lines.some((line) => line.startsWith('MAIL'))).toBe(until === 'recipient');
    }
  });

  test('a recipient that is refused fails a test that stops at the recipients', async () => {
    const strict = await startSmtpServer({ refuse: { recipients: { [to]: { code: 550, text: 'No such user' } } } });
    onTestFinished(strict.close);
    const result = await postroom.test({ 'smtp.port': strict.port }, { until: 'recipient' });
    expectFailure(result, 'RECIPIENT_REJECTED');
    expect(reportOf(result).recipients).toEqual([
      { address: to, status: 'rejected', reply: expect.stringMatching(/^550/) },
    ]);
  });
});
