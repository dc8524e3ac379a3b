import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppForFile, smtpChanges } from '../app-under-test.ts';
import { runCommand, setOptions } from '../command-line.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** Says why no small disk can be mounted here; undefined when one can. */
async function reasonNoDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a disk of one megabyte can be mounted by root on Linux only';
  const disk = await mountDisk().catch(() => undefined);
  await disk?.unmount();
  return disk === undefined ? 'this machine mounts no disks' : undefined;
}

describe('a disk that is full', async () => {
  const reason = await reasonNoDisk();

  test('is told by whatever has to write, connects nothing, and breaks nothing', async ({ skip }) => {
    skip(reason !== undefined, reason);
    const { postroom, disk, server } = await openOnDisk();
    await disk.fill();

    const changes = { 'message.from': `${'long '.repeat(40)}<console@sender.test>` };
    const saved = [];
    // A little space may be left in pages that the database has already.
    for (let times = 0; times < 300; times++) saved.push(await postroom.app.dispatch('settings.change', { changes }));
    expectFailure(saved.at(-1) ?? { ok: true, value: null }, 'STORAGE_UNAVAILABLE');
    const tested = await postroom.test({ 'smtp.port': server.port });
    const error = expectFailure(tested, 'STORAGE_UNAVAILABLE');
    expect(error.message).toContain(postroom.dataFolder);
    expect(server.connections()).toBe(0);

    await disk.empty();
    expect(expectValue(await postroom.test({ 'smtp.port': server.port })).status).toBe('sent');
    await postroom.close();
    expectSound(postroom);
  });

  test('that fills up while a message is on its way is told, and so is that the message was sent', async ({ skip }) => {
    skip(reason !== undefined, reason);
    let full = false;
    const { postroom, disk, server } = await openOnDisk(async () => {
      if (!full) await disk.fill();
      full = true;
    });
    const result = await postroom.test({ 'smtp.port': server.port });
    expect(server.messages()).toBe(1);
    expectFailure(result, 'STORAGE_UNAVAILABLE');
    expect(result.value).toMatchObject({ status: 'sent', reply: '250 2.0.0 Taken' });
    await disk.empty();
    expect(expectValue(await postroom.test({ 'smtp.port': server.port })).status).toBe('sent');
    await postroom.close();
    expectSound(postroom);
  });

  test('for one file only (a limit of the shell) is told as well', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no such limit');
    const folder = await makeTemporaryFolder('limit');
    onTestFinished(folder.remove);
    const server = await startScripted(answering({}));
    onTestFinished(server.close);
    const set = setOptions(smtpChanges({ 'smtp.port': server.port }));
    const { exitCode, json } = await runCommand(folder.path, ['--json', 'test', '--to', 'a@recipient.test', ...set], {
      // Without the trap the limit would end the process.
      after: "trap '' XFSZ; ulimit -f 16",
    });
    expect(exitCode).toBe(3);
    expect(json().error?.code).toBe('STORAGE_UNAVAILABLE');
    expect(server.connections()).toBe(0);
  });
});

/** Opens Postroom on a disk of a megabyte, with a server that does something before it takes a message. */
async function openOnDisk(beforeReply: () => Promise<void> = async () => {}) {
  const disk = await mountDisk();
  const server = await startScripted(
    answering({
      message: async (session) => {
        await beforeReply();
        await session.send('250 2.0.0 Taken\r\n');
        return 'go on';
      },
    }),
  );
  const dataFolder = join(disk.path, 'data');
  await mkdir(dataFolder);
  const postroom = await openAppForFile({ dataFolder });
  onTestFinished(async () => {
    await postroom.close();
    await server.close();
    await disk.unmount();
  });
  return { postroom, disk, server };
}

async function mountDisk() {
  const folder = await makeTemporaryFolder('disk');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', folder.path], { stdio: 'ignore' });
  const ballast = join(folder.path, 'ballast');
  return {
    path: folder.path,
    fill: async () => {
      for (const size of [65_536, 4096, 512]) {
        for (let count = 0; count < 4096; count++) {
          try {
            await writeFile(ballast, Buffer.alloc(size), { flag: 'a' });
          } catch {
            break;
          }
        }
      }
    },
    empty: () => rm(ballast),
    unmount: async () => {
      execFileSync('umount', ['-l', folder.path]);
      await folder.remove();
    },
  };
}

function expectSound(postroom: AppUnderTest): void {
  const database = new Sqlite(join(postroom.dataFolder, 'postroom.db'), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
}
