import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { CALLS_PER_MINUTE } from '../../src/shared/api-token.ts';
import { type Failure, fail, type Result, succeed } from '../../src/shared/result.ts';
import { expectFailure } from '../app-under-test.ts';
import { playApp, tokenOfTests } from './played-app.ts';
import { type Answer, type Asked, type ServiceUnderTest, startServiceUnderTest } from './service-under-test.ts';

const json = { 'Content-Type': 'application/json' };
const withToken = { ...json, Authorization: `Bearer ${tokenOfTests}` };
const action = { notification: 'ticket-created', values: { id: 'T1' } };
const queued = { deliveryId: 7, messageId: '<a@b.example>', state: 'pending' };

type Called = { readonly name: string; readonly input: unknown };

/** The service before an app that answers every Action like this. */
async function notifying(result: Result<unknown> = succeed(queued), played: Partial<App> = {}) {
  const calls: Called[] = [];
  const { app } = playApp(async (name, input) => {
    calls.push({ name, input });
    return result;
  });
  const service: ServiceUnderTest = await startServiceUnderTest({ ...app, ...played });
  const notify = (body: unknown, headers: Record<string, string> = withToken) =>
    service.ask({ method: 'POST', path: '/api/notify', headers, body: JSON.stringify(body) });
  return { ...service, calls, notify };
}

const resultOf = ({ body }: Answer) => JSON.parse(body) as Result<unknown>;

