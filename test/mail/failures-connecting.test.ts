import { afterAll, beforeAll, test } from 'vitest';
import { type AppUnderTest, openAppForFile } from '../app-under-test.ts';
import { type Answers, answering, cut, hangUp, silence, thenHangUp, thenSilence } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startFullBacklog } from '../servers/full-backlog.ts';
import { startScripted } from '../servers/scripted.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expectCase, type FailureCase, ifAvailable, offering, type Serve, starttls, tls } from './failure-case.ts';

const scripted =
  (answers: Answers): Serve =>
  () =>
    startScripted(answering(answers));
const plain: Serve = () => startSmtpServer();
const implicitTls: Serve = ({ valid }) => startSmtpServer({ tls: 'implicit', keyPair: valid });
const nothing: Serve = async () => ({ port: (await freePorts(1))[0] ?? 0, close: () => {} });
const noSuchName = { changes: { 'smtp.host': 'mail.postroom.invalid' } };
const alert = (description: string): Buffer => Buffer.from(`150303000202${description}`, 'hex');
const upgrading = (starttlsAnswer: Answers['STARTTLS']): Serve =>
  scripted({ EHLO: offering('STARTTLS'), STARTTLS: starttlsAnswer ?? '' });

const cases: readonly FailureCase[] = [
  ['a name that doesn’t exist', 'DNS_NOT_FOUND', 'lookup', plain, noSuchName],
  ['a port that nothing listens on', 'CONNECTION_REFUSED', 'connect', nothing],
  ['a greeting that never comes', 'GREETING_TIMEOUT', 'greeting', scripted({ connect: silence })],
  ['a server that hangs up before its greeting', 'CONNECTION_LOST', 'greeting', scripted({ connect: hangUp })],
  [
    'a connection broken off before the greeting',
    'CONNECTION_LOST',
    ['connect', 'greeting'],
    scripted({ connect: cut }),
  ],
  [
    'a server too busy to greet',
    'CONNECTION_REFUSED',
    'greeting',
    scripted({ connect: thenHangUp('421 Too busy\r\n') }),
  ],
  ['a server that wants no mail', 'CONNECTION_REFUSED', 'greeting', scripted({ connect: '554 No SMTP here\r\n' })],
  ['a web server', 'NOT_SMTP', 'greeting', scripted({ connect: 'HTTP/1.1 400 Bad Request\r\n\r\n' })],
  ['a POP3 server', 'NOT_SMTP', 'greeting', scripted({ connect: '+OK POP3 ready\r\n' })],
  ['an IMAP server', 'NOT_SMTP', 'greeting', scripted({ connect: '* OK IMAP4rev1 ready\r\n' })],
  ['an SSH server', 'NOT_SMTP', 'greeting', scripted({ connect: 'SSH-2.0-OpenSSH_9.9\r\n' })],
  ['half a greeting', 'NOT_SMTP', 'greeting', scripted({ connect: thenSilence('220-mail.postroom') })],
  [
    'a server that knows neither EHLO nor HELO',
    'NOT_SMTP',
    'ehlo',
    scripted({ EHLO: '500 What?\r\n', HELO: '500 What?\r\n' }),
  ],

  ['TLS spoken to a server that doesn’t', 'TLS_WRONG_VERSION', 'tls', plain, { changes: tls }],
  ['TLS not spoken to a server that does', 'TLS_WRONG_VERSION', 'greeting', implicitTls],
  [
    'STARTTLS with a server that speaks TLS at once',
    'TLS_WRONG_VERSION',
    'greeting',
    implicitTls,
    { changes: starttls },
  ],
  [
    'a server with only an old TLS',
    'TLS_HANDSHAKE_FAILED',
    'tls',
    scripted({ connect: alert('46') }),
    { changes: tls },
  ],
  [
    'a server that ends the handshake',
    'TLS_HANDSHAKE_FAILED',
    'tls',
    scripted({ connect: alert('28') }),
    { changes: tls },
  ],
  [
    'a server that hangs up instead of TLS',
    'TLS_HANDSHAKE_FAILED',
    'tls',
    scripted({ connect: hangUp }),
    { changes: tls },
  ],
  ['silence instead of TLS', 'TLS_HANDSHAKE_FAILED', 'tls', scripted({ connect: silence }), { changes: tls }],
  [
    'a hang-up after STARTTLS',
    'TLS_HANDSHAKE_FAILED',
    'tls',
    upgrading(thenHangUp('220 Go\r\n')),
    { changes: starttls },
  ],
  [
    'silence after STARTTLS',
    'TLS_HANDSHAKE_FAILED',
    'tls',
    upgrading(thenSilence('220 Go\r\n')),
    { changes: starttls },
  ],
  ['no STARTTLS', 'STARTTLS_NOT_OFFERED', 'starttls', plain, { changes: starttls }],
  ['STARTTLS refused', 'STARTTLS_REFUSED', 'starttls', upgrading('454 4.7.0 No TLS\r\n'), { changes: starttls }],
  ['STARTTLS offered and refused', 'STARTTLS_REFUSED', 'starttls', upgrading('454 No\r\n'), { changes: ifAvailable }],
];

describeWithPeers(['openssl'], 'failures before a session is open', () => {
  const certificates = certificatesForTests();
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ trustedAuthorities: [certificates().authority] });
  });
  afterAll(() => postroom?.close());

  test.for(cases)('%s is %s', async (each) => expectCase(postroom, certificates(), each));

  test('a port that never answers is CONNECTION_TIMEOUT', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux drops what a full queue can’t take');
    await expectCase(postroom, certificates(), ['', 'CONNECTION_TIMEOUT', 'connect', startFullBacklog]);
  });
});
