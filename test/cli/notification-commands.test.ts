import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../src/shared/result.ts';
import { expectFailure } from '../app-under-test.ts';
import { type Answers, playCommand } from './played-command.ts';
import { temporaryData } from './temporary-data.ts';

const document = (name = 'ticket-created') =>
  `${JSON.stringify({ name, subject: 'x', attachments: [{ slot: 'r' }, { file: 'terms.pdf' }] }, null, 2)}\n`;
const view = { id: 4, notification: { name: 'ticket-created' }, files: [], notices: [] };

function core(answers: Answers = {}): Answers {
  return {
    'notifications.get': () => succeed(view),
    'notifications.export': () => succeed({ text: document(), files: ['terms.pdf'] }),
    'notifications.file': () => succeed({ fileName: 'terms.pdf', base64: Buffer.from('terms').toString('base64') }),
    'notifications.import': () => succeed({ view, created: true }),
    'uploads.begin': () => succeed({ uploadId: 'u1' }),
    'uploads.append': () => succeed({ receivedBytes: 5 }),
    'uploads.cancel': () => succeed({ cancelled: true }),
    ...answers,
  };
}

describe('notifications export', () => {
  it('writes the notification, and its files beside it', async () => {
    const { beside } = await temporaryData();
    const { result } = await playCommand(['notifications', 'export', 'ticket-created', beside('t.json')], core());
    expect(result).toEqual(succeed({ file: beside('t.json'), files: ['terms.pdf'] }));
    expect(await readFile(beside('t.json'), 'utf8')).toBe(document());
    expect(await readFile(beside('terms.pdf'), 'utf8')).toBe('terms');
  });

  it.each(['terms.pdf', 'TERMS.PDF'])('refuses to write over its own file by %s, and writes nothing', async (name) => {
    const { beside } = await temporaryData();
    const args = ['notifications', 'export', 'ticket-created', beside(name), '--force'];
    const { result } = await playCommand(args, core());
    expect(expectFailure(result, 'INVALID_INPUT').message).toMatch(/is named “terms.pdf” as well/);
    await expect(readFile(beside(name))).rejects.toThrow();
  });

  it('replaces an earlier export of the same notification', async () => {
    const { beside } = await temporaryData();
    await writeFile(beside('t.json'), '{"name":"Ticket-Created","subject":"old"}');
    await writeFile(beside('terms.pdf'), 'terms');
    const { result } = await playCommand(['notifications', 'export', 'ticket-created', beside('t.json')], core());
    expect(result.ok).toBe(true);
    expect(await readFile(beside('t.json'), 'utf8')).toBe(document());
  });

  const others: readonly [string, string, string][] = [
    ['another notification', 't.json', '{"name":"other"}'],
    ['what is no notification', 't.json', 'precious'],
    ['another file of that name', 'terms.pdf', 'other terms'],
  ];

  it.each(others)('leaves %s alone, and writes nothing', async (_name, file, there) => {
    const { beside } = await temporaryData();
    await writeFile(beside(file), there);
    const { result } = await playCommand(['notifications', 'export', 'ticket-created', beside('t.json')], core());
    expect(expectFailure(result, 'INVALID_INPUT').message).toContain(file);
    expect(await readFile(beside(file), 'utf8')).toBe(there);
    await expect(readFile(beside(file === 't.json' ? 'terms.pdf' : 't.json'))).rejects.toThrow('ENOENT');
  });

  it.each(others)('writes over %s when it is told to', async (_name, file, there) => {
    const { beside } = await temporaryData();
    await writeFile(beside(file), there);
    const args = ['notifications', 'export', 'ticket-created', beside('t.json'), '--force'];
    expect((await playCommand(args, core())).result.ok).toBe(true);
    expect(await readFile(beside(file), 'utf8')).not.toBe(there);
  });

  it('doesn’t follow a link to where nothing is yet', async () => {
    const { beside } = await temporaryData();
    await symlink(beside('elsewhere'), beside('t.json'));
    const { result } = await playCommand(['notifications', 'export', 'ticket-created', beside('t.json')], core());
    expectFailure(result, 'INVALID_INPUT');
    await expect(readFile(beside('elsewhere'))).rejects.toThrow('ENOENT');
  });

  it('goes to standard output without its files, and says so', async () => {
    const { text, notices, names } = await playCommand(['notifications', 'export', 'ticket-created', '-'], core());
    expect([text, names]).toEqual([document(), ['notifications.export']]);
    expect(notices?.join()).toContain('terms.pdf');
  });
});

