import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, openAppForFile, reportOf } from '../app-under-test.ts';
import { type Answers, answering, cut, endless, garbage, thenHangUp, thenSilence } from '../servers/answers.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';

describe('after the final dot', () => {
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

  test.for([
    ['no reply at all, but garbage', { message: thenSilence(garbage) }],
    ['a line that is no reply', { message: 'Thank you\r\n' }],
    ['half a reply', { message: thenSilence('250-2.0.0 Ok\r\n') }],
    ['a reply without end', { message: endless('250-2.0.0 Ok\r\n') }],
    ['a reply that breaks off', { message: thenHangUp('250 2.0') }],
    ['a reply that asks for the message again', { message: '354 Go on\r\n' }],
    ['a reply that asks for something else', { message: '399 Odd\r\n' }],
    ['a refusal that breaks off', { message: thenHangUp('554 5') }],
    ['a hang-up as soon as it may send', { DATA: thenHangUp('354 Go\r\n') }],
  ] as const)('after the message, %s: its outcome is unknown, and it is sent once', async ([, answers]) => {
    const server = await start(answers);
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok ? 'it succeeded' : result.error.code).toBe('OUTCOME_UNKNOWN');
    expect(reportOf(result).status).toBe('unknown');
    expect(server.messages()).toBeLessThanOrEqual(1);
    expect(server.connections()).toBe(1);
  });

  test('a 421 after the message is a refusal: the server says that it didn’t take it', async () => {
    const server = await start({ message: thenHangUp('421 4.3.2 Shutting down\r\n') });
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(result.ok ? 'it succeeded' : result.error.code).toBe('CONNECTION_LOST');
    expect(reportOf(result).status).toBe('failed');
  });

  test('an unknown outcome is never sent a second time', async () => {
    const server = await start({ message: cut });
    const result = await postroom.test({ 'smtp.port': server.port }, { to: 'a@recipient.test, b@recipient.test' });
    expect(reportOf(result).status).toBe('unknown');
    expect(server.messages()).toBe(1);
    expect(server.connections()).toBe(1);
    expect((await postroom.logged(result)).attempts).toBe(1);
  });
});
