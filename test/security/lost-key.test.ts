import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AppUnderTest, expectFailure, expectValue, openAppUnderTest, smtpChanges } from '../app-under-test.ts';
import { signIn } from '../mail/failure-case.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';

const damages: readonly [what: string, damage: (folder: string) => Promise<void>][] = [
  ['its key is gone', (folder) => rm(join(folder, 'vault.key'))],
  ['its key is another one', (folder) => writeFile(join(folder, 'vault.key'), randomBytes(32))],
  ['its key is cut short', (folder) => writeFile(join(folder, 'vault.key'), randomBytes(7))],
  ['its key is empty', (folder) => writeFile(join(folder, 'vault.key'), '')],
  ['its entry is gone', (folder) => overEntries(folder, (file) => rm(file))],
  ['its entry is garbage', (folder) => overEntries(folder, (file) => writeFile(file, randomBytes(100)))],
  ['its entry is empty', (folder) => overEntries(folder, (file) => writeFile(file, ''))],
];

describe('a stored password that can’t be read any more', () => {
  test.for(damages)('is told as that when %s, and nothing connects', async ([, damage]) => {
    const { postroom, server } = await withStoredPassword();
    await damage(postroom.dataFolder);

    const error = expectFailure(await postroom.test({}), 'SECRET_UNREADABLE');
    expect(`${error.message} ${error.help}`).toMatch(/password/i);
    expect(error.message).not.toMatch(/sign|auth|reject/i);
    expect(server.connections()).toBe(0);

    // Entering it again mends everything.
    expectValue(await postroom.app.dispatch('settings.setPassword', { password: account.password }));
    expect(expectValue(await postroom.test({})).status).toBe('sent');
    expect(server.signIns.map(({ accepted }) => accepted)).toEqual([true]);
  });

  test('doesn’t stand in the way of a password that is only tested', async () => {
    const { postroom } = await withStoredPassword();
    await rm(join(postroom.dataFolder, 'vault.key'));
    expect(expectValue(await postroom.test({}, { password: account.password })).status).toBe('sent');
  });
});

async function withStoredPassword() {
  const server = await startSmtpServer({ mechanisms: ['PLAIN'], authenticationRequired: true });
  onTestFinished(server.close);
  const postroom: AppUnderTest = await openAppUnderTest();
  const changes = smtpChanges({ 'smtp.port': server.port, ...signIn });
  expectValue(await postroom.app.dispatch('settings.change', { changes }));
  expectValue(await postroom.app.dispatch('settings.setPassword', { password: account.password }));
  return { postroom, server };
}

async function overEntries(folder: string, act: (file: string) => Promise<void>): Promise<void> {
  const entries = (await readdir(folder)).filter((name) => /^vault\..*\.json$/.test(name));
  expect(entries.length).toBeGreaterThan(0);
  for (const name of entries) await act(join(folder, name));
}
