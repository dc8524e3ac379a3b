import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionReport } from '../../src/shared/action.ts';
import type { QueueItem } from '../../src/shared/queue.ts';
import { runCommand, startCommand } from '../command-line.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import { type Data, onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

const notification = {
  name: 'ticket-created',
  from: 'Desk <desk@example.org>',
  to: '{{requester}}',
  subject: '[{{id}}] {{title}}',
  html: '<p>{{title}}</p>',
  attachments: [{ slot: 'report', required: false }, { file: 'terms.txt' }],
  placeholders: { requester: 'pat@example.org', id: 'T1', title: 'Sample' },
};

/** A data folder with the notification above in it. */
async function withNotification(): Promise<Data> {
  const data = await temporaryData();
  await writeFile(data.beside('ticket.json'), JSON.stringify(notification, null, 2));
  await writeFile(data.beside('terms.txt'), 'terms');
  const end = await data.run(['notifications', 'import', data.beside('ticket.json')]);
  const said = `“ticket-created” has been added.\nThe file “${data.beside('terms.txt')}” goes with it.\n`;
  expect([end.exitCode, end.output, end.errors]).toEqual([0, said, '']);
  return data;
}

const values = ['--set', 'requester=pat@example.org', '--set', 'id=T7', '--set', 'title=<b>No & yes</b>'];

async function listed(data: Data): Promise<{ paused: boolean; total: number; items: QueueItem[] }> {
  return onlyJson(await data.run(['queue', 'list', '--json'])).value as Awaited<ReturnType<typeof listed>>;
}

async function notify(data: Data, ...args: string[]): Promise<ActionReport> {
  return onlyJson(await data.run(['notify', 'ticket-created', ...values, ...args, '--json'])).value as ActionReport;
}

describe('notify', () => {
  it('queues a message, which leaves with its files when the queue runs', async () => {
    const data = await withNotification();
    await writeFile(data.beside('Отчёт 📮.txt'), 'report');
    const report = await notify(data, '--attach', `report=${data.beside('Отчёт 📮.txt')}`, '--initiator', 'script');
    expect(report).toEqual({
      deliveryId: expect.any(Number),
      messageId: expect.stringMatching(/^<.+>$/),
      state: 'pending',
    });
    const { paused, total, items } = await listed(data);
    expect([paused, total]).toEqual([false, 1]);
    expect(items[0]).toMatchObject({
      id: report.deliveryId,
      messageId: report.messageId,
      state: 'pending',
      subject: '[T7] <b>No & yes</b>',
      to: ['pat@example.org'],
      initiator: 'script',
      attempts: 0,
      attachments: { count: 2, sizeBytes: 11 },
    });
    const ran = await data.run(['queue', 'run', '--once', '--json']);
    expect([ran.exitCode, onlyJson(ran).value]).toEqual([0, { sent: 1, failed: 0, unknown: 0, pending: 0 }]);
    expect((await listed(data)).total).toBe(0);
    const captured = await data.run(['captured', 'show', '1']);
    expect(captured.output).toContain('Отчёт 📮.txt');
    expect(captured.output).toContain('terms.txt');
    const shown = await data.run(['log', 'show', String(report.deliveryId)]);
    expect(shown.output).toMatch(/^Status +sent$/m);
    expect(shown.output).toMatch(/^Notification +ticket-created$/m);
    expect(shown.output).toMatch(/^Initiator +script$/m);
  });

  it('gives the first delivery when the key is known', async () => {
    const data = await withNotification();
    const first = await notify(data, '--idempotency-key', 'k1');
    const second = await notify(data, '--idempotency-key', 'k1');
    expect(second).toEqual({ ...first, duplicateOf: first.deliveryId });
    expect((await listed(data)).total).toBe(1);
  });

  it('takes what is exactly at the limit, and refuses a byte more with all figures and a row in the log', async () => {
    const data = await withNotification();
    const file = data.beside('report.bin');
    await data.run(['settings', 'set', 'message.limitAttachments=true', 'message.attachmentLimitMb=1']);
    await writeFile(file, '');
    // The notification's own file has five bytes.
    await truncate(file, 1_048_576 - 5);
    expect((await notify(data, '--attach', `report=${file}`)).state).toBe('pending');
    await truncate(file, 1_048_576 - 4);
    const end = await data.run(['notify', 'ticket-created', ...values, '--attach', `report=${file}`, '--json']);
    expect(end.exitCode).toBe(2);
    expect(onlyJson(end).error).toMatchObject({
      code: 'ATTACHMENTS_TOO_LARGE',
      attachments: {
        limitBytes: 1_048_576,
        totalBytes: 1_048_577,
        largest: [
          { name: 'report.bin', sizeBytes: 1_048_572 },
          { name: 'terms.txt', sizeBytes: 5 },
        ],
      },
    });
    expect((await listed(data)).total).toBe(1);
    const log = onlyJson(await data.run(['log', 'list', '--status', 'skipped', '--json'])).value;
    expect(log).toMatchObject({ rows: [{ status: 'skipped', error: { code: 'ATTACHMENTS_TOO_LARGE' } }] });
  });

  it('refuses 2 GiB without reading them', async () => {
    const data = await withNotification();
    const file = data.beside('huge.bin');
    await writeFile(file, '');
    await truncate(file, 2 ** 31);
    const end = await data.run(['notify', 'ticket-created', ...values, '--attach', `report=${file}`, '--json']);
    expect([end.exitCode, onlyJson(end).error?.code]).toEqual([2, 'ATTACHMENTS_TOO_LARGE']);
  });
});