describe('notifications import', () => {
  it('takes the files along that lie beside it', async () => {
    const { beside } = await temporaryData();
    await writeFile(beside('t.json'), document());
    await writeFile(beside('terms.pdf'), 'terms');
    const { calls, text, result } = await playCommand(['notifications', 'import', beside('t.json')], core());
    expect(calls.at(-1)).toEqual({
      name: 'notifications.import',
      input: { text: document(), files: [{ file: 'terms.pdf', uploadId: 'u1' }] },
    });
    expect(result).toEqual(succeed({ imported: [{ file: beside('t.json'), created: true, view }] }));
    expect(text).toBe(`“ticket-created” has been added.\nThe file “${beside('terms.pdf')}” goes with it.`);
  });

  it('says what the core misses, and is done all the same', async () => {
    const { beside } = await temporaryData();
    await writeFile(beside('t.json'), document());
    const { result, notices, names } = await playCommand(
      ['notifications', 'import', beside('t.json')],
      core({
        'notifications.import': () => succeed({ view: { ...view, notices: ['No terms.pdf.'] }, created: false }),
      }),
    );
    expect([result.ok, notices, names]).toEqual([true, ['No terms.pdf.'], ['notifications.import']]);
  });

  it('takes no link along, and says so before anything is imported', async () => {
    const { beside } = await temporaryData();
    await writeFile(beside('t.json'), document());
    await writeFile(beside('secret.txt'), 'secret');
    for (const target of [beside('secret.txt'), beside('nowhere')]) {
      await rm(beside('terms.pdf'), { force: true });
      await symlink(target, beside('terms.pdf'));
      const { result, names } = await playCommand(['notifications', 'import', beside('t.json')], core());
      expect(expectFailure(result, 'ATTACHMENT_UNREADABLE').message).toBe(
        `“${beside('terms.pdf')}” is a link. Put the file itself there.`,
      );
      expect(names).toEqual([]);
    }
  });

  it('says where a fixed file was looked for and isn’t', async () => {
    const { beside } = await temporaryData();
    await writeFile(beside('t.json'), document());
    const missing = {
      ...view,
      files: [{ file: 'terms.pdf', sizeBytes: null }],
      notices: ['The file “terms.pdf” has not been uploaded.', 'Another one.'],
    };
    const { notices, exitCode } = await playCommand(
      ['notifications', 'import', beside('t.json')],
      core({ 'notifications.import': () => succeed({ view: missing, created: true }) }),
    );
    expect(notices).toEqual([
      `“terms.pdf” is not beside “${beside('t.json')}”. No Action can use the notification before it is there: put it there and import again.`,
      'Another one.',
    ]);
    expect(exitCode).toBeUndefined();
  });

  it.each(['../secret.txt', '/etc/hostname', '..', 'a/b', 'a\\b', ''])(
    'a fixed file named %j is not looked for; the core refuses it',
    async (file) => {
      const { beside } = await temporaryData();
      await mkdir(beside('n'));
      await writeFile(beside('secret.txt'), 'secret');
      await writeFile(beside('n/t.json'), JSON.stringify({ name: 't', attachments: [{ file }, { file: 7 }, null] }));
      const { names } = await playCommand(['notifications', 'import', beside('n/t.json')], core());
      expect(names).toEqual(['notifications.import']);
    },
  );

  it.each([
    ['attachments.0.slot', 'line 8, attachments.0.slot: Bad.'],
    ['subject', 'line 7, subject: Bad.'],
    ['to', 'to: Bad.'],
  ])('a mistake in %s is told with file and line', async (field, says) => {
    const { beside } = await temporaryData();
    const text =
      '{\n "name": "t",\n "placeholders": {\n  "subject": "\\"subject\\":", "to": 1\n },\n\n "subject":\n "x", "attachments": [{"slot":"-"}]\n}';
    await writeFile(beside('t.json'), text);
    await writeFile(beside('terms.pdf'), 'terms');
    const { result } = await playCommand(
      ['notifications', 'import', beside('t.json')],
      core({ 'notifications.import': () => fail({ code: 'INVALID_INPUT', message: 'Bad.', field }) }),
    );
    const { message } = expectFailure(result, 'INVALID_INPUT');
    expect(message).toContain('t.json');
    expect(message).toContain(says);
  });

  it('of several, those before the first that is refused are there', async () => {
    const { beside } = await temporaryData();
    for (const name of ['a', 'b', 'c']) await writeFile(beside(`${name}.json`), `{"name":"${name}"}`);
    let count = 0;
    const { result, calls, text } = await playCommand(
      ['notifications', 'import', beside('a.json'), beside('b.json'), beside('c.json')],
      core({
        'notifications.import': () =>
          ++count === 2
            ? fail({ code: 'TEMPLATE_INVALID', message: 'Bad.', field: 'html' })
            : succeed({ view, created: true }),
      }),
    );
    expect(calls).toHaveLength(2);
    expect(result).toMatchObject({ ok: false, value: { imported: [{ file: beside('a.json') }] } });
    expect(text).toBe('“ticket-created” has been added.');
  });

  it.each([
    ['no JSON', '{\n"name": "a"\n"b"}', 'line 3'],
    ['a file cut off', '{\n"name": "a",', 'line 2'],
  ])('%s is refused before anything is imported', async (_name, text, says) => {
    const { beside } = await temporaryData();
    await writeFile(beside('good.json'), '{"name":"a"}');
    await writeFile(beside('bad.json'), text);
    const { result, calls } = await playCommand(
      ['notifications', 'import', beside('good.json'), beside('bad.json')],
      core(),
    );
    expect(expectFailure(result, 'INVALID_INPUT').message).toContain(says);
    expect(calls).toEqual([]);
  });
});

