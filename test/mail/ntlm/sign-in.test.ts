import { afterEach, describe, expect, test } from 'vitest';
import { NtlmError, signInWithNtlm } from '../../../src/main/mail/ntlm/sign-in.ts';
import { MASK } from '../../../src/main/mail/redactor.ts';
import { CancelledError, RefusedError, SessionError } from '../../../src/main/mail/session-error.ts';
import { type Script, type ScriptedServer, startScripted } from '../../servers/scripted.ts';
import { avPair, challengeMessage, fieldsOf, LM_KEY, NAMES, NTLM, USUAL_FLAGS } from './challenges.ts';
import { openSmtpLine, type SmtpLine } from './smtp-line.ts';

const environment = { workstation: 'CONSOLE', clientChallenge: Buffer.alloc(8, 7), now: new Date() };
const credentials = { username: 'OFFICE\\alice', password: 'Secret-7-word', domain: '' };
const opened: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function signIn(script: Script): Promise<{ server: ScriptedServer; line: SmtpLine; outcome: unknown }> {
  const server = await startScripted(async (session) => {
    await session.send('220 server.test\r\n');
    await session.line();
    await session.send('250-server.test\r\n250 AUTH NTLM\r\n');
    await script(session);
  });
  const line = await openSmtpLine(server.port);
  opened.push(line, server);
  const outcome = await signInWithNtlm(line.exchange, credentials, environment).then(
    () => 'signed in',
    (error: unknown) => error,
  );
  return { server, line, outcome };
}

