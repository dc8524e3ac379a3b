import { describe, expect, it } from 'vitest';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

const advanced = {
  'smtp.authenticationMethod': 'cram-md5',
  'smtp.allowClearTextPassword': 'true',
  'smtp.ehloName': 'relay.example.com',
  'smtp.envelopeSender': 'bounces@example.com',
  'smtp.connectTimeout': '5',
  'smtp.greetingTimeout': '300',
  'smtp.idleTimeout': '600',
  'smtp.lowestTlsVersion': '1.3',
  'smtp.addressFamily': 'ipv6',
  'smtp.clientCertificateFile': '/etc/postroom/client.p12',
};

describe('advanced settings', () => {
  it('are shown where they are not as they are at first, and all of them to a script', async () => {
    const data = await temporaryData();
    const shown = async () => (await data.run(['settings', 'show'])).output;
    const before = await shown();
    for (const key of Object.keys(advanced)) expect(before).not.toContain(key);
    const pairs = Object.entries(advanced).map(([key, value]) => `${key}=${value}`);
    const set = await data.run([
      'settings',
      'set',
      ...pairs,
      'smtp.spa=true',
      'smtp.domain=ACME',
      'message.charset=koi8-r',
    ]);
    expect(set.exitCode).toBe(0);
    const output = await shown();
    for (const [key, value] of Object.entries(advanced)) {
      expect(output).toMatch(new RegExp(`^${key.replace('.', '\\.')} +${value}$`, 'm'));
    }
    expect(output).toMatch(/^smtp\.spa +true$/m);
    expect(output).toMatch(/^smtp\.domain +ACME$/m);
    expect(output).toMatch(/^message\.charset +koi8-r$/m);
    const { value } = onlyJson(await data.run(['settings', 'show', '--json'])) as {
      value: { smtp: Record<string, unknown> };
    };
    for (const [key, text] of Object.entries(advanced)) expect(String(value.smtp[key.slice(5)])).toBe(text);
  });
});

describe('settings set', () => {
  it.each([
    ['smtp.allowClearTextPassword=true', /can read the password/],
    ['smtp.lowestTlsVersion=1.0', /broken/],
    ['smtp.rejectInvalidCertificates=false', /Any certificate is accepted/],
  ])('%s says what that means, to a person', async (change, warning) => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'set', change]);
    expect(end.exitCode).toBe(0);
    expect(end.errors).toMatch(warning);
    onlyJson(await data.run(['settings', 'set', change, '--json']));
  });
});

describe('settings passphrase', () => {
  it('stores the passphrase apart from the password, and never gives it out', async () => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'passphrase'], { input: 'open-sesame\n' });
    expect([end.exitCode, end.errors]).toEqual([0, '']);
    expect(end.output).toContain('passphrase');
    const { value } = onlyJson(await data.run(['settings', 'show', '--json']));
    expect(value).toMatchObject({ smtp: { hasPassword: false, hasClientKeyPassphrase: true } });
    const shown = await data.run(['settings', 'show']);
    expect(shown.output).toMatch(/^smtp\.hasClientKeyPassphrase +true$/m);
    expect(shown.output + (await data.run(['settings', 'export', '-'])).output).not.toContain('sesame');
  });

  it.each([
    ['nothing', ''],
    ['a NUL', 'a\0b\n'],
  ])('%s is refused', async (_name, input) => {
    const end = await (await temporaryData()).run(['settings', 'passphrase'], { input });
    expect(end.exitCode).toBe(2);
    expect(sentenceOf(end)).toMatch(/\.$/);
  });
});
