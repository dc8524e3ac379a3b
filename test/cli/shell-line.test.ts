import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cureText } from '../../src/main/cli/cure-text.ts';
import { changeLines, shellLine } from '../../src/main/cli/shell-line.ts';

const values = [
  'smtp.port=587',
  'a b',
  "it's",
  '"quoted"',
  '$(id) `id` $HOME \\ | & ; < > * ? ~ # !',
  '-x',
  '',
  'back\\',
  'Grüße',
];

describe('an argument as it is typed', () => {
  it.skipIf(process.platform === 'win32').each(values)('%j arrives in a shell as it is', (value) => {
    const line = shellLine(['printf', '%s', value]) ?? '';
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(value);
  });

  it.each([
    ['smtp.port=587', 'smtp.port=587'],
    ['message.from=The Desk <a@b.example>', '"message.from=The Desk <a@b.example>"'],
    ["x='; id; '", `"x='; id; '"`],
    ['a,b', '"a,b"'],
    ['C:\\a b\\', '"C:\\a b\\\\"'],
  ])('on Windows, %j is %s', (value, expected) => {
    expect(shellLine([value], 'win32')).toBe(expected);
  });

  it.each(['a\nb', 'a\r\nb', 'a\x1b[2Jb', 'a\u202eb'])('is none for %j, which a terminal acts on', (value) => {
    for (const platform of ['win32', 'linux'] as const) expect(shellLine(['x', value], platform)).toBeUndefined();
  });
});

/** What some shell of Windows acts on, quoted or not. */
const unsafeOnWindows = [
  'message.from="Bits & calc" <a@b.c>',
  'smtp.host=$(calc).x',
  'smtp.host=%PATH%',
  'smtp.host=`id`',
  'smtp.host=a&calc',
  'smtp.host=a^b',
  'smtp.host=a!b!',
  'smtp.host=” & calc & “',
  'smtp.host=a„b',
  'smtp.host=a\nb',
];

describe('a change of settings', () => {
  it.each(unsafeOnWindows)('on Windows, %j is no line but words', (pair) => {
    const key = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(key.length + 1);
    const lines = changeLines({ [key]: value }, (pairs) => ['postroom', 'settings', 'set', ...pairs], 'win32');
    expect(lines).toEqual([`Give the setting “${key}” the value “${value.replace('\n', ' / ')}”.`]);
  });

  it('is words, too, where the program is called with what can’t be typed', () => {
    const cures = [{ changes: { 'smtp.port': '465', 'smtp.trustedCertificate': '-----BEGIN CERTIFICATE-----' } }];
    const program = ['postroom', '--data-dir', 'C:\\R&D'];
    const facts = { cures, program, deliveryId: 7, encryption: null, unsaved: false };
    expect(
      cureText({ ...facts, platform: 'win32' })
        .split('\n')
        .slice(-3),
    ).toEqual([
      '  Write the certificate of log entry 7 to the file “certificate-7.pem” (log certificate).',
      '  Give the setting “smtp.port” the value “465”.',
      '  Give the setting “smtp.trustedCertificate” the value “@certificate-7.pem”.',
    ]);
    expect(
      cureText({ ...facts, platform: 'linux' })
        .split('\n')
        .at(-1),
    ).toBe(
      "  postroom --data-dir 'C:\\R&D' log certificate 7 certificate-7.pem && postroom --data-dir 'C:\\R&D' settings set smtp.port=465 smtp.trustedCertificate=@certificate-7.pem",
    );
  });

  it('that is to be tested is options', () => {
    const cures = [{ changes: { 'smtp.security': 'tls', 'message.from': 'A <a@b.test>' } }];
    const facts = { cures, program: ['postroom'], deliveryId: 7, encryption: null, unsaved: true };
    expect(cureText({ ...facts, platform: 'win32' })).toMatch(
      /\n {2}--set smtp\.security=tls --set "message\.from=A <a@b\.test>"$/,
    );
  });
});
