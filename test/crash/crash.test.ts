import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Output, operations } from '../../src/shared/contract.ts';
import { expectValue, openAppForFile, smtpChanges } from '../app-under-test.ts';
import { setOptions, startCommand } from '../command-line.ts';
import { answering, type Moment, type silence } from '../servers/answers.ts';
import { type ScriptedServer, startScripted } from '../servers/scripted.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';

/** Where the server falls silent, so that the process is killed with its test under way. */
const moments: readonly Moment[] = ['connect', 'EHLO', 'RCPT', 'DATA', 'message'];
const repetitions = 2;

describe('a process killed while its test is under way', () => {
  test.each(moments)(`at %s leaves one row, whose outcome is unknown (${repetitions} times)`, async (moment) => {
    const { server, reached } = await startSilentFrom(moment);
    const folder = await temporaryFolder();
    for (let times = 1; times <= repetitions; times++) {
      const child = startCommand(folder, ['--json', 'test', '--to', 'a@recipient.test', ...serverOptions(server)]);
      await reached(times);
      child.kill('SIGKILL');
      const { exitCode, output } = await child.ended;
      expect({ exitCode, output }).toEqual({ exitCode: null, output: '' });

      expectSound(folder);
      const rows = await rowsWhenSettled(folder);
      expect(rows).toHaveLength(times);
      expect(rows.every((row) => row.status === 'unknown' && row.error?.code === 'OUTCOME_UNKNOWN')).toBe(true);
      expect(rows.every((row) => row.attempts === 1)).toBe(true);
    }
    // Nothing is tried again when Postroom opens.
    expect(server.connections()).toBe(repetitions);
    expect(server.messages()).toBe(moment === 'message' ? repetitions : 0);
  });

  test('at any moment leaves a database that is whole', async () => {
    const server = await startScripted(answering({}));
    onTestFinished(server.close);
    const folder = await temporaryFolder();
    // From before the database exists to after the message has gone.
    for (const delay of [120, 200, 260, 320, 380, 440, 500, 600]) {
      const child = startCommand(folder, ['--json', 'test', '--to', 'a@recipient.test', ...serverOptions(server)]);
      await sleep(delay);
      child.kill('SIGKILL');
      await child.ended;
      if ((await readdir(folder)).includes('postroom.db')) expectSound(folder);
    }
    const rows = await rowsWhenSettled(folder);
    const mayHave = rows.filter(({ status }) => status === 'sent' || status === 'unknown').length;
    // Every message that the server has is told of, and no process made two rows.
    expect(mayHave).toBeGreaterThanOrEqual(server.messages());
    expect(rows.length).toBeLessThanOrEqual(8);
  });

  test('a test under way in a process that lives is left alone by another one', async () => {
    const { server, reached } = await startSilentFrom('MAIL');
    const folder = await temporaryFolder();
    const child = startCommand(folder, ['--json', 'test', '--to', 'a@recipient.test', ...serverOptions(server)]);
    await reached(1);
    const other = await openAppForFile({ dataFolder: folder });
    onTestFinished(other.close);
    await sleep(300);
    const { rows } = expectValue((await other.app.dispatch('log.list', {})) as never) as Output<'log.list'>;
    expect(rows.map(({ status }) => status)).toEqual(['sending']);
    child.kill('SIGINT');
    expect((await child.ended).json().error?.code).toBe('CANCELLED');
  });
});

async function startSilentFrom(moment: Moment) {
  let times = 0;
  const server = await startScripted(
    answering({
      [moment]: async (session: Parameters<Exclude<typeof silence, string | Buffer>>[0]) => {
        times++;
        await session.gone;
        return 'stop';
      },
    }),
  );
  onTestFinished(server.close);
  const reached = (count: number): Promise<true> =>
    waitFor(`the server to be at ${moment}`, () => (times >= count ? true : undefined), { withinMs: 15_000 });
  return { server, reached };
}

async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder('crash');
  onTestFinished(folder.remove);
  return folder.path;
}

function serverOptions(server: ScriptedServer): string[] {
  return setOptions(smtpChanges({ 'smtp.port': server.port }));
}

function expectSound(folder: string): void {
  const database = new Sqlite(join(folder, 'postroom.db'), { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
  } finally {
    database.close();
  }
}

/** Opens Postroom and gives the log's rows as soon as none of them says that it is under way. */
async function rowsWhenSettled(folder: string): Promise<Output<'log.list'>['rows']> {
  const { app, close } = await openAppForFile({ dataFolder: folder });
  try {
    return await waitFor('the log to settle', async () => {
      const { rows } = operations['log.list'].output.parse(expectValue(await app.dispatch('log.list', {})));
      return rows.some(({ status }) => status === 'sending') ? undefined : rows;
    });
  } finally {
    await close();
  }
}
