import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProbeReport } from '../../src/shared/probe.ts';
import { startCommand } from '../command-line.ts';
import { answering, silence } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

const portOptions = (...ports: number[]) => ports.flatMap((port) => ['--port', String(port)]);

describeWithPeers(['openssl'], 'a probe that finds something', () => {
  const certificates = certificatesForTests();

  const startServers = async () => {
    const keyPair = certificates().selfSigned;
    const offered = await startSmtpServer({ tls: 'offered', keyPair, mechanisms: ['PLAIN'], sizeLimit: 36_700_160 });
    const plain = await startSmtpServer({ mechanisms: ['LOGIN'] });
    onTestFinished(offered.close);
    onTestFinished(plain.close);
    const [closed = 0] = await freePorts(1);
    return { offered: offered.port, plain: plain.port, closed };
  };

  it('shows a person a table, the details, and the command that uses the best', async () => {
    const data = await temporaryData();
    const { offered, plain, closed } = await startServers();
    const { exitCode, output, errors } = await data.run(['probe', '127.0.0.1', ...portOptions(plain, offered, closed)]);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^ *PORT +ADDRESS +CONNECTION +CERTIFICATE +SIGN-IN +SIZE$/m);
    expect(output).toMatch(
      new RegExp(`^ *${offered} +127\\.0\\.0\\.1 +STARTTLS, TLSv1\\.3 +self-signed +PLAIN +35 MB$`, 'm'),
    );
    expect(output).toMatch(new RegExp(`^ *${plain} +127\\.0\\.0\\.1 +not encrypted +LOGIN$`, 'm'));
    expect(output).toMatch(new RegExp(`^ *${closed} +127\\.0\\.0\\.1 +closed$`, 'm'));
    expect(output).toMatch(/^ {2}Greeting +220 mail\.postroom\.test ESMTP$/m);
    expect(output).toMatch(/^ {2}SHA-256 +([0-9A-F]{2}:){31}[0-9A-F]{2}$/m);
    expect(output).not.toMatch(/[^\P{Cc}\n]/u);
    const [command, recommended] = output.trimEnd().split('\n').toReversed();
    expect(recommended).toContain(String(offered));
    expect(command).toBe(
      `postroom --data-dir ${data.folder} settings set service=smtp smtp.host=127.0.0.1 smtp.port=${offered} smtp.security=starttls`,
    );
    const args = (command ?? '').split(' ').slice(1);
    expect((await data.run([...args, '--json'])).exitCode).toBe(0);
    const { value } = onlyJson(await data.run(['settings', 'show', '--json']));
    expect(value).toMatchObject({ service: 'smtp', smtp: { port: offered, security: 'starttls' } });
  });

  it('gives a script the whole report', async () => {
    const data = await temporaryData();
    const { offered, closed } = await startServers();
    const end = await data.run(['probe', '127.0.0.1', ...portOptions(closed, offered), '--json']);
    expect(end.exitCode).toBe(0);
    const report = onlyJson(end).value as ProbeReport;
    expect(report).toMatchObject({ host: '127.0.0.1', addresses: ['127.0.0.1'], best: 1 });
    expect(report.ports).toMatchObject([
      { port: closed, state: 'closed', failure: { code: 'CONNECTION_REFUSED' } },
      { port: offered, state: 'open', tls: 'starttls', mechanisms: ['PLAIN'], sizeLimit: 36_700_160 },
    ]);
  });
});

describe('a probe that finds nothing', () => {
  it('ends with 1 and says so in one line, after what it saw', async () => {
    const data = await temporaryData();
    const ports = await freePorts(2);
    const args = ['probe', '127.0.0.1', ...portOptions(...ports)];
    const human = await data.run(args);
    expect(human.exitCode).toBe(1);
    expect(human.errors.trim().split('\n')).toHaveLength(1);
    for (const port of ports) {
      expect(human.errors).toContain(String(port));
      expect(human.output).toMatch(new RegExp(`^ *${port} +127\\.0\\.0\\.1 +closed$`, 'm'));
    }
    expect(human.output).not.toContain('settings set');
    const end = await data.run([...args, '--json']);
    expect(end.exitCode).toBe(1);
    expect(onlyJson(end)).toMatchObject({ ok: false, error: { code: 'CONNECTION_REFUSED' }, value: { best: null } });
  });

  it('leaves nothing of a hostile greeting for the terminal to act on', async () => {
    const data = await temporaryData();
    const server = await startScripted(answering({ connect: '220 \x1b]0;owned\x07\x1b[2J\u009b31m mail\r\n' }));
    onTestFinished(server.close);
    const { output, errors } = await data.run(['probe', '127.0.0.1', ...portOptions(server.port)]);
    expect(output).toContain('owned');
    expect(output + errors).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it.each([
    ['a host with its port', ['probe', '127.0.0.1:25'], 'host'],
    ['a URL', ['probe', 'smtp://mail.example.com'], 'host'],
    ['an empty host', ['probe', ''], 'host'],
    ['port 0', ['probe', '127.0.0.1', '--port', '0'], 'port'],
    ['a port that is too high', ['probe', '127.0.0.1', '--port', '65536'], 'port'],
    ['a port that is a word', ['probe', '127.0.0.1', '--port', 'smtp'], 'port'],
    ['eleven ports', ['probe', '127.0.0.1', ...portOptions(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)], 'ports'],
    ['no host', ['probe'], undefined],
    ['two hosts', ['probe', '127.0.0.1', '127.0.0.2'], undefined],
  ])('%s is refused before anything connects', async (_name, args, field) => {
    const data = await temporaryData();
    const end = await data.run([...args, '--json']);
    expect(end.exitCode).toBe(2);
    expect(onlyJson(end).error?.code).toBe('INVALID_INPUT');
    expect(onlyJson(end).error?.field).toBe(field);
    const human = await data.run(args);
    expect(human.exitCode).toBe(2);
    expect(sentenceOf(human)).toMatch(/\S/);
  });
});

describe('Ctrl+C', () => {
  it.each([[true], [false]])('cancels the probe (--json: %s)', async (json) => {
    const data = await temporaryData();
    const server = await startScripted(answering({ connect: silence }));
    onTestFinished(server.close);
    const args = ['probe', '127.0.0.1', ...portOptions(server.port), ...(json ? ['--json'] : [])];
    const running = startCommand(data.folder, args);
    await waitFor('the probe to be under way', () => server.connections() > 0 || undefined);
    running.kill('SIGINT');
    const end = await running.ended;
    expect(end.exitCode).toBe(1);
    if (json) expect(onlyJson(end).error).toMatchObject({ code: 'CANCELLED' });
    else expect(sentenceOf(end)).toMatch(/^Cancelled/);
  });
});
