import { describe, expect, onTestFinished, test } from 'vitest';
import { operations } from '../../src/shared/contract.ts';
import { expectValue, openAppUnderTest, reportOf } from '../app-under-test.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';

describe('many tests at once', () => {
  test('don’t mix: each has its row, its recipients, its transcript and its steps', async () => {
    const server = await startScripted(answering({}));
    onTestFinished(server.close);
    // Two processes may share a data folder; here it is twice the same core.
    const first = await openAppUnderTest();
    const second = await openAppUnderTest({ dataFolder: first.dataFolder });
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const results = await Promise.all(
      numbers.map((number) => {
        const postroom = number % 2 === 0 ? first : second;
        return postroom.test(
          { 'smtp.port': server.port },
          { to: `number-${number}@recipient.test`, testId: `t${number}` },
        );
      }),
    );
    expect(server.messages()).toBe(30);
    expect(new Set(results.map((result) => reportOf(result).deliveryId)).size).toBe(30);
    expect(new Set(results.map((result) => reportOf(result).messageId)).size).toBe(30);
    const { rows } = operations['log.list'].output.parse(expectValue(await first.app.dispatch('log.list', {})));
    expect(rows).toHaveLength(30);
    expect(rows.every(({ status }) => status === 'sent')).toBe(true);
    for (const [number, result] of results.entries()) {
      const own = `number-${number}@recipient.test`;
      const transcript = await first.transcript(result);
      expect(transcript.match(/number-\d+@recipient\.test/g)?.every((address) => address === own)).toBe(true);
      expect(rows.find(({ id }) => id === reportOf(result).deliveryId)?.recipients).toEqual([own]);
      const { events } = number % 2 === 0 ? first : second;
      const told = events.filter((event) => event.name === 'test.step' && event.payload.testId === `t${number}`);
      expect(told).toHaveLength(2 * reportOf(result).steps.length);
    }
  });

  test('with the same id: the second one is refused, so that cancelling is never ambiguous, or both run', async () => {
    const server = await startScripted(answering({}));
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    const run = () => postroom.test({ 'smtp.port': server.port }, { testId: 'twice' });
    const results = await Promise.all([run(), run()]);
    for (const result of results) if (!result.ok) expect(result.error.code).toBe('INVALID_INPUT');
    expect(server.messages()).toBe(results.filter(({ ok }) => ok).length);
  });
});