describe('what no Action takes', () => {
  let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
  const beside = (name: string) => join(folder.path, name);
  const run = (args: readonly string[]) => runCommand(beside('data'), args);

  beforeAll(async () => {
    folder = await makeTemporaryFolder('notify');
    await writeFile(beside('ticket.json'), JSON.stringify(notification));
    await writeFile(beside('terms.txt'), 'terms');
    await writeFile(
      beside('nobody.json'),
      JSON.stringify({ name: 'nobody', subject: 'x', text: 'x', from: 'a@b.example' }),
    );
    await run(['notifications', 'import', beside('ticket.json'), beside('nobody.json')]);
  });
  afterAll(() => folder.remove());

  it.each<[string, string[], string, string]>([
    ['no such notification', ['notify', 'nothing'], 'NOT_FOUND', 'nothing'],
    [
      'a placeholder without a value',
      ['notify', 'ticket-created', '--set', 'id=1'],
      'PLACEHOLDER_UNKNOWN',
      'requester',
    ],
    ['a value for no placeholder', ['notify', 'ticket-created', ...values, '--set', 'x=1'], 'PLACEHOLDER_UNKNOWN', 'x'],
    ['no recipient', ['notify', 'nobody'], 'RECIPIENT_MISSING', 'nobody'],
    [
      'a recipient that is none',
      ['notify', 'ticket-created', ...values, '--set', 'requester=pat'],
      'INVALID_INPUT',
      'pat',
    ],
    [
      'a slot that isn’t there',
      ['notify', 'ticket-created', ...values, '--attach', 'other=FILE'],
      'INVALID_INPUT',
      'other',
    ],
    [
      'an empty value',
      ['notify', 'ticket-created', ...values, '--set', 'requester='],
      'PLACEHOLDER_UNKNOWN',
      'requester',
    ],
    [
      'a time that is over',
      ['notify', 'ticket-created', ...values, '--at', '2020-01-31T09:00Z'],
      'INVALID_INPUT',
      'over',
    ],
    ['an empty key', ['notify', 'ticket-created', ...values, '--idempotency-key', ''], 'INVALID_INPUT', ''],
  ])('%s ends with 2', async (_name, args, code, says) => {
    const end = await run([...args.map((arg) => arg.replace('FILE', beside('terms.txt'))), '--json']);
    const { ok, error } = onlyJson(end);
    expect([end.exitCode, ok, error?.code]).toEqual([2, false, code]);
    expect(error?.message).toContain(says);
  });
});

describe('queue', () => {
  it('paused, lets only go what is sent by hand', async () => {
    const data = await withNotification();
    const [first, second] = [await notify(data), await notify(data)];
    expect((await data.run(['queue', 'pause', '--why', 'moving house'])).output).toBe('The queue is paused.\n');
    const idle = await data.run(['queue', 'run', '--once', '--json']);
    expect([idle.exitCode, onlyJson(idle).value]).toMatchObject([0, { sent: 0 }]);
    const sent = await data.run(['queue', 'send', String(second.deliveryId)]);
    expect([sent.exitCode, sent.errors]).toEqual([0, '']);
    expect(sent.output).toMatch(new RegExp(`^${second.deliveryId}  sent  250`));
    expect((await listed(data)).items.map(({ id }) => id)).toEqual([first.deliveryId]);
    expect((await data.run(['queue', 'status'])).output).toContain('moving house');
    await data.run(['queue', 'resume']);
    expect(onlyJson(await data.run(['queue', 'run', '--once', '--json'])).value).toMatchObject({ sent: 1 });
  });

  it('holds, releases and deletes', async () => {
    const data = await withNotification();
    const { deliveryId } = await notify(data);
    const id = String(deliveryId);
    expect((await data.run(['queue', 'hold', id])).output).toBe('1 message is held.\n');
    expect((await listed(data)).items[0]?.state).toBe('held');
    expect(onlyJson(await data.run(['queue', 'run', '--once', '--json'])).value).toMatchObject({ sent: 0 });
    expect((await data.run(['queue', 'release', '--all', '--state', 'held'])).output).toBe('1 message is released.\n');
    const asked = await data.run(['queue', 'delete', id]);
    expect([asked.exitCode, sentenceOf(asked)]).toEqual([2, expect.stringContaining('--yes')]);
    expect((await data.run(['queue', 'delete', id, '--yes'])).output).toBe('1 message has been deleted.\n');
    expect((await listed(data)).total).toBe(0);
    expect(onlyJson(await data.run(['log', 'list', '--json'])).value).toMatchObject({
      rows: [{ id: deliveryId, status: 'cancelled' }],
    });
  });

  it('runs until it is interrupted, and sends what comes meanwhile', async () => {
    const data = await withNotification();
    const running = startCommand(data.folder, ['queue', 'run']);
    const workers = async () =>
      (onlyJson(await data.run(['queue', 'status', '--json'])).value as { workers: number }).workers;
    await waitFor('the worker', async () => (await workers()) > 0 || undefined, { withinMs: 20_000 });
    const said = await data.run(['notify', 'ticket-created', ...values]);
    expect(said.output).toMatch(/^Queued as \d+\.\n$/);
    await waitFor('the message to leave', async () => (await listed(data)).total === 0 || undefined, {
      withinMs: 20_000,
    });
    running.kill('SIGTERM');
    const end = await running.ended;
    expect([end.exitCode, end.errors]).toEqual([0, '']);
    expect(await workers()).toBe(0);
  });
});
