import { request } from 'node:http';
import { expect, it } from 'vitest';
import type { Result } from '../../src/shared/result.ts';
import { expectFailure, expectValue, openAppUnderTest, smtpChanges } from '../app-under-test.ts';
import { answering } from '../servers/answers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { waitFor } from '../wait.ts';
import { type Answer, startServiceUnderTest } from './service-under-test.ts';

const resultOf = (answer: Answer) => JSON.parse(answer.body) as Result<Record<string, unknown>>;

it('an operation answers what dispatch gives', async () => {
  const { app } = await openAppUnderTest();
  const { call } = await startServiceUnderTest(app);
  const answer = await call('settings.get', {});
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
  expect(resultOf(answer)).toEqual(await app.dispatch('settings.get', {}));
});

it('input that can’t be taken is 400, what isn’t there 404, an overtaken revision 409', async () => {
  const { app } = await openAppUnderTest();
  const { call } = await startServiceUnderTest(app);
  const wrong = await call('settings.change', { changes: { 'smtp.port': '0' } });
  expect(wrong.status).toBe(400);
  expect(expectFailure(resultOf(wrong), 'INVALID_INPUT').field).toBe('smtp.port');
  for (const input of [null, [], 'x', 1]) expect((await call('settings.get', input)).status).toBe(400);
  expect((await call('log.get', { id: 7 })).status).toBe(404);

  const view = expectValue(resultOf(await call('settings.change', { changes: { 'message.plainText': 'true' } })));
  const {
    revision: _revision,
    savedAt: _savedAt,
    lastTest: _lastTest,
    ...settings
  } = view.settings as Record<string, Record<string, unknown>>;
  const { hasPassword: _hasPassword, hasClientKeyPassphrase: _hasPassphrase, ...smtp } = settings.smtp ?? {};
  const overtaken = await call('settings.save', { settings: { ...settings, smtp }, basedOn: 1 });
  expect(overtaken.status).toBe(409);
  expectFailure(resultOf(overtaken), 'SETTINGS_CONFLICT');
});

it('a test that failed is 200, with what it found out', async () => {
  const { app } = await openAppUnderTest();
  const { call } = await startServiceUnderTest(app);
  const [port] = await freePorts(1);
  const input = { testId: 'refused', to: 'a@recipient.test', changes: smtpChanges({ 'smtp.port': port ?? 0 }) };
  const answer = await call('test.run', input);
  expect(answer.status).toBe(200);
  expectFailure(resultOf(answer), 'CONNECTION_REFUSED');
  expect(resultOf(answer).value).toMatchObject({ status: 'failed' });
});

it('a test goes on when the caller hangs up, and is in the log', async () => {
  const { app } = await openAppUnderTest({ timeouts: { connectMs: 15_000, greetingMs: 15_000, idleMs: 15_000 } });
  const { service, token, call } = await startServiceUnderTest(app);
  let arrived = false;
  const server = await startScripted(
    answering({
      MAIL: async (session) => {
        arrived = true;
        await waitFor('the caller to hang up', () => gone || undefined);
        await session.send('250 Accepted\r\n');
        return 'go on';
      },
    }),
  );
  let gone = false;
  const sent = request({
    host: '127.0.0.1',
    port: service.port,
    method: 'POST',
    path: '/api/test.run',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  });
  sent.on('error', () => {});
  sent.on('close', () => {
    gone = true;
  });
  const changes = smtpChanges({ 'smtp.port': server.port });
  sent.end(JSON.stringify({ testId: 'abandoned', to: 'a@recipient.test', changes }));
  await waitFor('the test to be under way', () => arrived || undefined);
  sent.destroy();
  const row = await waitFor('the row to say how it ended', async () => {
    const { rows } = expectValue(resultOf(await call('log.list', {}))) as { rows: { status: string }[] };
    return rows.find(({ status }) => status !== 'sending');
  });
  expect(row.status).toBe('sent');
  expect(server.messages()).toBe(1);
  await server.close();
});
