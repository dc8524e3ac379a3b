import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectFailure, expectValue, openAppUnderTest } from '../../app-under-test.ts';
import { freePorts, portOf } from '../../servers/free-ports.ts';
import { startSmtpServer } from '../../servers/smtp-server.ts';
import { hasIpv6, onlyPort, probe, reportOf } from './probing.ts';

const host = 'mail.sender.test';

/** Listens on the IPv6 side of a port, and answers nothing that makes sense. */
async function startNonsense(port: number): Promise<number> {
  const server = createServer((socket) => socket.end('nonsense\r\n')).listen(port, '::1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return portOf(server);
}

async function startMail(): Promise<number> {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'] });
  onTestFinished(server.close);
  return server.port;
}

describe('the addresses of a host', () => {
  test('all are looked at, at most two of each family, at each port', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '::1', '127.0.0.1'];
    const postroom = await openAppUnderTest({ lookup: async () => addresses });
    const [first = 0, second = 0] = await freePorts(2);
    const report = reportOf(await probe(postroom, [first, second], { host }));
    expect(report.addresses.toSorted()).toEqual(['127.0.0.1', '127.0.0.2', '::1']);
    expect(report.ports.map(({ address, port }) => `${port} ${address}`)).toEqual(
      [first, second].flatMap((port) => report.addresses.map((address) => `${port} ${address}`)),
    );
    expect(report.ports.filter(({ family }) => family === 'ipv6').map(({ address }) => address)).toEqual([
      '::1',
      '::1',
    ]);
  });

  test.for(['::1', '[::1]'])('%s is looked at', async (literal, { skip }) => {
    skip(!hasIpv6, 'this computer has no IPv6');
    const port = await startNonsense(0);
    const postroom = await openAppUnderTest();
    const result = await probe(postroom, [port], { host: literal });
    expect(onlyPort(result)).toMatchObject({ address: '::1', family: 'ipv6', state: 'other' });
    expect(reportOf(result)).toMatchObject({ host: '::1', addresses: ['::1'] });
  });

  test('a family that connects and then fails is left out of what to change', async ({ skip }) => {
    skip(!hasIpv6, 'this computer has no IPv6');
    const port = await startMail();
    await startNonsense(port);
    const postroom = await openAppUnderTest({ lookup: async () => ['::1', '127.0.0.1'] });
    const report = expectValue(await probe(postroom, [port], { host }));
    expect(report.ports.map(({ state }) => state)).toEqual(['other', 'open']);
    expect(report.ports[1]?.changes).toMatchObject({ 'smtp.host': host, 'smtp.addressFamily': 'ipv4' });
    expect(report.best).toBe(1);
  });

  test('a name is handed on as it goes over the wire', async () => {
    const port = await startMail();
    let asked = '';
    const lookup = async (name: string) => {
      asked = name;
      return ['127.0.0.1'];
    };
    const postroom = await openAppUnderTest({ lookup });
    const report = expectValue(await probe(postroom, [port], { host: 'Bücher.test.' }));
    expect([report.host, asked]).toEqual(['xn--bcher-kva.test', 'xn--bcher-kva.test']);
    expect(report.ports[0]?.changes).toMatchObject({ 'smtp.host': 'xn--bcher-kva.test' });
  });
});

describe('a host that can’t be looked up', () => {
  const failing = (code: string) => async () => {
    throw Object.assign(new Error(code), { code });
  };

  test.for([
    ['has no such name', failing('ENOTFOUND')],
    ['has no address', async () => []],
    ['gets no answer', failing('EAI_AGAIN')],
    ['gets an answer that nobody foresaw', failing('EAI_FAIL')],
    ['is waited for too long', () => new Promise<string[]>(() => {})],
  ] as const)('because it %s, fails as a whole', async ([, lookup]) => {
    const postroom = await openAppUnderTest({ lookup });
    const result = await probe(postroom, [25, 465, 587, 2525], { host });
    const failure = expectFailure(result, 'DNS_NOT_FOUND');
    expect(failure).toMatchObject({ field: 'host', help: expect.stringMatching(/\S/) });
    expect(failure.message).toContain(host);
    expect(result.value).toBeUndefined();
    expect(postroom.events.filter(({ name }) => name === 'probe.port')).toEqual([]);
  });
});
