import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, openAppForFile, reportOf } from '../app-under-test.ts';
import { offering } from '../mail/failure-case.ts';
import { type Answer, answering, cut, endless, hangUp, type Moment, silence, thenHangUp } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { bounded } from './bounds.ts';

const MEGABYTE = 1_048_576;
/** Sessions at a time: most of them wait for a server that has stopped talking. */
const AT_ONCE = 10;
const ROUNDS = 10;
const timeouts = { connectMs: 400, greetingMs: 250, idleMs: 250 };

const code = fc.oneof(
  fc.constantFrom('220', '235', '250', '334', '354', '421', '450', '535', '550', '554'),
  fc.integer({ min: 0, max: 1999 }).map(String),
);
const words = fc.oneof(
  fc.constantFrom(
    '',
    'Ok',
    '2.0.0 Ok',
    'STARTTLS',
    'AUTH PLAIN LOGIN',
    'AUTH NTLM',
    'SIZE 1',
    'SIZE x',
    'dXNlcg==',
    'PDFAbT4=',
    '<a@b.test>',
    '\0',
    '\x1b[2J',
    'ü',
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const line = fc
  .tuple(code, fc.constantFrom(' ', '-', '', '\t'), words, fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', ''))
  .map((parts) => parts.join(''));
const reply = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join(''));
const bytes = fc.uint8Array({ maxLength: 3000 }).map((each) => Buffer.from(each));

/** What a server may say instead of what it should; described as text, so that a counterexample can be read. */
type Odd = { readonly kind: string; readonly answer: Answer };
const odd: fc.Arbitrary<Odd> = fc.oneof(
  { weight: 6, arbitrary: reply.map((text) => ({ kind: JSON.stringify(text), answer: text })) },
  { weight: 2, arbitrary: bytes.map((each) => ({ kind: each.toString('base64'), answer: each })) },
  {
    weight: 1,
    arbitrary: reply.map((text) => ({ kind: `${JSON.stringify(text)}, then gone`, answer: thenHangUp(text) })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { kind: 'cut', answer: cut },
      { kind: 'gone', answer: hangUp },
      { kind: 'silence', answer: silence },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(words, fc.constantFrom('\r\n', '')).map(([text, end]) => ({
      kind: `${JSON.stringify(text)} without end`,
      answer: endless(`250-${text}${end}`, 3 * MEGABYTE),
    })),
  },
);

const moments: readonly Moment[] = [
  'connect',
  'EHLO',
  'HELO',
  'STARTTLS',
  'AUTH',
  'MAIL',
  'RCPT',
  'DATA',
  'message',
  'QUIT',
];
const session = fc.record({
  answers: fc.dictionary(fc.constantFrom(...moments), odd, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  offer: fc.subarray([
    'AUTH PLAIN',
    'AUTH CRAM-MD5 LOGIN',
    'AUTH NTLM',
    'STARTTLS',
    'SIZE 1000000',
    'PIPELINING',
    'SMTPUTF8',
  ]),
  security: fc.constantFrom('none', 'starttls-if-available', 'starttls', 'tls'),
  signsIn: fc.boolean(),
  spa: fc.boolean(),
  until: fc.constantFrom('reach', 'sign-in', 'recipient', 'send'),
});
type FuzzedSession = typeof session extends fc.Arbitrary<infer Each> ? Each : never;

let postroom: AppUnderTest;
beforeAll(async () => {
  postroom = await openAppForFile({ timeouts });
});
afterAll(() => postroom?.close());

test('whatever a server says and when, the session ends in time, tells what happened, and fills no memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(session, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (sessions) => {
      await Promise.all(sessions.map(expectOrderlyEnd));
    }),
    { ...bounded(ROUNDS), interruptAfterTimeLimit: 30_000 },
  );
}, 60_000);

async function expectOrderlyEnd({ answers, offer, security, signsIn, spa, until }: FuzzedSession): Promise<void> {
  const said = Object.entries(answers).map(([moment, { kind }]) => `${moment}: ${kind}`);
  const given = Object.fromEntries(Object.entries(answers).map(([moment, { answer }]) => [moment, answer]));
  const server = await startScripted(answering({ EHLO: offering(...offer), ...given }));
  try {
    const started = performance.now();
    const changes = {
      'smtp.port': server.port,
      'smtp.security': security,
      'smtp.authentication': signsIn,
      'smtp.username': 'alice',
      'smtp.allowClearTextPassword': true,
      'smtp.spa': signsIn && spa,
    };
    const result = await postroom.test(changes, {
      until: until as 'send',
      ...(signsIn ? { password: 'correct horse' } : {}),
    });
    const context = said.join('\n').slice(0, 2000);
    // Steps, reply time-outs and a look at what else the port speaks each have their bound; a busy machine adds its own.
    expect(performance.now() - started, context).toBeLessThan(15_000);
    expect(result.ok ? 'done' : result.error.code, context).not.toBe('INTERNAL');
    const report = reportOf(result);
    expect(['sent', 'checked', 'failed', 'unknown'], context).toContain(report.status);
    if (report.status === 'sent') expect(server.messages(), context).toBe(1);
    if (report.status !== 'sent' && report.status !== 'unknown')
      expect(result.ok && until === 'send', context).toBe(false);
    expect(report.steps.filter(({ status }) => status === 'failed').length > 0, context).toBe(!result.ok);
    expect(server.bytesSent(), context).toBeLessThan(2 * MEGABYTE);
    expect(JSON.stringify(result).length, context).toBeLessThan(100_000);
    const transcript = await postroom.transcript(result);
    expect(transcript.length, context).toBeLessThan(MEGABYTE);
    expect(JSON.stringify(result) + transcript, context).not.toContain('correct horse');
    expect((await postroom.logged(result)).status, context).toBe(report.status);
  } finally {
    await server.close();
  }
}
