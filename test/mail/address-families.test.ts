import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectToAny, findAddresses } from '../../src/main/mail/connect.ts';
import { CancelledError } from '../../src/main/mail/session-error.ts';
import { expectFailure, expectValue, openAppUnderTest, reportOf } from '../app-under-test.ts';
import { freePorts, portOf } from '../servers/free-ports.ts';
import { startFullBacklog } from '../servers/full-backlog.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));
const HOST = 'mail.sender.test';
const never = new AbortController().signal;

describe('the addresses of a host', () => {
  test.each([
    ['both', ['2001:db8::1', '192.0.2.1'], ['2001:db8::1', '192.0.2.1']],
    ['both', ['192.0.2.1', '2001:db8::1'], ['192.0.2.1', '2001:db8::1']],
    [
      'both',
      ['2001:db8::1', '2001:db8::2', '2001:db8::3', '192.0.2.1', '192.0.2.2'],
      ['2001:db8::1', '192.0.2.1', '2001:db8::2', '192.0.2.2', '2001:db8::3'],
    ],
    [
      'both',
      ['192.0.2.1', '192.0.2.2', '2001:db8::1', '192.0.2.3'],
      ['192.0.2.1', '2001:db8::1', '192.0.2.2', '192.0.2.3'],
    ],
    ['ipv4', ['2001:db8::1', '192.0.2.2', '192.0.2.1'], ['192.0.2.2', '192.0.2.1']],
    ['ipv6', ['192.0.2.1', '2001:db8::2', '2001:db8::1'], ['2001:db8::2', '2001:db8::1']],
    ['both', [], []],
  ] as const)('%s of %j are tried in the order %j', async (family, found, order) => {
    expect(await findAddresses(HOST, async () => found, family, 1000, never)).toEqual(order);
  });

  test.each([
    ['ipv4', '192.0.2.1'],
    ['ipv6', '2001:db8::1'],
    ['both', 'fe80::1%eth0'],
  ] as const)('%s: the address %s is not looked up', async (family, host) => {
    const lookup = vi.fn();
    expect(await findAddresses(host, lookup, family, 1000, never)).toEqual([host]);
    expect(lookup).not.toHaveBeenCalled();
  });
});

describe('one family of addresses only', () => {
  const listen = async (host: string): Promise<Server> => {
    const server = createServer((socket) => socket.end('554 No mail here\r\n')).listen(0, host);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return server;
  };

  test.for([
    ['ipv4', '127.0.0.1'],
    ['ipv6', '::1'],
  ] as const)('%s connects to %s alone', async ([family, address], { skip }) => {
    skip(!hasIpv6, 'this computer has no IPv6');
    const port = portOf(await listen(address));
    const postroom = await openAppUnderTest({ lookup: async () => ['::1', '127.0.0.1'] });
    const changes = { 'smtp.host': HOST, 'smtp.port': port };
    const steps = reportOf(await postroom.test({ ...changes, 'smtp.addressFamily': family })).steps;
    expect(steps.find(({ step }) => step === 'lookup')?.detail).toBe(address);
    expect(steps.find(({ step }) => step === 'connect')).toMatchObject({
      status: 'ok',
      detail: expect.stringMatching(new RegExp(`^${address}, port`)),
    });
    const other = family === 'ipv4' ? 'ipv6' : 'ipv4';
    expectFailure(await postroom.test({ ...changes, 'smtp.addressFamily': other }), 'CONNECTION_REFUSED');
  });

  test.each([
    ['ipv6', ['127.0.0.1'], 'IPv6'],
    ['ipv4', ['::1'], 'IPv4'],
  ] as const)(
    '%s of a host that has only %j is told as that, and both is the cure',
    async (family, addresses, named) => {
      const postroom = await openAppUnderTest({ lookup: async () => addresses });
      const result = await postroom.test({ 'smtp.host': HOST, 'smtp.addressFamily': family });
      const error = expectFailure(result, 'DNS_NOT_FOUND');
      expect(error.message).toContain(HOST);
      expect(error.message).toContain(named);
      expect(error.cures).toEqual([{ changes: { 'smtp.addressFamily': 'both' } }]);
      expect(reportOf(result).steps.find(({ status }) => status === 'failed')?.step).toBe('lookup');
    },
  );

  test.each([
    ['ipv6', '127.0.0.1'],
    ['ipv4', '::1'],
  ])('%s and the address %s for a host don’t go together', async (family, host) => {
    const postroom = await openAppUnderTest();
    const error = expectFailure(
      await postroom.test({ 'smtp.host': host, 'smtp.addressFamily': family }),
      'DNS_NOT_FOUND',
    );
    expect(error.message).toContain('no address of the kind');
  });
});

describe('addresses that fail', () => {
  test('are each named in the step, on success', async () => {
    const server = await startSmtpServer();
    onTestFinished(server.close);
    const postroom = await openAppUnderTest({ lookup: async () => ['127.0.0.8', '127.0.0.9', '127.0.0.1'] });
    const report = expectValue(await postroom.test({ 'smtp.host': HOST, 'smtp.port': server.port }));
    const detail = report.steps.find(({ step }) => step === 'connect')?.detail;
    for (const address of ['127.0.0.1', '127.0.0.8', '127.0.0.9']) expect(detail).toContain(address);
    expect(server.connections()).toBe(1);
  });

  test('are each named in the step, when none is left', async () => {
    const [port = 0] = await freePorts(1);
    const addresses = ['127.0.0.7', '127.0.0.8', '127.0.0.9'];
    const postroom = await openAppUnderTest({ lookup: async () => addresses });
    const result = await postroom.test({ 'smtp.host': HOST, 'smtp.port': port });
    expectFailure(result, 'CONNECTION_REFUSED');
    const step = reportOf(result).steps.find((each) => each.step === 'connect');
    expect(step?.status).toBe('failed');
    const transcript = await postroom.transcript(result);
    for (const address of addresses) {
      expect(step?.detail).toContain(address);
      expect(transcript).toContain(address);
    }
  });
});

describe('an address that doesn’t answer', () => {
  afterEach(() => void vi.useRealTimers());

  test('holds the next one up for a quarter of a second, not for the time-out', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux drops what a full queue can’t take');
    const silent = await startFullBacklog();
    onTestFinished(silent.close);
    const answering = createServer().listen(silent.port, '127.0.0.2');
    await once(answering, 'listening');
    onTestFinished(() => void answering.close());
    const asked = once(answering, 'connection');

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const notes: string[] = [];
    const signal = new AbortController().signal;
    const connected = connectToAny(['127.0.0.1', '127.0.0.2'], silent.port, 60_000, signal, (line) => notes.push(line));
    let early = false;
    void asked.then(() => {
      early = true;
    });
    await vi.advanceTimersByTimeAsync(249);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(early).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const socket = await connected;
    expect(socket.remoteAddress).toBe('127.0.0.2');
    socket.destroy();
    // The one that was given up for the other has not failed.
    expect(notes).toEqual([]);
  });

  test('does not hold up a person who cancels', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux drops what a full queue can’t take');
    const silent = await startFullBacklog();
    onTestFinished(silent.close);
    const cancel = new AbortController();
    const connected = connectToAny(['127.0.0.1', '127.0.0.1'], silent.port, 60_000, cancel.signal, () => {});
    cancel.abort();
    await expect(connected).rejects.toBeInstanceOf(CancelledError);
  });
});
