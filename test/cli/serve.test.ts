import { describe, expect, it } from 'vitest';
import { freePorts } from '../servers/free-ports.ts';
import { clone } from './clone.ts';

const link = /http:\/\/127\.0\.0\.1:(\d+)\/#token=([0-9a-f]{64})/;

describe('serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('prints its link, answers, and ends well on %s', async (signal) => {
    const serving = (await clone({ built: true })).serve();
    const [, port = '', token = ''] = link.exec(await serving.line()) ?? [];
    const answer = await fetch(`http://127.0.0.1:${port}/api/app.info`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    // A stream that stays open doesn't hold up the end.
    const stream = await fetch(`http://127.0.0.1:${port}/api/events`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(stream.status).toBe(200);
    serving.kill(signal);
    expect(await serving.ended).toBe(0);
    await stream.body?.cancel().catch(() => {});
    expect([serving.output().trim().split('\n').length, serving.errors()]).toEqual([1, '']);
  });

  it('gives a script its address as one JSON object', async () => {
    const [port = 0] = await freePorts(1);
    const serving = (await clone({ built: true })).serve('--json', '--port', String(port));
    const { ok, value } = JSON.parse(await serving.line()) as { ok: boolean; value: { url: string; port: number } };
    expect([ok, value.port]).toEqual([true, port]);
    expect(value.url).toMatch(link);
    serving.kill('SIGINT');
    expect(await serving.ended).toBe(0);
    expect(serving.output().trim().split('\n')).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('says in one line that there is no browser to open, and goes on', async () => {
    const serving = (await clone({ built: true })).serve('--open');
    expect(await serving.line()).toMatch(link);
    serving.kill('SIGINT');
    expect(await serving.ended).toBe(0);
    expect(serving.errors()).toBe('No browser could be opened here; open the link above in one.\n');
  });

  it('says what to do when the window has not been built', async () => {
    const serving = (await clone({ built: false })).serve();
    expect(await serving.ended).toBe(1);
    expect([serving.output(), serving.errors().trim().split('\n').length]).toEqual(['', 1]);
    expect(serving.errors()).toContain('npm run build');
  });

  it('says that a port is taken', async () => {
    const { serve } = await clone({ built: true });
    const first = serve();
    const [, port = ''] = link.exec(await first.line()) ?? [];
    const second = serve('--port', port, '--json');
    expect(await second.ended).toBe(1);
    expect(JSON.parse(second.output())).toMatchObject({
      ok: false,
      error: { code: 'SERVICE_UNREACHABLE', field: 'port' },
    });
    first.kill('SIGINT');
    expect(await first.ended).toBe(0);
  });
});
