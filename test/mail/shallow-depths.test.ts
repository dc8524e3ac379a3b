import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile, reportOf } from '../app-under-test.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { signIn } from './failure-case.ts';

const nobody = { 'message.from': '' } as const;

describe('a test that stops before anybody is named', () => {
  let postroom: AppUnderTest;
  beforeAll(async () => {
    postroom = await openAppForFile();
  });
  afterAll(() => postroom?.close());

  test.for(['reach', 'sign-in'] as const)('%s needs neither sender nor recipient', async (until) => {
    const server = await startSmtpServer({ mechanisms: ['CRAM-MD5'] });
    onTestFinished(server.close);
    const changes = { 'smtp.port': server.port, ...nobody, ...signIn };
    const result = await postroom.test(changes, { until, to: '', password: account.password });
    expect(expectValue(result)).toMatchObject({ status: 'checked', recipients: [], messageId: '' });
    expect(server.signIns).toHaveLength(until === 'sign-in' ? 1 : 0);
    const row = await postroom.logged(result);
    expect(row).toMatchObject({ status: 'checked', sender: '', recipients: [], sizeBytes: 0 });
    const id = reportOf(result).deliveryId;
    for (const operation of ['log.message', 'log.source', 'log.supportReport']) {
      expectValue(await postroom.app.dispatch(operation, { id }));
    }
  });

  test.for(['reach', 'sign-in'] as const)('%s still refuses recipients that are none', async (until) => {
    const result = await postroom.test({ ...nobody, 'smtp.port': 25 }, { until, to: 'nobody' });
    expect(expectFailure(result, 'INVALID_INPUT').field).toBe('to');
  });

  test.for(['recipient', 'send'] as const)('%s needs both', async (until) => {
    const missing = await postroom.test({ 'smtp.port': 25 }, { until, to: ' ' });
    expect(expectFailure(missing, 'INVALID_INPUT').field).toBe('to');
    const senderless = await postroom.test({ ...nobody, 'smtp.port': 25 }, { until });
    expect(expectFailure(senderless, 'INVALID_INPUT').field).toBe('message.from');
  });

  test('a failing one is in the log all the same', async () => {
    const server = await startSmtpServer({
      mechanisms: ['CRAM-MD5'],
      refuse: { authentication: { code: 535, text: 'No' } },
    });
    onTestFinished(server.close);
    const changes = { 'smtp.port': server.port, ...nobody, ...signIn };
    const result = await postroom.test(changes, { until: 'sign-in', to: '', password: 'wrong' });
    expectFailure(result, 'AUTH_REJECTED');
    expect(await postroom.logged(result)).toMatchObject({ status: 'failed', recipients: [] });
  });

  test('also with the capture server', async () => {
    const input = { testId: 'capture', to: '', until: 'reach' };
    expect(await postroom.app.dispatch('test.run', input)).toMatchObject({ ok: true, value: { status: 'checked' } });
  });
});
