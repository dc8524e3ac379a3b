import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ProbedPort } from '../../../src/shared/probe.ts';
import type { FailureCode } from '../../../src/shared/result.ts';
import { type AppUnderTest, expectFailure, openAppForFile } from '../../app-under-test.ts';
import {
  type Answer,
  type Answers,
  answering,
  cut,
  endless,
  garbage,
  hangUp,
  silence,
  thenSilence,
} from '../../servers/answers.ts';
import { freePorts } from '../../servers/free-ports.ts';
import { startFullBacklog } from '../../servers/full-backlog.ts';
import { type ScriptedServer, startScripted } from '../../servers/scripted.ts';
import { offering } from '../failure-case.ts';
import { onlyPort, probe, reportOf } from './probing.ts';

const MEGABYTE = 1_048_576;

/** Sends a text bit by bit, ever slowly enough to be under way still when the time is up. */
const tarpit =
  (text: string): Answer =>
  async (session) => {
    for (const character of text.repeat(100)) {
      await session.send(character);
      await sleep(100);
    }
    return 'stop';
  };

type Case = readonly [what: string, answers: Answers, state: ProbedPort['state'], codes: readonly FailureCode[]];

const cases: readonly Case[] = [
  ['silence', { connect: silence }, 'other', ['GREETING_TIMEOUT']],
  ['binary garbage', { connect: thenSilence(garbage) }, 'other', ['NOT_SMTP']],
  ['a greeting line without end', { connect: endless('220 x') }, 'other', ['NOT_SMTP']],
  ['a greeting of lines without end', { connect: endless('220-mail.postroom.test\r\n') }, 'other', ['NOT_SMTP']],
  ['NULs without end', { connect: endless('\0') }, 'other', ['NOT_SMTP']],
  [
    'a greeting letter by letter',
    { connect: tarpit('220-mail.postroom.test\r\n') },
    'other',
    ['CONNECTION_TIMEOUT', 'NOT_SMTP'],
  ],
  ['a web server', { connect: thenSilence('HTTP/1.1 400 Bad Request\r\n\r\n') }, 'other', ['NOT_SMTP']],
  ['another protocol', { connect: thenSilence('SSH-2.0-OpenSSH_9.2\r\n') }, 'other', ['NOT_SMTP']],
  ['a refusal', { connect: thenSilence('554 5.7.1 Go away\r\n') }, 'other', ['CONNECTION_REFUSED']],
  ['a hang-up', { connect: hangUp }, 'other', ['CONNECTION_LOST']],
  ['a connection that breaks off', { connect: cut }, 'other', ['CONNECTION_LOST']],
  ['no answer to EHLO', { EHLO: silence }, 'other', ['CONNECTION_TIMEOUT']],
  ['an answer to EHLO without end', { EHLO: endless('250-X-AND-ON\r\n') }, 'other', ['NOT_SMTP']],
  [
    'an answer to EHLO letter by letter',
    { EHLO: tarpit('250-mail.postroom.test\r\n') },
    'other',
    ['CONNECTION_TIMEOUT'],
  ],
  ['no answer to STARTTLS', { EHLO: offering('STARTTLS'), STARTTLS: silence }, 'open', ['CONNECTION_TIMEOUT']],
  [
    'a handshake that never comes',
    { EHLO: offering('STARTTLS'), STARTTLS: thenSilence('220 Go\r\n') },
    'open',
    ['TLS_HANDSHAKE_FAILED', 'CONNECTION_TIMEOUT'],
  ],
];

describe('hostile servers', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  const start = async (answers: Answers): Promise<ScriptedServer> => {
    const server = await startScripted(answering(answers));
    onTestFinished(server.close);
    return server;
  };

  test.for(cases)('%s is told as it is, in time', async ([, answers, state, codes]) => {
    const server = await start(answers);
    const result = await probe(postroom, [server.port]);
    const port = onlyPort(result);
    expect(port.state).toBe(state);
    expect(codes).toContain(port.failure?.code);
    expect(port.failure?.message).toMatch(/\S/);
    expect(port.changes).toBeNull();
    expect(reportOf(result).best).toBeNull();
    // A server that answers is no failure of the whole, even if its TLS is broken.
    expect(result.ok).toBe(state === 'open');
    if (!result.ok) expect(result.error).toMatchObject({ code: port.failure?.code, help: expect.stringMatching(/\S/) });
    expect(server.bytesSent()).toBeLessThan(MEGABYTE);
    expect(JSON.stringify(result).length).toBeLessThan(20_000);
  });

  test('one that is slow at everything is given up when the time is over, with what it has offered', async () => {
    const slowly =
      (text: string): Answer =>
      async (session) => {
        await sleep(800);
        await session.send(text);
        return 'go on';
      };
    const server = await start({
      connect: slowly('220 mail\r\n'),
      EHLO: slowly(offering('STARTTLS', 'SIZE 1000')),
      STARTTLS: slowly('220 Go\r\n'),
    });
    const port = onlyPort(await probe(postroom, [server.port]));
    expect(port).toMatchObject({ state: 'open', tls: 'starttls', sizeLimit: 1000, changes: null });
    expect(port.failure?.message).toContain(`127.0.0.1:${server.port}`);
  });

  test('one that takes its time over QUIT is usable, and not waited for', async () => {
    const server = await start({ QUIT: silence });
    const port = onlyPort(await probe(postroom, [server.port]));
    expect(port).toMatchObject({ state: 'open', failure: null });
    expect(port.changes).not.toBeNull();
  });

  test('what it says does nothing to a terminal, and is cut', async () => {
    const server = await start({
      connect: `220-\x1b]0;owned\x07\x1b[2J\r\n${`220-${'x'.repeat(900)}\r\n`.repeat(10)}220 mail\r\n`,
      EHLO: offering(
        'X-\x1b[31m\u0007',
        `X-LONG ${'y'.repeat(3000)}`,
        'SIZE 99999999999999999999',
        'AUTH \x1b[2J PLAIN',
      ),
    });
    const port = onlyPort(await probe(postroom, [server.port]));
    expect(port).toMatchObject({ state: 'open', sizeLimit: null, mechanismsInClear: ['PLAIN'] });
    expect(port.greeting?.length).toBeLessThanOrEqual(1000);
    expect(Math.max(...port.extensions.map(({ length }) => length))).toBeLessThanOrEqual(200);
    expect(JSON.stringify(port)).not.toMatch(/\\u00(0[0-9bcef]|1[0-9a-f])|[\u007f-\u009f]/);
  });

  test('thousands of extensions are told in part', async () => {
    const server = await start({ EHLO: offering(...Array.from({ length: 3000 }, (_, index) => `X-${index}`)) });
    expect(onlyPort(await probe(postroom, [server.port])).extensions.length).toBeLessThan(100);
  });

  test('a port that drops everything is silent, and one that nobody listens on is closed', async () => {
    const full = await startFullBacklog();
    onTestFinished(full.close);
    const [closed = 0] = await freePorts(1);
    const result = await probe(postroom, [full.port, closed]);
    expect(reportOf(result).ports.map(({ state }) => state)).toEqual(['silent', 'closed']);
    expect(reportOf(result).ports.map(({ failure }) => failure?.code)).toEqual([
      'CONNECTION_TIMEOUT',
      'CONNECTION_REFUSED',
    ]);
    // The refusal comes from the server itself: it tells more than silence.
    const failure = expectFailure(result, 'CONNECTION_REFUSED');
    expect(failure.message).toContain(`${full.port}, ${closed}`);
    expect(failure.message).toContain('127.0.0.1');
  });
});
