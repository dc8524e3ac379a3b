import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { operations } from '../../src/shared/contract.ts';
import { draftOf, withSetting } from '../../src/shared/settings.ts';
import { type AppUnderTest, expectFailure, expectValue, openAppUnderTest, smtpChanges } from '../app-under-test.ts';
import { runCommand, setOptions } from '../command-line.ts';
import { offering, signIn } from '../mail/failure-case.ts';
import { type Answers, answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { account, type Mechanism, startSmtpServer } from '../servers/smtp-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { formsOf, tracesIn, tracesInFolder } from './traces.ts';

const { username, password } = account;
const forms = formsOf(password, username);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Servers that know the password and repeat it wherever they can. */
const echoes: readonly [where: string, answers: Answers][] = [
  ['the greeting', { connect: `220 mail ${password} ${base64(password)} ESMTP\r\n` }],
  ['the answer to EHLO', { EHLO: offering('AUTH PLAIN', `X-${password}`, `X-${base64(password)}`) }],
  ['the refusal, in clear', { AUTH: `535 5.7.8 Wrong password: ${password}\r\n` }],
  ['the refusal, in base64', { AUTH: `535 5.7.8 Wrong password: ${base64(password)}\r\n` }],
  ['the refusal, percent-encoded', { AUTH: `535 5.7.8 See http://mail.test/?p=${encodeURIComponent(password)}\r\n` }],
  ['the refusal, with the whole command', { AUTH: `501 AUTH PLAIN ${base64(`\0${username}\0${password}`)}?\r\n` }],
  [
    'the refusal, over several lines',
    { AUTH: `535-5.7.8 ${password}\r\n535-5.7.8 ${password}\r\n535 5.7.8 ${password}\r\n` },
  ],
  ['the acceptance', { AUTH: `235 2.7.0 Welcome, ${password}\r\n` }],
  ['a challenge', { AUTH: `334 ${base64(password)}\r\n` }],
  ['the answer to MAIL', { MAIL: `250-2.1.0 ${password}\r\n250 2.1.0 ${base64(password)}\r\n` }],
  ['the answer to RCPT', { RCPT: `550 5.1.1 ${password} ${base64(password)}\r\n` }],
  ['the last answer', { message: `250 2.0.0 Taken: ${password} ${base64(`x${password}`)}\r\n` }],
  ['a last refusal', { message: `554 5.7.1 ${password} ${base64(`xy${password}`)}\r\n` }],
  ['the answer to QUIT', { QUIT: `221 ${password}\r\n` }],
];

describe('the password is nowhere but in the vault, encrypted', () => {
  const mechanisms: readonly Mechanism[] = ['PLAIN', 'LOGIN', 'CRAM-MD5'];

  test.each(mechanisms.flatMap((mechanism) => [true, false].map((accepted) => ({ mechanism, accepted }))))(
    'after a sign-in by $mechanism with the stored password (accepted: $accepted)',
    async ({ mechanism, accepted }) => {
      const refuse = accepted ? {} : { authentication: { code: 535, text: 'No' } };
      const server = await startSmtpServer({ mechanisms: [mechanism], refuse });
      onTestFinished(server.close);
      const postroom = await openAppUnderTest();
      const said: unknown[] = [
        await postroom.app.dispatch('settings.change', {
          changes: smtpChanges({ 'smtp.port': server.port, ...signIn }),
        }),
        await postroom.app.dispatch('settings.setPassword', { password }),
      ];
      const result = await postroom.test({});
      expect(server.signIns).toHaveLength(1);
      expect(result.ok).toBe(accepted);
      await expectNoTraces(postroom, [...said, result]);
    },
  );

  test.for(echoes)('when a server repeats it in %s', async ([, answers]) => {
    const server = await startScripted(answering({ EHLO: offering('AUTH PLAIN'), ...answers }));
    onTestFinished(server.close);
    const postroom = await openAppUnderTest();
    // This password is only tested, not stored.
    const result = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password });
    expect(server.connections()).toBe(1);
    await expectNoTraces(postroom, [result]);
  });

  test.each(['2', '250', '5', 'Ok', ' ', '.', 'a', 'someone', '127.0.0.1', '{said}', '$&', '\\u0031'])(
    'a password that stands in every reply (“%s”) confuses nothing',
    async (short) => {
      const server = await startScripted(answering({ EHLO: offering('AUTH PLAIN') }));
      const strict = await startScripted(answering({ EHLO: offering('AUTH PLAIN'), MAIL: '550 5.7.1 Ok, no\r\n' }));
      onTestFinished(server.close);
      onTestFinished(strict.close);
      const postroom = await openAppUnderTest();
      const taken = await postroom.test({ 'smtp.port': server.port, ...signIn }, { password: short });
      expect(expectValue(taken)).toMatchObject({ status: 'sent', recipients: [{ status: 'accepted' }] });
      expect((await postroom.logged(taken)).status).toBe('sent');
      const refused = await postroom.test({ 'smtp.port': strict.port, ...signIn }, { password: short });
      expectFailure(refused, 'SENDER_REJECTED');
    },
  );

  test('when it is saved with the settings, exported, and refused', async () => {
    const postroom = await openAppUnderTest();
    const view = operations['settings.get'].output.parse(expectValue(await postroom.app.dispatch('settings.get', {})));
    const settings = withSetting(draftOf(view.settings), 'smtp.host', 'mail.sender.test');
    const said = [
      await postroom.app.dispatch('settings.save', { settings, password }),
      await postroom.app.dispatch('settings.save', { settings, password: `${password}\r\n` }),
      await postroom.app.dispatch('settings.setPassword', { password: `${password}\0` }),
      await postroom.app.dispatch('settings.change', { changes: { 'smtp.password': password } }),
      await postroom.app.dispatch('settings.import', { text: `{"smtp": {"password": ${JSON.stringify(password)}}}` }),
      await postroom.app.dispatch('settings.import', { text: `{"smtp": ${password}` }),
      await postroom.app.dispatch('test.run', { testId: 'x', to: 'x', password, unknown: 1 }),
    ];
    expect(said.map(({ ok }) => ok)).toEqual([true, false, false, false, false, false, false]);
    await expectNoTraces(postroom, said);
  });

  test.each(['json', 'text'])('on the command line (%s), and in its data folder', async (form) => {
    const server = await startScripted(
      answering({ EHLO: offering('AUTH LOGIN PLAIN'), AUTH: `535 5.7.8 ${password} ${base64(password)}\r\n` }),
    );
    onTestFinished(server.close);
    const folder = await makeTemporaryFolder('command');
    onTestFinished(folder.remove);
    const run = (...args: string[]) =>
      runCommand(folder.path, [...(form === 'json' ? ['--json'] : []), ...args], { input: `${password}\n` });
    const set = setOptions(smtpChanges({ 'smtp.port': server.port, ...signIn }));
    const settings = Object.entries(smtpChanges({ 'smtp.port': server.port, ...signIn })).map(([k, v]) => `${k}=${v}`);
    const ends = [
      await run('test', '--to', 'a@recipient.test', '--password-stdin', ...set),
      await run('settings', 'set', ...settings),
      await run('settings', 'password'),
      await run('settings', 'show'),
      await run('test', '--to', 'a@recipient.test'),
      await run('log', 'list'),
      await run('log', 'show', '1', '--transcript'),
      await run('log', 'show', '2', '--transcript'),
    ];
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([1, 0, 0, 0, 1, 0, 0, 0]);
    expect(server.connections()).toBe(2);
    for (const { output, errors } of ends) expect(tracesIn(output + errors, forms)).toEqual([]);
    expect(await tracesInFolder(folder.path, forms)).toEqual([]);
    await expectPrivate(folder.path);
  });
});

async function expectNoTraces(postroom: AppUnderTest, said: readonly unknown[]): Promise<void> {
  const ask = async (name: string, input: unknown): Promise<string> =>
    JSON.stringify(await postroom.app.dispatch(name, input));
  const everything = [
    JSON.stringify(said),
    JSON.stringify(postroom.events),
    await ask('settings.get', {}),
    await ask('settings.export', {}),
    await ask('log.list', {}),
    await ask('log.get', { id: 1 }),
    await ask('log.transcript', { id: 1 }),
    await ask('log.message', { id: 1 }),
    await ask('log.source', { id: 1 }),
    await ask('log.supportReport', { id: 1 }),
  ];
  for (const text of everything) expect(tracesIn(text, forms)).toEqual([]);
  expect(await tracesInFolder(postroom.dataFolder, forms)).toEqual([]);
  await expectPrivate(postroom.dataFolder);
}

/** Nobody but the user may look into the data folder (Windows has no such modes). */
async function expectPrivate(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
  expect(await modeOf(folder)).toBe('700');
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    expect(`${entry.name} ${await modeOf(path)}`).toBe(`${entry.name} ${entry.isDirectory() ? '700' : '600'}`);
  }
}
