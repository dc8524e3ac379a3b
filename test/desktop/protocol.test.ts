import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contentSecurityPolicy } from '../../src/main/content-security-policy.ts';
import { serveWindowFiles } from '../../src/main/desktop/protocol.ts';
import { readWindowFiles } from '../../src/main/window-files.ts';
import { fakeSession } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const folder = mkdtempSync(join(tmpdir(), 'postroom-protocol-'));
afterAll(() => rmSync(folder, { recursive: true }));

let get: (url: string, method?: string) => Response;

beforeAll(async () => {
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'renderer', 'assets', 'index.js'), 'export {};');
  const files = await readWindowFiles(join(folder, 'renderer'));
  if (files === undefined) throw new Error('no files');
  const session = fakeSession();
  serveWindowFiles(session as unknown as Session, files);
  const respond = session.protocol.handle.mock.calls[0]?.[1];
  get = (url, method = 'GET') => respond?.(new Request(url, { method })) as Response;
});

describe('the window’s scheme', () => {
  it.each([
    ['postroom-app://console/', 'text/html', '<!doctype html>'],
    ['postroom-app://console/#token', 'text/html', '<!doctype html>'],
    ['postroom-app://console/assets/index.js', 'text/javascript', 'export {};'],
  ])('serves %s', async (url, type, text) => {
    const response = get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain(type);
    expect(response.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await response.text()).toBe(text);
  });

  it.each([
    'postroom-app://console/../secret.txt',
    'postroom-app://console/%2e%2e/secret.txt',
    'postroom-app://console/..%2fsecret.txt',
    'postroom-app://console/..%5csecret.txt',
    'postroom-app://console/assets/../../secret.txt',
    'postroom-app://console//etc/passwd',
    'postroom-app://console/%00',
    'postroom-app://console/%',
    'postroom-app://console/assets',
    'postroom-app://console/nothing.js',
    'postroom-app://other/',
  ])('has nothing at %s', async (url) => {
    const response = get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
    expect(response.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy);
  });

  it('is for reading only', () => {
    expect(get('postroom-app://console/', 'POST').status).toBe(405);
  });
});

it('a window that has not been built is noticed', async () => {
  expect(await readWindowFiles(join(folder, 'nowhere'))).toBeUndefined();
});
