import { describe, expect, it, onTestFinished } from 'vitest';
import type { Delivery, TranscriptLine } from '../../src/shared/delivery.ts';
import { succeed } from '../../src/shared/result.ts';
import { setOptions } from '../command-line.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { playCommand } from './played-command.ts';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

describe('log', () => {
  it('lists newest first, in pages, by status', async () => {
    const data = await temporaryData();
    expect((await data.run(['log', 'list'])).output).toBe('The log has no such entries.\n');
    await data.run(['test', '--to', 'a@recipient.test']);
    await data.run(['test', '--to', 'b@recipient.test', '--until', 'reach']);
    const ids = async (...args: string[]) => {
      const { value } = onlyJson(await data.run(['log', 'list', ...args, '--json'])) as {
        value: { rows: { id: number }[]; next: number | null };
      };
      return [value.rows.map(({ id }) => id), value.next];
    };
    expect(await ids()).toEqual([[2, 1], null]);
    expect(await ids('--limit', '1')).toEqual([[2], 2]);
    expect((await ids('--limit', '1', '--before', '2'))[0]).toEqual([1]);
    expect(await ids('--status', 'sent')).toEqual([[1], null]);

    const { output } = await data.run(['log', 'list', '--limit', '1']);
    expect(output).toMatch(/^ID {2}TIME +STATUS +RECIPIENTS/);
    expect(output).toMatch(/^ 2 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}checked {2}b@recipient\.test/m);
    expect(output).toMatch(/--before 2$/m);
  });

  it('says of what waits how often it was tried, and what came of that', async () => {
    const row = { id: 7, at: '2026-11-22T10:00:00.000Z', status: 'queued', recipients: ['a@x.test'], subject: 'S' };
    const said = { server: 'x:25', error: null, reply: '450 4.2.0 Later', note: null, markedAsSent: false };
    const rows = [3, 1].map((attempts) => ({ ...row, ...said, attempts }));
    const { text, calls } = await playCommand(['log', 'list', '--status', 'queued'], {
      'log.list': () => succeed({ rows, next: null }),
    });
    expect(calls).toEqual([{ name: 'log.list', input: { status: 'queued' } }]);
    expect(text).toMatch(/Waits, tried 3 times\. 450 4\.2\.0 Later\n/);
    expect(text).toMatch(/Waits, tried once\. 450 4\.2\.0 Later$/);
  });

  it('shows times in the computer’s own time zone', async () => {
    const data = await temporaryData();
    await data.run(['test', '--to', 'a@recipient.test']);
    const { value } = onlyJson(await data.run(['log', 'show', '1', '--json'])) as { value: Delivery };
    const { output } = await data.run(['log', 'show', '1'], { env: { TZ: 'Asia/Kolkata' } });
    const there = new Date(Date.parse(value.at) + 5.5 * 3600_000).toISOString();
    expect(output).toMatch(new RegExp(`^Time +${there.slice(0, 10)} ${there.slice(11, 19)}$`, 'm'));
  });

  it('shows an entry with its transcript, and no secret in it', async () => {
    const data = await temporaryData();
    const server = await startSmtpServer({ mechanisms: ['PLAIN'] });
    onTestFinished(server.close);
    const settings = {
      service: 'smtp',
      'smtp.host': '127.0.0.1',
      'smtp.port': String(server.port),
      'smtp.authentication': 'true',
      'smtp.username': account.username,
      'smtp.allowClearTextPassword': 'true',
      'message.from': 'a@sender.test',
    };
    const args = ['test', '--to', 'a@recipient.test', '--password-stdin', ...setOptions(settings)];
    await data.run(args, { input: account.password });
    const human = await data.run(['log', 'show', '1', '--transcript']);
    expect([human.exitCode, human.errors]).toEqual([0, '']);
    expect(human.output).toMatch(/^Status +sent$/m);
    expect(human.output).toMatch(/^ +sign-in +ok/m);
    expect(human.output).toMatch(/ms {2}> MAIL FROM:<a@sender\.test>/);
    expect(human.output).toMatch(/ms {2}< 250/);
    const end = await data.run(['log', 'show', '1', '--transcript', '--json']);
    const { transcript, ...delivery } = onlyJson(end).value as Delivery & { transcript: TranscriptLine[] };
    expect(transcript.some(({ from, text }) => from === 'client' && text.startsWith('EHLO'))).toBe(true);
    expect(onlyJson(await data.run(['log', 'show', '1', '--json'])).value).toEqual(delivery);
    const encoded = Buffer.from(`\0${account.username}\0${account.password}`).toString('base64');
    for (const secret of [account.password, encoded]) expect(human.output + end.output).not.toContain(secret);
  });

  it('says that there is no such entry', async () => {
    const data = await temporaryData();
    for (const command of ['log', 'captured']) {
      const end = await data.run([command, 'show', '7']);
      expect(end.exitCode).toBe(2);
      expect(sentenceOf(end)).toContain('7');
    }
  });
});

describe('captured', () => {
  it('lists and shows what the capture server took, and gives its source byte by byte', async () => {
    const data = await temporaryData();
    expect((await data.run(['captured', 'list'])).output).toBe('No messages have been captured.\n');
    await data.run(['test', '--to', 'a@recipient.test']);
    expect((await data.run(['captured', 'list'])).output).toMatch(/^ 1 {2}.*a@recipient\.test/m);
    const listed = onlyJson(await data.run(['captured', 'list', '--json'])).value;
    expect(listed).toMatchObject({ total: 1, next: null, rows: [{ id: 1, recipients: ['a@recipient.test'] }] });
    const shown = await data.run(['captured', 'show', '1']);
    expect(shown.output).toMatch(/^Envelope recipients +a@recipient\.test$/m);
    expect(shown.output).toContain('test message');
    const { output } = await data.run(['captured', 'show', '1', '--source']);
    expect(output).toMatch(/^Subject: /m);
    const { value } = onlyJson(await data.run(['captured', 'show', '1', '--source', '--json'])) as {
      value: { base64: string };
    };
    expect(Buffer.from(value.base64, 'base64').toString()).toBe(output);
  });
});
