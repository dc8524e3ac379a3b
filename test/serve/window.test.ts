import { expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../src/main/content-security-policy.ts';
import { playApp } from './played-app.ts';
import { type ServiceUnderTest, startServiceUnderTest, windowPage } from './service-under-test.ts';

/** Exchanges a key for the cookie, as the entrance page's script does. */
async function enter(
  { ask }: ServiceUnderTest,
  key: string,
): Promise<{ status: number; cookie: string; body: string }> {
  const answer = await ask({ method: 'POST', path: '/enter', headers: { Authorization: `Bearer ${key}` } });
  const cookie = answer.headers['set-cookie']?.[0] ?? '';
  return { status: answer.status, cookie, body: answer.body };
}

const pair = (cookie: string) => cookie.split(';')[0] ?? '';

it('the token opens the window, and its cookie is only for this computer’s own pages', async () => {
  const under = await startServiceUnderTest(playApp().app);
  const { status, cookie, body } = await enter(under, under.token);
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({ token: under.token });
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).toContain(String(under.service.port));
  expect(cookie).not.toContain(under.token);

  const page = await under.ask({ headers: { Cookie: pair(cookie) } });
  expect([page.status, page.body]).toEqual([200, windowPage]);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.headers['cache-control']).toBe('no-store');
  const asset = await under.ask({ path: '/assets/index-3f9a.js', headers: { Cookie: pair(cookie) } });
  expect(asset.status).toBe(200);
  expect(asset.headers['content-type']).toMatch(/^text\/javascript/);
  expect(asset.headers['cache-control']).toContain('immutable');
});

it('the cookie alone opens no operation and no events', async () => {
  const under = await startServiceUnderTest(playApp().app);
  const headers = { Cookie: pair((await enter(under, under.token)).cookie), 'Content-Type': 'application/json' };
  expect((await under.ask({ method: 'POST', path: '/api/settings.get', headers, body: '{}' })).status).toBe(401);
  expect((await under.ask({ path: '/api/events', headers })).status).toBe(401);
});

it('a code opens the window once', async () => {
  const under = await startServiceUnderTest(playApp().app);
  let taken = 0;
  const code = new URL(under.service.issueLink(() => taken++)).hash.replace('#code=', '');
  expect(code).not.toBe(under.token);
  const asOperation = { method: 'POST', path: '/api/settings.get', headers: { Authorization: `Bearer ${code}` } };
  expect((await under.ask(asOperation)).status).toBe(401);
  expect(taken).toBe(0);
  const first = await enter(under, code);
  expect([first.status, JSON.parse(first.body)]).toEqual([200, { token: under.token }]);
  expect((await enter(under, code)).status).toBe(401);
  expect(taken).toBe(1);
});

it('neither token nor cookie of one start is worth anything at the next', async () => {
  const first = await startServiceUnderTest(playApp().app);
  const { cookie } = await enter(first, first.token);
  const { port } = first.service;
  await first.service.close();
  const second = await startServiceUnderTest(playApp().app, { port });
  expect((await enter(second, first.token)).status).toBe(401);
  expect((await second.ask({ headers: { Cookie: pair(cookie) } })).status).toBe(401);
});

it.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/....//secret.txt',
  '//secret.txt',
  '/assets/..%252f..%252fsecret.txt',
  '/%00',
  '/assets',
  '/assets/',
  '/index.html/',
  '/INDEX.HTML',
  '/%ff',
  '/%',
])('%s leads to no file', async (path) => {
  const under = await startServiceUnderTest(playApp().app);
  const { cookie } = await enter(under, under.token);
  const answer = await under.ask({ path, headers: { Cookie: pair(cookie) } });
  expect([400, 403, 404]).toContain(answer.status);
  expect(answer.body).toBe('');
});

it('the window’s files are only read', async () => {
  const under = await startServiceUnderTest(playApp().app);
  const { cookie } = await enter(under, under.token);
  const headers = { Cookie: pair(cookie) };
  expect((await under.ask({ method: 'PUT', headers })).status).toBe(405);
  expect(await under.ask({ method: 'HEAD', headers })).toMatchObject({ status: 200, body: '' });
});

it('every answer has the security headers', async () => {
  const under = await startServiceUnderTest(playApp().app);
  const headers = { Cookie: pair((await enter(under, under.token)).cookie) };
  const answers = await Promise.all([
    under.ask({}),
    under.ask({ headers }),
    under.ask({ path: '/enter.js' }),
    under.ask({ path: '/\\', headers }),
    under.ask({ path: '/nothing', headers }),
    under.ask({ headers: { Host: 'rebound.example' } }),
    under.ask({ headers: { Expect: 'wonders' } }),
    under.call('settings.get', {}),
  ]);
  for (const answer of answers) {
    expect(answer.headers).toMatchObject({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  }
});
