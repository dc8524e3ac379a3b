import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { entrancePage } from '../../src/main/serve/entrance.ts';
import { startService } from '../../src/main/serve/service.ts';
import type { Result } from '../../src/shared/result.ts';
import { expectFailure, openAppUnderTest } from '../app-under-test.ts';
import { playApp } from './played-app.ts';
import { type Asked, startServiceUnderTest } from './service-under-test.ts';

const json = { 'Content-Type': 'application/json' };
const operation = { method: 'POST', path: '/api/settings.get', headers: json, body: '{}' } as const;

/** What a browser says of a link that is followed from another site. */
const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

/** An app that no refused request may reach. */
const untouched = () =>
  playApp(async (name) => {
    throw new Error(`${name} was called`);
  }).app;

describe('without the token', () => {
  const cases: readonly [string, Asked][] = [
    ['an operation', operation],
    [
      'an operation with a wrong token',
      { ...operation, headers: { ...json, Authorization: `Bearer ${'0'.repeat(64)}` } },
    ],
    ['an operation with an empty token', { ...operation, headers: { ...json, Authorization: 'Bearer ' } }],
    ['an operation with the token as Basic', { ...operation, headers: { ...json, Authorization: 'Basic TOKEN' } }],
    ['an operation with a longer token', { ...operation, headers: { ...json, Authorization: 'Bearer TOKEN0' } }],
    ['an operation with the token in a cookie', { ...operation, headers: { ...json, Cookie: 'token=TOKEN' } }],
    ['an operation with the token in its query', { ...operation, path: '/api/settings.get?token=TOKEN' }],
    ['an operation that does not exist', { ...operation, path: '/api/nothing' }],
    ['an operation by GET', { path: '/api/settings.get' }],
    [
      'a preflight',
      { method: 'OPTIONS', path: '/api/settings.get', headers: { 'Access-Control-Request-Method': 'POST' } },
    ],
    ['more than is allowed', { ...operation, body: 'x'.repeat(3 * 1024 * 1024) }],
    ['the events', { path: '/api/events' }],
    ['the way in', { method: 'POST', path: '/enter' }],
    ['a file of the window', { path: '/assets/index-3f9a.js' }],
    ['a file that is not there', { path: '/nothing' }],
    ['a deletion', { method: 'DELETE', path: '/' }],
  ];

  it.each(cases)('%s is refused with 401 and nothing else', async (_name, asked) => {
    const { ask, token } = await startServiceUnderTest(untouched());
    const headers = Object.entries(asked.headers ?? {}).map(([name, value]) => [name, value.replace('TOKEN', token)]);
    const answer = await ask({
      ...asked,
      path: (asked.path ?? '/').replace('TOKEN', token),
      headers: Object.fromEntries(headers),
    });
    expect(answer.status).toBe(401);
    expect(answer.body).toBe('');
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('the page is refused with 401 and names nothing', async () => {
    const { ask } = await startServiceUnderTest(untouched());
    const page = await ask({});
    expect(page.status).toBe(401);
    const script = await ask({ path: '/enter.js' });
    expect(script.status).toBe(200);
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    for (const { body } of [page, script]) expect(body).not.toMatch(/postroom|mail|smtp/i);
    expect(page.body).toContain('<link rel="icon" href="data:,">');
  });
});

describe('from elsewhere', () => {
  const cases: readonly [string, (port: number) => Record<string, string>][] = [
    ['a foreign host name', () => ({ Host: 'rebound.example' })],
    ['a foreign host name with our port', (port) => ({ Host: `rebound.example:${port}` })],
    ['a host name that starts like ours', (port) => ({ Host: `127.0.0.1.example:${port}` })],
    ['our address without its port', () => ({ Host: '127.0.0.1' })],
    ['our address with another port', (port) => ({ Host: `127.0.0.1:${port - 1}` })],
    ['another loopback address', (port) => ({ Host: `127.0.0.2:${port}` })],
    ['a foreign origin', () => ({ Origin: 'http://elsewhere.example' })],
    ['an opaque origin', () => ({ Origin: 'null' })],
    ['our origin over TLS', (port) => ({ Origin: `https://127.0.0.1:${port}` })],
    ['another port of this computer', (port) => ({ Origin: `http://127.0.0.1:${port - 1}` })],
    ['our other name as origin', (port) => ({ Origin: `http://localhost:${port}` })],
    ['a page of another site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
    ['a page of another port', () => ({ 'Sec-Fetch-Site': 'same-site' })],
    ['a link on a page of another port', () => ({ ...navigation, 'Sec-Fetch-Site': 'same-site' })],
    ['a frame of another site', () => ({ ...navigation, 'Sec-Fetch-Dest': 'iframe' })],
    ['a picture of another site', () => ({ ...navigation, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' })],
    ['a call of another site', () => ({ ...navigation, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' })],
    ['a link of a foreign origin', () => ({ ...navigation, Origin: 'http://elsewhere.example' })],
    ['a link that claims our origin', (port) => ({ ...navigation, Origin: `http://127.0.0.1:${port}` })],
    ['a link to a foreign host name', (port) => ({ ...navigation, Host: `rebound.example:${port}` })],
  ];

  it.each(cases)('%s is refused with 403, the token notwithstanding', async (_name, headers) => {
    const { service, token, ask } = await startServiceUnderTest(untouched());
    const own = { ...json, Authorization: `Bearer ${token}` };
    const answer = await ask({ ...operation, headers: { ...own, ...headers(service.port) } });
    expect([answer.status, answer.body]).toEqual([403, '']);
    const page = await ask({ headers: headers(service.port) });
    expect([page.status, page.body]).toEqual([403, '']);
  });

  it.each<Record<string, string>>([{}, { Origin: 'null' }])(
    'a link leads to the entrance page (%j)',
    async (headers) => {
      const { ask } = await startServiceUnderTest(untouched());
      const { status, body } = await ask({ headers: { ...navigation, ...headers } });
      expect([status, body]).toEqual([401, entrancePage]);
    },
  );

  it.each<Asked>([
    { method: 'POST', path: '/' },
    { method: 'HEAD', path: '/' },
    { path: '/?' },
    { path: '//' },
    { path: '/enter.js' },
    { path: '/assets/index-3f9a.js' },
    { path: '/api/events' },
    { method: 'POST', path: '/enter' },
  ])('a link leads to nothing else: %j is refused with 403', async (asked) => {
    const { token, ask } = await startServiceUnderTest(untouched());
    const answer = await ask({ ...asked, headers: { ...navigation, Authorization: `Bearer ${token}` } });
    expect([answer.status, answer.body]).toEqual([403, '']);
  });

  it('an absolute address in the request line is refused', async () => {
    const { ask } = await startServiceUnderTest(untouched());
    expect((await ask({ path: 'http://rebound.example/enter.js' })).status).toBe(403);
  });

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST'])('%s is our own name', async (name) => {
    const { service, ask } = await startServiceUnderTest(untouched());
    const host = `${name}:${service.port}`;
    const answer = await ask({ path: '/enter.js', headers: { Host: host, Origin: `http://${host.toLowerCase()}` } });
    expect(answer.status).toBe(200);
  });
});

describe('with the token', () => {
  const cases: readonly [string, number, Asked][] = [
    ['a path below an operation', 404, { ...operation, path: '/api/settings.get/more' }],
    ['the bare prefix', 404, { ...operation, path: '/api/' }],
    ['an operation by GET', 405, { path: '/api/settings.get' }],
    ['an operation by PUT', 405, { ...operation, method: 'PUT' }],
    ['the events by HEAD', 405, { method: 'HEAD', path: '/api/events' }],
    ['no content type', 415, { ...operation, headers: {} }],
    ['a form', 415, { ...operation, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    ['plain text', 415, { ...operation, headers: { 'Content-Type': 'text/plain' } }],
    [
      'a content type that only starts like JSON',
      415,
      { ...operation, headers: { 'Content-Type': 'application/json5' } },
    ],
    ['another character set', 415, { ...operation, headers: { 'Content-Type': 'application/json; charset=utf-16' } }],
    ['more than is allowed', 413, { ...operation, body: JSON.stringify('x'.repeat(3 * 1024 * 1024)) }],
    [
      'more than is allowed, in chunks',
      413,
      { ...operation, headers: { ...json, 'Transfer-Encoding': 'chunked' }, body: ' '.repeat(3 * 1024 * 1024) },
    ],
    ['no body', 400, { ...operation, body: '' }],
    ['half a body', 400, { ...operation, body: '{"limit":' }],
    ['text that is not JSON', 400, { ...operation, body: 'limit=1' }],
    ['very deep JSON', 400, { ...operation, body: '['.repeat(500_000) }],
    ['JSON in Latin-1', 400, { ...operation, body: Buffer.from('{"to":"Grün"}', 'latin1') }],
    ['a letter that is cut off', 400, { ...operation, body: Buffer.from('{"to":"ü"}').subarray(0, 8) }],
    ['a surrogate in UTF-8', 400, { ...operation, body: Buffer.from('22eda08022', 'hex') }],
  ];

  it.each(cases)('%s is answered with a Result and %i', async (_name, status, asked) => {
    const { token, ask } = await startServiceUnderTest(untouched());
    const answer = await ask({ ...asked, headers: { ...asked.headers, Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(status);
    if (asked.method === 'HEAD') return;
    expect(answer.headers['content-type']).toBe('application/json');
    expectFailure(JSON.parse(answer.body) as Result<unknown>, 'INVALID_INPUT');
  });

  it.each(['settings.destroy', 'constructor', '__proto__', 'settings%2eget%00'])('%s is no operation', async (name) => {
    const { app } = await openAppUnderTest();
    const { call } = await startServiceUnderTest(app);
    const answer = await call(name, {});
    expect(answer.status).toBe(404);
    expectFailure(JSON.parse(answer.body) as Result<unknown>, 'NOT_FOUND');
  });

  it('a bug is answered with INTERNAL and without its stack', async () => {
    const { call } = await startServiceUnderTest(untouched());
    const answer = await call('settings.get', {});
    expect(answer.status).toBe(500);
    const { message } = expectFailure(JSON.parse(answer.body) as Result<unknown>, 'INTERNAL');
    expect(message).not.toContain('was called');
  });
});

it.each([
  ['an empty host name', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 403],
  ['no host name', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['no host name, as HTTP/1.0 allowed', 'GET / HTTP/1.0\r\n\r\n', 403],
  ['two host names', 'GET / HTTP/1.1\r\nHost: rebound.example\r\nHost: 127.0.0.1:PORT\r\n\r\n', 403],
  ['another host name after ours', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nhost: rebound.example\r\n\r\n', 403],
  ['our host name twice', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHOST: 127.0.0.1:PORT\r\n\r\n', 403],
  [
    'an expectation',
    'POST /enter HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nExpect: wonders\r\nContent-Length: 9\r\n\r\n',
    417,
  ],
  ['an expectation from elsewhere', 'GET / HTTP/1.1\r\nHost: rebound.example\r\nExpect: wonders\r\n\r\n', 403],
  ['no HTTP', 'EHLO console.example\r\n\r\n', 400],
  ['headers that never end', `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-Long: ${'x'.repeat(40_000)}`, 431],
])('%s is refused', async (_name, bytes, status) => {
  const { service } = await startServiceUnderTest(untouched());
  const answer = await converse(service.port, bytes.replaceAll('PORT', String(service.port)));
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/\r\n\r\n(0\r\n\r\n)?$/);
});

/** Sends bytes and gives all that comes back until the other end hangs up. */
function converse(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error('still open after 10 seconds')));
  });
}

it('a port that another program has is said to be taken', async () => {
  const { service } = await startServiceUnderTest(untouched());
  const second = await startService({ app: untouched(), files: new Map(), port: service.port });
  const { message, field } = expectFailure(second, 'SERVICE_UNREACHABLE');
  expect(message).toContain(String(service.port));
  expect(field).toBe('port');
});