it.each([
  ['delete', 'notifications.delete', { ids: [4] }, '“ticket-created” has been deleted.'],
  ['enable', 'notifications.setEnabled', { ids: [4], enabled: true }, '“ticket-created” is enabled.'],
  ['disable', 'notifications.setEnabled', { ids: [4], enabled: false }, '“ticket-created” is disabled.'],
])('notifications %s', async (command, name, input, says) => {
  const answers = core({ [name]: () => succeed({ changed: 1 }) });
  const { calls, text } = await playCommand(['notifications', command, 'TICKET-created'], answers);
  expect(calls).toEqual([
    { name: 'notifications.get', input: { name: 'TICKET-created' } },
    { name, input },
  ]);
  expect(text).toBe(says);
  const missing = fail({ code: 'NOT_FOUND', message: 'x' });
  const none = await playCommand(['notifications', command, 'x'], core({ 'notifications.get': () => missing }));
  expect([none.names, none.result]).toEqual([['notifications.get'], missing]);
});

it('tokens revoke of a token that isn’t there is a failure', async () => {
  const { result } = await playCommand(['tokens', 'revoke', '9'], {
    'tokens.revoke': () => succeed({ revoked: false }),
  });
  expectFailure(result, 'NOT_FOUND');
});

it('tokens create prints the token alone', async () => {
  const { text, notices } = await playCommand(['tokens', 'create', 'ticket system'], {
    'tokens.create': () => succeed({ token: 'prm_x', view: {} }),
  });
  expect([text, notices?.length]).toEqual(['prm_x', 1]);
});
