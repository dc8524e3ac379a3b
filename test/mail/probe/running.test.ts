import { describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppUnderTest } from '../../app-under-test.ts';
import { answering, silence } from '../../servers/answers.ts';
import { startFullBacklog } from '../../servers/full-backlog.ts';
import { startScripted } from '../../servers/scripted.ts';
import { startSmtpServer } from '../../servers/smtp-server.ts';
import { waitFor } from '../../wait.ts';
import { onlyPort, probe, reportOf } from './probing.ts';

const patient = { connectMs: 15_000, greetingMs: 15_000, idleMs: 15_000 };

async function startSilent() {
  const server = await startScripted(answering({ connect: silence }));
  onTestFinished(server.close);
  return server;
}

const portEvents = ({ events }: AppUnderTest) => events.filter(({ name }) => name === 'probe.port');

describe('a probe that is cancelled', () => {
  test('ends at once, whatever its ports are doing, and tells nothing more', async () => {
    const postroom = await openAppUnderTest({ timeouts: patient });
    const silent = await startSilent();
    const full = await startFullBacklog();
    onTestFinished(full.close);
    const running = probe(postroom, [silent.port, full.port], { probeId: 'stopped' });
    await waitFor('the connection', () => silent.connections() > 0 || undefined);
    expect(expectValue(await postroom.app.dispatch('probe.cancel', { probeId: 'stopped' }))).toEqual({
      cancelled: true,
    });
    expectFailure(await running, 'CANCELLED');
    expect(portEvents(postroom)).toEqual([]);
  });

  test('while the host is looked up ends at once', async () => {
    let asked = false;
    const lookup = () => {
      asked = true;
      return new Promise<string[]>(() => {});
    };
    const postroom = await openAppUnderTest({ timeouts: patient, lookup });
    const running = probe(postroom, [25], { host: 'mail.sender.test', probeId: 'stopped' });
    await waitFor('the look-up', () => asked || undefined);
    await postroom.app.dispatch('probe.cancel', { probeId: 'stopped' });
    expectFailure(await running, 'CANCELLED');
  });

  test('that isn’t under way is no failure', async () => {
    const postroom = await openAppUnderTest();
    expect(expectValue(await postroom.app.dispatch('probe.cancel', { probeId: 'none' }))).toEqual({ cancelled: false });
  });

  test('by the end of Postroom leaves nothing behind', async () => {
    const postroom = await openAppUnderTest({ timeouts: patient });
    const silent = await startSilent();
    const running = probe(postroom, [silent.port]);
    await waitFor('the connection', () => silent.connections() > 0 || undefined);
    await postroom.app.close();
    expectFailure(await running, 'CANCELLED');
  });
});

describe('two probes at once', () => {
  test('don’t know of each other, and one can be cancelled alone', async () => {
    const postroom = await openAppUnderTest({ timeouts: patient });
    const silent = await startSilent();
    const mail = await startSmtpServer();
    onTestFinished(mail.close);
    const stuck = probe(postroom, [silent.port], { probeId: 'stuck' });
    await waitFor('the connection', () => silent.connections() > 0 || undefined);
    expect(onlyPort(await probe(postroom, [mail.port], { probeId: 'quick' })).state).toBe('open');
    expect(portEvents(postroom)).toMatchObject([
      { payload: { probeId: 'quick', index: 0, port: { port: mail.port } } },
    ]);
    await postroom.app.dispatch('probe.cancel', { probeId: 'stuck' });
    expectFailure(await stuck, 'CANCELLED');
  });

  test('can’t have the same name', async () => {
    const postroom = await openAppUnderTest({ timeouts: patient });
    const silent = await startSilent();
    const first = probe(postroom, [silent.port], { probeId: 'same' });
    await waitFor('the connection', () => silent.connections() > 0 || undefined);
    const second = expectFailure(await probe(postroom, [silent.port], { probeId: 'same' }), 'INVALID_INPUT');
    expect(second.field).toBe('probeId');
    await postroom.app.dispatch('probe.cancel', { probeId: 'same' });
    expectFailure(await first, 'CANCELLED');
  });
});

test('ten ports of four addresses are looked at at once', async () => {
  const lookup = async () => ['127.0.0.1', '127.0.0.2', '::1'];
  const postroom = await openAppUnderTest({ lookup });
  const warnings: string[] = [];
  const listener = (warning: Error) => void warnings.push(String(warning));
  process.on('warning', listener);
  onTestFinished(() => void process.off('warning', listener));
  const servers = await Promise.all(Array.from({ length: 10 }, () => startSilent()));
  const ports = servers.map(({ port }) => port);
  let underWay: number | undefined;
  postroom.app.subscribe((name) => {
    if (name === 'probe.port') underWay ??= servers.filter((server) => server.connections() > 0).length;
  });
  const report = reportOf(await probe(postroom, ports, { host: 'mail.sender.test' }));
  // By the time that the first one was given up, all had been asked.
  expect(underWay).toBe(10);
  expect(report.ports).toHaveLength(30);
  expect(report.ports.filter(({ state }) => state === 'other')).toHaveLength(10);
  expect(warnings).toEqual([]);
});

describe('what is refused before anything connects', () => {
  const good = { probeId: 'refused', host: '127.0.0.1', ports: [25] };
  test.for([
    ['no input at all', undefined, undefined],
    ['no host', { ...good, host: undefined }, 'host'],
    ['an empty host', { ...good, host: ' ' }, 'host'],
    ['a host with a port', { ...good, host: 'mail.example.com:25' }, 'host'],
    ['a URL', { ...good, host: 'https://mail.example.com/' }, 'host'],
    ['an e-mail address', { ...good, host: 'someone@example.com' }, 'host'],
    ['a host with a line break', { ...good, host: 'mail.example.com\r\nRCPT TO:<x@y>' }, 'host'],
    ['an endless host', { ...good, host: 'a'.repeat(100_000) }, 'host'],
    ['an address that is none', { ...good, host: '300.1.1.1' }, 'host'],
    ['no ports', { ...good, ports: [] }, 'ports'],
    ['too many ports', { ...good, ports: Array.from({ length: 11 }, (_, index) => index + 1) }, 'ports'],
    ['port 0', { ...good, ports: [0] }, 'ports.0'],
    ['a port that is too high', { ...good, ports: [25, 65536] }, 'ports.1'],
    ['half a port', { ...good, ports: [25.5] }, 'ports.0'],
    ['a port as text', { ...good, ports: ['25'] }, 'ports.0'],
    ['no name', { ...good, probeId: '' }, 'probeId'],
    ['a name without end', { ...good, probeId: 'x'.repeat(65) }, 'probeId'],
    ['what isn’t asked for', { ...good, password: 'secret' }, 'password'],
  ] as const)('%s', async ([, input, field]) => {
    const postroom = await openAppUnderTest({ lookup: () => Promise.reject(new Error('It was looked up.')) });
    const result = await postroom.app.dispatch('probe.run', input);
    const failure = expectFailure(result, 'INVALID_INPUT');
    expect(failure.field).toBe(field);
    expect(failure.message).toMatch(/\S/);
    expect(failure.message).not.toContain('secret');
  });
});
