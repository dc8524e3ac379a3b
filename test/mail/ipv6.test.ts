import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectFailure, openAppUnderTest } from '../app-under-test.ts';
import { portOf } from '../servers/free-ports.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

describe('an IPv6 address for a host', () => {
  test.for(['::1', '[::1]'])('%s is connected to, and told in brackets with its port', async (host, { skip }) => {
    skip(!hasIpv6, 'this computer has no IPv6');
    const server = createServer((socket) => socket.end('554 No mail here\r\n')).listen(0, '::1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const postroom = await openAppUnderTest();
    const result = await postroom.test({ 'smtp.host': host, 'smtp.port': portOf(server) });
    expect(expectFailure(result, 'CONNECTION_REFUSED').message).toContain('554 No mail here');
    expect((await postroom.logged(result)).server).toBe(`[::1]:${portOf(server)}`);
  });

  test('a name with several addresses is tried address by address', async () => {
    const server = createServer((socket) => socket.end('554 No mail here\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    // Nothing listens on the first two.
    const postroom = await openAppUnderTest({ lookup: async () => ['127.0.0.9', '::1', '127.0.0.1'] });
    const result = await postroom.test({ 'smtp.host': 'mail.sender.test', 'smtp.port': portOf(server) });
    expectFailure(result, 'CONNECTION_REFUSED');
    expect(result.ok ? '' : result.error.message).toContain('554 No mail here');
    expect(await postroom.transcript(result)).toContain('127.0.0.9');
  });
});