describe('POST /api/notify', () => {
  it('runs the Action, caused by the token’s holder, and answers 202', async () => {
    const { notify, calls } = await notifying();
    const answer = await notify(action);
    expect([answer.status, resultOf(answer)]).toEqual([202, succeed(queued)]);
    expect(calls).toEqual([{ name: 'actions.run', input: { ...action, token: 'ticket system' } }]);
  });

  it('answers 503 when the token can’t be looked up, and runs nothing', async () => {
    const failure = fail({ code: 'STORAGE_UNAVAILABLE', message: 'The disk is full.' });
    const { notify, calls } = await notifying(undefined, { verifyToken: () => failure });
    const answer = await notify(action);
    expect([answer.status, calls]).toEqual([503, []]);
    expect(resultOf(answer)).toMatchObject({ ok: false, error: { code: 'STORAGE_UNAVAILABLE' } });
  });

  it('leaves it to the caller to name somebody else', async () => {
    const { notify, calls } = await notifying();
    await notify({ ...action, initiator: 'pat@example.org' });
    expect(calls[0]?.input).toMatchObject({ initiator: 'pat@example.org', token: 'ticket system' });
  });

  it('is open to the window’s token as well, which nobody’s name goes with', async () => {
    const { call, calls } = await notifying();
    expect((await call('notify', action)).status).toBe(202);
    expect(calls).toEqual([{ name: 'actions.run', input: action }]);
  });

  it.each([
    ['bare', 'k-1', 'k-1'],
    ['as a string', '"k-1"', 'k-1'],
  ])('takes the header Idempotency-Key, %s', async (_name, header, key) => {
    const { notify, calls } = await notifying();
    await notify(action, { ...withToken, 'Idempotency-Key': header });
    expect(calls[0]?.input).toMatchObject({ idempotencyKey: key });
    await notify({ ...action, idempotencyKey: key }, { ...withToken, 'Idempotency-Key': header });
    expect(calls[1]?.input).toMatchObject({ idempotencyKey: key });
  });

  it.each<[string, Result<unknown>, number]>([
    ['a message in the queue', succeed(queued), 202],
    ['one that is held', succeed({ ...queued, state: 'held' }), 202],
    ['one that was there before', succeed({ ...queued, duplicateOf: 7 }), 200],
    ['nothing to queue', succeed({ ...queued, state: 'skipped' }), 200],
    ['too large attachments', fail({ code: 'ATTACHMENTS_TOO_LARGE', message: 'x' }), 413],
    ['no such notification', fail({ code: 'NOT_FOUND', message: 'x' }), 404],
    ['a disabled notification', fail({ code: 'NOTIFICATION_DISABLED', message: 'x' }), 409],
    ['an unknown placeholder', fail({ code: 'PLACEHOLDER_UNKNOWN', message: 'x' }), 400],
    ['no recipient', { ...fail({ code: 'RECIPIENT_MISSING', message: 'x' }), value: queued }, 400],
  ])('answers %s as it came out', async (_name, result, status) => {
    const { notify } = await notifying(result);
    const answer = await notify(action);
    expect([answer.status, resultOf(answer)]).toEqual([status, result]);
  });

  it.each<[string, Failure, number]>([
    ['a full disk', { code: 'STORAGE_UNAVAILABLE', message: 'No room in /home/pat.', help: 'Look at /home/pat.' }, 503],
    ['a newer database', { code: 'STORAGE_FROM_NEWER_VERSION', message: 'See /home/pat.' }, 503],
    ['a bug', { code: 'INTERNAL', message: 'Oops.', help: 'See /home/pat/postroom.log.' }, 500],
  ])('tells the holder of a token no paths: %s', async (_name, failure, status) => {
    const { notify, call } = await notifying(fail(failure));
    const answer = await notify(action);
    expect(answer.status).toBe(status);
    expect(resultOf(answer)).toMatchObject({ ok: false, error: { code: failure.code } });
    expect(answer.body).not.toMatch(/pat/);
    expect((await call('notify', action)).body).toMatch(/pat/);
  });

  it('takes 2 MB beside the files, and no more', async () => {
    const { notify, calls } = await notifying();
    const attachments = [{ slot: 'a', name: 'a', base64: 'A'.repeat(4_000_000) }];
    expect((await notify({ ...action, data: { x: 'x'.repeat(2_000_000) }, attachments })).status).toBe(202);
    const answer = await notify({ ...action, data: { x: 'x'.repeat(2_100_000) }, attachments });
    expect(answer.status).toBe(413);
    expect(resultOf(answer)).toMatchObject({ error: { code: 'INVALID_INPUT', field: 'data' } });
    expect(calls).toHaveLength(1);
  });

  it('says by whose token it came, whatever the caller says', async () => {
    const { notify, calls } = await notifying();
    await notify({ ...action, token: 'somebody else' });
    expect(calls[0]?.input).toMatchObject({ token: 'ticket system' });
  });

  const refused: readonly [string, number, string, Partial<Asked>][] = [
    ['no content type', 415, 'INVALID_INPUT', { headers: { Authorization: withToken.Authorization } }],
    ['a form', 415, 'INVALID_INPUT', { headers: { ...withToken, 'Content-Type': 'text/plain' } }],
    ['no body', 400, 'INVALID_INPUT', { body: '' }],
    ['half a body', 400, 'INVALID_INPUT', { body: '{"notification":' }],
    ['JSON in Latin-1', 400, 'INVALID_INPUT', { body: Buffer.from('{"notification":"Grün"}', 'latin1') }],
    ['a letter that is cut off', 400, 'INVALID_INPUT', { body: Buffer.from('{"a":"ü"}').subarray(0, 7) }],
    ['a body over the limit', 413, 'ATTACHMENTS_TOO_LARGE', { body: `"${'A'.repeat(32 * 1_048_576)}"` }],
    ['very many parts', 413, 'INVALID_INPUT', { body: `[${'0,'.repeat(10_000)}0]` }],
    [
      'an upload',
      400,
      'INVALID_INPUT',
      { body: JSON.stringify({ ...action, attachments: [{ slot: 'a', name: 'a', uploadId: 'u' }] }) },
    ],
    [
      'two keys',
      400,
      'INVALID_INPUT',
      { headers: { ...withToken, 'Idempotency-Key': 'k1' }, body: JSON.stringify({ ...action, idempotencyKey: 'k2' }) },
    ],
    ['GET', 405, 'INVALID_INPUT', { method: 'GET' }],
    ['PUT', 405, 'INVALID_INPUT', { method: 'PUT' }],
  ];

  it.each(refused)('%s is answered with %i and %s, and runs nothing', async (_name, status, code, asked) => {
    const { ask, calls } = await notifying();
    const answer = await ask({
      method: 'POST',
      path: '/api/notify',
      headers: withToken,
      ...asked,
      ...(asked.method === 'GET' ? {} : { body: asked.body ?? JSON.stringify(action) }),
    });
    expect([answer.status, resultOf(answer)]).toMatchObject([status, { ok: false, error: { code } }]);
    expect(calls).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['no token', json],
    ['a wrong token', { ...json, Authorization: `Bearer prm_${'b'.repeat(43)}` }],
    ['a token as Basic', { ...json, Authorization: `Basic ${tokenOfTests}` }],
    ['two tokens', { ...json, Authorization: `Bearer ${tokenOfTests} ${tokenOfTests}` }],
    ['a token with more behind it', { ...json, Authorization: `Bearer ${tokenOfTests}x` }],
  ])('%s is answered with 401, and runs nothing', async (_name, headers) => {
    const { notify, calls } = await notifying();
    const answer = await notify(action, headers);
    expect([answer.status, answer.headers['www-authenticate'], calls]).toEqual([401, 'Bearer', []]);
    expectFailure(resultOf(answer), 'TOKEN_INVALID');
  });

  it('a body over its limit is told apart from attachments over theirs, with the size that was announced', async () => {
    const { ask } = await notifying();
    const body = `"${'A'.repeat(32 * 1_048_576)}"`;
    const asked = { method: 'POST', path: '/api/notify', headers: withToken };
    const length = { 'Content-Length': String(body.length) };
    const told = expectFailure(
      resultOf(await ask({ ...asked, headers: { ...withToken, ...length }, body })),
      'ATTACHMENTS_TOO_LARGE',
    );
    expect(told.message).toContain('The whole request is larger than 32 MB');
    expect(told.attachments).toEqual({ limitBytes: 32 * 1_048_576, totalBytes: body.length, largest: [] });
    const chunked = await ask({ ...asked, headers: { ...withToken, 'Transfer-Encoding': 'chunked' }, body });
    expect(expectFailure(resultOf(chunked), 'ATTACHMENTS_TOO_LARGE').attachments).toBeUndefined();
  });

  it.each<[string, (port: number) => Record<string, string>]>([
    ['a foreign host name', (port) => ({ Host: `rebound.example:${port}` })],
    ['a foreign origin', () => ({ Origin: 'http://elsewhere.example' })],
    ['a page of another site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
  ])('%s is answered with 403, the token notwithstanding', async (_name, headers) => {
    const { notify, calls, service } = await notifying();
    const answer = await notify(action, { ...withToken, ...headers(service.port) });
    expect([answer.status, answer.body, calls]).toEqual([403, '', []]);
  });
});

it.each([
  ['POST', '/api/settings.get'],
  ['POST', '/api/actions.run'],
  ['POST', '/api/tokens.create'],
  ['POST', '/api/notify/more'],
  ['GET', '/api/events'],
  ['POST', '/enter'],
])('an API token doesn’t open %s %s', async (method, path) => {
  const { ask, calls } = await notifying();
  const answer = await ask({ method, path, headers: withToken, ...(method === 'GET' ? {} : { body: '{}' }) });
  expect([answer.status, answer.body, calls]).toEqual([401, '', []]);
});

it('one call too many in a minute is answered with 429, until when, and runs nothing', async () => {
  const { notify, calls, call } = await notifying();
  for (let count = 0; count < CALLS_PER_MINUTE; count++) expect((await notify(action)).status).toBe(202);
  const answer = await notify(action);
  expect(answer.status).toBe(429);
  expectFailure(resultOf(answer), 'RATE_LIMITED');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(calls).toHaveLength(CALLS_PER_MINUTE);
  expect((await call('notify', action)).status).toBe(202);
});

it('wrong tokens are slowed down, and keep nobody out who has a right one', async () => {
  const { notify } = await notifying();
  const wrong = { ...json, Authorization: `Bearer prm_${'b'.repeat(43)}` };
  const statuses: number[] = [];
  for (let count = 0; count < 70; count++) statuses.push((await notify(action, wrong)).status);
  expectFailure(resultOf(await notify(action, wrong)), 'RATE_LIMITED');
  expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
  expect(statuses.slice(60).every((status) => status === 429)).toBe(true);
  expect((await notify(action)).status).toBe(202);
});

it('what has been handed over is forgotten when it is dealt with', async () => {
  const { notify } = await notifying();
  const large = { ...action, attachments: [{ slot: 'a', name: 'a', base64: 'A'.repeat(30 * 1_048_576) }] };
  for (let count = 0; count < 6; count++) expect((await notify(large)).status).toBe(202);
});
