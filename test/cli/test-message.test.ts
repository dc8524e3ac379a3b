import { describe, expect, it, onTestFinished } from 'vitest';
import { stepNames } from '../../src/shared/delivery.ts';
import type { TestReport } from '../../src/shared/test-message.ts';
import { type CommandEnd, setOptions, startCommand } from '../command-line.ts';
import { type Answers, answering, silence } from '../servers/answers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { waitFor } from '../wait.ts';
import { onlyJson, temporaryData } from './temporary-data.ts';

const reportOf = (end: CommandEnd) => onlyJson(end).value as TestReport;

async function scripted(answers: Answers) {
  const server = await startScripted(answering(answers));
  onTestFinished(server.close);
  return server;
}

const options = (port: number, more: Record<string, string> = {}) =>
  setOptions({
    service: 'smtp',
    'smtp.host': '127.0.0.1',
    'smtp.port': String(port),
    'message.from': 'a@sender.test',
    ...more,
  });

describe('a test that succeeds', () => {
  it('shows a person its steps and says that it was sent', async () => {
    const data = await temporaryData();
    const { exitCode, output, errors } = await data.run(['test', '--to', 'a@recipient.test; b@recipient.test']);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^ {2}connect +ok +\d+ ms {2}127\.0\.0\.1/m);
    expect(output).toMatch(/^ {2}accepted +ok/m);
    expect(output).toMatch(/^Test message has been sent\n.*doesn’t prove that it arrives\.$/m);
    expect(output).toMatch(/^b@recipient\.test +accepted/m);
    expect(output).toMatch(/^Log entry +1$/m);
    expect(output).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('gives a script the whole report', async () => {
    const data = await temporaryData();
    const end = await data.run(['test', '--to', 'a@recipient.test', '--to', 'b@recipient.test', '--json']);
    expect(end.exitCode).toBe(0);
    const report = reportOf(end);
    expect(Object.keys(report).sort()).toEqual(
      [
        'deliveryId',
        'durationMs',
        'encryption',
        'messageId',
        'recipients',
        'reply',
        'status',
        'steps',
        'warnings',
      ].sort(),
    );
    expect(report).toMatchObject({ deliveryId: 1, status: 'sent', encryption: null });
    expect(report.recipients.map(({ address }) => address)).toEqual(['a@recipient.test', 'b@recipient.test']);
    for (const step of report.steps) expect(stepNames).toContain(step.step);
    const shown = onlyJson(await data.run(['settings', 'show', '--json'])).value;
    expect(shown).toMatchObject({ lastTest: { status: 'sent', deliveryId: 1 } });
  });

  it('stops where it is told to, with values that stay unsaved and a password from standard input', async () => {
    const data = await temporaryData();
    const server = await startSmtpServer({ mechanisms: ['PLAIN'] });
    onTestFinished(server.close);
    const signIn = {
      'smtp.authentication': 'true',
      'smtp.username': account.username,
      'smtp.allowClearTextPassword': 'true',
    };
    const args = [
      'test',
      '--to',
      'a@recipient.test',
      '--until',
      'sign-in',
      '--password-stdin',
      ...options(server.port, signIn),
    ];
    const end = await data.run([...args, '--json'], { input: `${account.password}\n` });
    expect([end.exitCode, reportOf(end).status]).toEqual([0, 'checked']);
    expect(server.signIns.map(({ accepted }) => accepted)).toEqual([true]);
    expect(server.messages).toEqual([]);
    expect(end.output).not.toContain(account.password);

    const wrong = await data.run(args, { input: 'wrong\n' });
    expect(wrong.exitCode).toBe(1);
    expect(wrong.errors.trim().split('\n')).toHaveLength(1);
    const shown = onlyJson(await data.run(['settings', 'show', '--json'])).value;
    expect(shown).toMatchObject({ service: 'capture', smtp: { hasPassword: false }, lastTest: null });
  });
});

describe('a test that fails', () => {
  it('ends with 1, says why in one line, and is in the log', async () => {
    const data = await temporaryData();
    const [port = 0] = await freePorts(1);
    const args = ['test', '--to', 'a@recipient.test', ...options(port)];
    const human = await data.run(args);
    expect(human.exitCode).toBe(1);
    expect(human.errors.trim().split('\n')).toHaveLength(1);
    expect(human.errors).toContain(String(port));
    expect(human.output).toMatch(/^ {2}connect +failed/m);
    expect(human.output).toMatch(/^Log entry +1$/m);
    const end = await data.run([...args, '--json']);
    expect(end.exitCode).toBe(1);
    expect(onlyJson(end)).toMatchObject({
      ok: false,
      error: { code: 'CONNECTION_REFUSED' },
      value: { deliveryId: 2, status: 'failed' },
    });
    expect(reportOf(end).steps).toContainEqual(expect.objectContaining({ step: 'connect', status: 'failed' }));
    expect(human.output).not.toContain('skipped');
  });

  it('leaves nothing of a hostile reply for the terminal to act on', async () => {
    const data = await temporaryData();
    const server = await scripted({ RCPT: '550 5.1.1 \x1b]0;owned\x07\x1b[2J\u009b31m no such user\r\n' });
    const { exitCode, output, errors } = await data.run(['test', '--to', 'a@recipient.test', ...options(server.port)]);
    expect(exitCode).toBe(1);
    expect(output + errors).toContain('no such user');
    expect(output + errors).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it.each([
    ['an address that is none', ['--to', 'nobody'], 'to'],
    ['a header in the address', ['--to', 'a@b.example\r\nBcc: c@d.example'], 'to'],
    ['a setting that there isn’t', ['--to', 'a@b.example', '--set', 'smtp.hots=x'], 'smtp.hots'],
  ])('%s is refused before anything connects', async (_name, args, field) => {
    const data = await temporaryData();
    const end = await data.run(['test', ...args, '--json']);
    expect(end.exitCode).toBe(2);
    expect(onlyJson(end).error).toMatchObject({ code: 'INVALID_INPUT', field });
    expect(onlyJson(await data.run(['log', 'list', '--json'])).value).toEqual({ rows: [], next: null });
  });
});

describe('Ctrl+C', () => {
  it.each([[true], [false]])('cancels the test, which still says how it ended (--json: %s)', async (json) => {
    const data = await temporaryData();
    const server = await scripted({ MAIL: silence });
    const args = ['test', '--to', 'a@recipient.test', ...options(server.port), ...(json ? ['--json'] : [])];
    const running = startCommand(data.folder, args);
    await waitFor('the test to be under way', () => server.lines.some((line) => line.startsWith('MAIL')) || undefined);
    running.kill('SIGINT');
    // npm passes the signal on a second time.
    running.kill('SIGINT');
    const end = await running.ended;
    expect(end.exitCode).toBe(1);
    if (json) expect(onlyJson(end)).toMatchObject({ error: { code: 'CANCELLED' }, value: { status: 'cancelled' } });
    else expect(end.errors.trim().split('\n')).toHaveLength(1);
    const listed = onlyJson(await data.run(['log', 'list', '--json'])).value;
    expect(listed).toMatchObject({ rows: [{ status: 'cancelled' }] });
  });
});
