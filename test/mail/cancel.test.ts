import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type AppUnderTest,
  expectFailure,
  expectValue,
  openAppForFile,
  openAppUnderTest,
  reportOf,
} from '../app-under-test.ts';
import { answering, type Moment, type silence } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { account } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { offering, signIn } from './failure-case.ts';

const patient = { connectMs: 15_000, greetingMs: 15_000, idleMs: 15_000 };

/** A server that has nothing more to say from a moment on, and a promise for when that moment has come. */
async function startSilentFrom(moment: Moment) {
  let reached = false;
  const server = await startScripted(
    answering({
      EHLO: offering('AUTH PLAIN'),
      [moment]: async (session: Parameters<Exclude<typeof silence, string | Buffer>>[0]) => {
        reached = true;
        await session.gone;
        return 'stop';
      },
    }),
  );
  onTestFinished(server.close);
  return { ...server, reached: () => waitFor(`the server to be at ${moment}`, () => reached || undefined) };
}

describe('a test that is cancelled', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile({ timeouts: patient });
  });
  afterAll(() => postroom?.close());

  test.each(['connect', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'] as const)(
    'at %s ends at once, and nothing was sent',
    async (moment) => {
      const server = await startSilentFrom(moment);
      const testId = `cancelled-at-${moment}`;
      const running = postroom.test({ 'smtp.port': server.port, ...signIn }, { testId, password: account.password });
      await server.reached();
      const asked = Date.now();
      expect(expectValue(await postroom.app.dispatch('test.cancel', { testId }))).toEqual({ cancelled: true });
      const result = await running;
      expect(Date.now() - asked).toBeLessThan(2500);
      expectFailure(result, 'CANCELLED');
      expect(reportOf(result).status).toBe('cancelled');
      expect((await postroom.logged(result)).status).toBe('cancelled');
      expect(server.messages()).toBe(0);
    },
  );

  test('after the final dot has an unknown outcome', async () => {
    const server = await startSilentFrom('message');
    const testId = 'cancelled-too-late';
    const running = postroom.test({ 'smtp.port': server.port }, { testId });
    await server.reached();
    await postroom.app.dispatch('test.cancel', { testId });
    const result = await running;
    expectFailure(result, 'OUTCOME_UNKNOWN');
    expect(reportOf(result).status).toBe('unknown');
    expect(server.messages()).toBe(1);
  });

  test('one that isn’t under way can’t be cancelled', async () => {
    expect(expectValue(await postroom.app.dispatch('test.cancel', { testId: 'nobody' }))).toEqual({ cancelled: false });
  });

  test('cancelling one leaves another alone', async () => {
    const server = await startSilentFrom('MAIL');
    const first = postroom.test({ 'smtp.port': server.port }, { testId: 'first' });
    const second = postroom.test({ 'smtp.port': server.port }, { testId: 'second' });
    await waitFor('both', () => server.lines.filter((line) => line.startsWith('MAIL')).length === 2 || undefined);
    await postroom.app.dispatch('test.cancel', { testId: 'second' });
    expectFailure(await second, 'CANCELLED');
    await postroom.app.dispatch('test.cancel', { testId: 'first' });
    expectFailure(await first, 'CANCELLED');
  });

  test('closing Postroom ends what is under way', async () => {
    const own = await openAppUnderTest({ timeouts: patient });
    const server = await startSilentFrom('EHLO');
    const running = own.test({ 'smtp.port': server.port });
    await server.reached();
    const asked = Date.now();
    await own.app.close();
    expect(Date.now() - asked).toBeLessThan(5000);
    const result = await running;
    expect(result.ok).toBe(false);
  });
});