/** A server that says these replies, one after each line. */
function saying(...replies: readonly string[]): Script {
  return async ({ line, send }) => {
    for (const reply of replies) {
      if ((await line()) === undefined) return;
      await send(`${reply}\r\n`);
    }
    await line();
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const challenge = `334 ${base64(challengeMessage())}`;

describe('a sign-in by NTLM', () => {
  test.each([
    ['with the text of MS-SMTPNTLM', '334 ntlm supported'],
    ['with nothing', '334 '],
    ['without even a blank', '334'],
  ])('goes through three lines when the server asks %s', async (_, first) => {
    const { server, outcome } = await signIn(saying(first, challenge, '235 2.7.0 Authenticated'));
    expect(outcome).toBe('signed in');
    const [, auth, negotiate, authenticate, ...others] = server.lines;
    expect(auth).toBe('AUTH NTLM');
    expect(negotiate).toMatch(/^TlRMTVNTUAABAAAA[A-Za-z0-9+/]+=*$/);
    expect(fieldsOf(Buffer.from(authenticate ?? '', 'base64'))).toMatchObject({ user: 'alice', domain: 'OFFICE' });
    expect(others).toEqual([]);
  });

  test('sends the first message with the command when the server wants it there', async () => {
    const { server, outcome } = await signIn(saying('501 5.5.4 Syntax', challenge, '235 ok'));
    expect(outcome).toBe('signed in');
    expect(server.lines[2]).toMatch(/^AUTH NTLM TlRMTVNTUAABAAAA/);
  });

  test('shows the command and masks every message in the transcript', async () => {
    const { line } = await signIn(saying('334 ', challenge, '235 ok'));
    expect(line.sent.map(({ shown }) => shown)).toEqual(['AUTH NTLM', MASK, MASK]);
    const initial = await signIn(saying('501 no', challenge, '235 ok'));
    expect(initial.line.sent.map(({ shown }) => shown)).toEqual(['AUTH NTLM', `AUTH NTLM ${MASK}`, MASK]);
  });

  test.each([
    ['the mechanism', ['504 5.5.4 Unrecognized authentication type']],
    ['the mechanism because TLS is wanted', ['530 5.7.0 Must issue a STARTTLS command first']],
    ['the first message', ['334 ', '535 5.7.3 Authentication unsuccessful']],
    ['the first message with the command', ['501 no', '501 5.5.4 Syntax error']],
    ['the password', ['334 ', challenge, '535 5.7.8 Authentication failed']],
    ['it for now', ['334 ', challenge, '454 4.7.0 Temporary authentication failure']],
  ])('fails with the server’s reply when it refuses %s', async (_, replies) => {
    const { outcome, server } = await signIn(saying(...replies));
    expect(outcome).toStrictEqual(new RefusedError(replies.at(-1) ?? ''));
    expect(server.lines).not.toContain('*');
  });
});

describe('a server that plays tricks', () => {
  const infinite = (reply: string): string[] => Array.from({ length: 50 }, () => reply);

  test.each([
    ['no base64', '334 *** not base64 ***'],
    ['base64 with a piece missing', challenge.slice(0, -1)],
    ['an empty challenge', '334 '],
    ['no challenge but a text', '334 ntlm supported'],
    ['garbage', `334 ${base64(Buffer.alloc(200, 0xa5))}`],
    ['attributes that are cut off', `334 ${base64(challengeMessage({ targetInfo: NAMES }))}`],
    [
      'an attribute longer than the message',
      `334 ${base64(challengeMessage({ targetInfo: avPair(1, NAMES, 60_000) }))}`,
    ],
    ['a challenge of 64 kB', `334 ${base64(challengeMessage({ targetInfo: Buffer.alloc(60_000) }))}`],
    ['a line of 64 kB that is a challenge at its beginning', `${challenge}${'A'.repeat(60_000)}`],
  ])('with %s is told that the sign-in is over', async (_, reply) => {
    const { server, outcome, line } = await signIn(saying('334 ', reply, '501 cancelled'));
    expect(outcome).toStrictEqual(new NtlmError('CHALLENGE_UNREADABLE'));
    expect(server.lines.slice(3)).toEqual(['*']);
    expect(line.sent.at(-1)?.shown).toBe('*');
  });

  test.each([
    ['LM alone', USUAL_FLAGS & ~NTLM],
    ['an LM session key', USUAL_FLAGS | LM_KEY],
  ])('that wants %s gets no response, whatever follows', async (_, flags) => {
    const reply = `334 ${base64(challengeMessage({ flags }))}`;
    const { server, outcome } = await signIn(saying('334 ', reply, '501 cancelled'));
    expect(outcome).toStrictEqual(new NtlmError('NTLM_V1_ONLY'));
    expect(server.lines.slice(3)).toEqual(['*']);
  });

  test.each([
    ['empty challenges', '334 '],
    ['good challenges', challenge],
  ])('by %s without end gets four lines at most', async (_, reply) => {
    const { server, outcome } = await signIn(saying(...infinite(reply)));
    expect(outcome).toStrictEqual(new NtlmError('CHALLENGE_UNREADABLE'));
    expect(server.lines.length).toBeLessThanOrEqual(5);
    expect(server.lines.at(-1)).toBe('*');
  });

  test('that breaks off when it is told so changes nothing about the reason', async () => {
    const { outcome } = await signIn(async ({ line, send, reset }) => {
      for (const reply of ['334 ', '334 garbage']) {
        await line();
        await send(`${reply}\r\n`);
      }
      await line();
      reset();
    });
    expect(outcome).toStrictEqual(new NtlmError('CHALLENGE_UNREADABLE'));
  });

  test.each([
    ['accepts before it has seen anything', ['235 2.7.0 Welcome']],
    ['accepts without a password', ['334 ', '235 2.7.0 Welcome']],
    ['answers with another success', ['334 ', challenge, '250 ok']],
    ['asks for a message', ['334 ', challenge, '354 go on']],
  ])('and %s is not believed', async (_, replies) => {
    const { outcome } = await signIn(saying(...replies));
    expect(outcome).toStrictEqual(new SessionError('REPLY_UNASKED'));
  });
});

test('a person who stops while the sign-in is called off has stopped it', async () => {
  const replies = ['334 ', '334 garbage'];
  const exchange = (): Promise<string> => {
    const reply = replies.shift();
    return reply === undefined ? Promise.reject(new CancelledError()) : Promise.resolve(reply);
  };
  await expect(signInWithNtlm(exchange, credentials, environment)).rejects.toBeInstanceOf(CancelledError);
});

test('no error holds the password, the user or a message', async () => {
  for (const replies of [
    ['334 ', '334 garbage', '501'],
    ['334 ', challenge, '250 ok'],
    ['334 ', challenge, '535 no'],
  ]) {
    const { outcome, line } = await signIn(saying(...replies));
    const told = `${outcome} ${(outcome as Error).stack} ${JSON.stringify(outcome)}`;
    for (const secret of [credentials.password, 'alice', ...line.sent.slice(1, 3).map((each) => each.line)]) {
      if (secret.length > 1) expect(told).not.toContain(secret);
    }
  }
});
