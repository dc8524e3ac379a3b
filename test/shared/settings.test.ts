import { describe, expect, test } from 'vitest';
import { defaultSettings, type SettingsDraft, settingsDraftSchema, systemSender } from '../../src/shared/settings.ts';
import { portAfterChange } from '../../src/shared/smtp-settings.ts';

const smtp = (changes: Partial<SettingsDraft['smtp']>): SettingsDraft => ({
  ...defaultSettings,
  service: 'smtp',
  smtp: { ...defaultSettings.smtp, host: 'mail.example.org', ...changes },
});

describe('the port that follows the secure connection', () => {
  test.each([
    [25, 'none', 'starttls', 587],
    [587, 'starttls', 'tls', 465],
    [465, 'tls', 'starttls-if-available', 25],
    [25, 'none', 'starttls-if-available', 25],
    [2525, 'none', 'tls', 2525],
    [587, 'none', 'tls', 587],
  ] as const)('%i, from %s to %s, becomes %i', (port, from, to, expected) => {
    expect(portAfterChange(port, from, to)).toBe(expected);
  });
});

describe('the sender when a message brings none', () => {
  test('is the From address, with its name', () => {
    const draft = { ...defaultSettings, message: { ...defaultSettings.message, from: 'Desk <desk@example.org>' } };
    expect(systemSender(draft)).toEqual({ name: 'Desk', address: 'desk@example.org' });
  });

  test('is the user name when that is an address', () => {
    expect(systemSender(smtp({ authentication: true, username: 'svc@example.org' }))?.address).toBe('svc@example.org');
  });

  test('is Postroom itself for the capture server, where it reaches nobody', () => {
    expect(systemSender(defaultSettings)?.address).toBe('postroom@localhost');
  });

  test.each([
    smtp({ authentication: true, username: 'ACME\\svc' }),
    smtp({ authentication: false, username: 'svc@example.org' }),
  ])('is nobody otherwise', (draft) => {
    expect(systemSender(draft)).toBeUndefined();
  });
});

test('what is missing is told together with what is wrong', () => {
  const draft = smtp({ host: '', authentication: true, ehloName: 'desk of mine', idleTimeout: 0 });
  const told = settingsDraftSchema.safeParse(draft).error?.issues.map(({ path }) => path.join('.'));
  expect(told?.toSorted()).toEqual(['smtp.ehloName', 'smtp.host', 'smtp.idleTimeout', 'smtp.username']);
});

describe('values that are refused', () => {
  test.each([
    ['service', { service: 'sendmail' }],
    ['message.from', { message: { ...defaultSettings.message, from: 'nobody' } }],
    ['message.charset', { message: { ...defaultSettings.message, charset: 'utf-7' } }],
    ['message.attachmentLimitMb', { message: { ...defaultSettings.message, attachmentLimitMb: 0 } }],
    ['message.attachmentLimitMb', { message: { ...defaultSettings.message, attachmentLimitMb: 1.5 } }],
    ['message.attachmentLimitMb', { message: { ...defaultSettings.message, attachmentLimitMb: 1001 } }],
    ['message.attachmentLimitMb', { message: { ...defaultSettings.message, attachmentLimitMb: '10' } }],
    ['message.plainText', { message: { ...defaultSettings.message, plainText: 'yes' } }],
    ['smtp.host', smtp({ host: '' })],
    ['smtp.port', smtp({ port: 0 })],
    ['smtp.port', smtp({ port: 65536 })],
    ['smtp.security', smtp({ security: 'ssl' as never })],
    ['smtp.username', smtp({ authentication: true, username: ' ' })],
    ['smtp.username', smtp({ username: 'a\r\nb' })],
    ['smtp.spa', smtp({ spa: 'yes' as never })],
    ['smtp.lowestTlsVersion', smtp({ lowestTlsVersion: '3.0' as never })],
    ['smtp.idleTimeout', smtp({ idleTimeout: 0 })],
    ['smtp.ehloName', smtp({ ehloName: 'localhost' })],
    ['smtp.trustedCertificate', smtp({ trustedCertificate: 'AA:BB' })],
    ['', { ...defaultSettings, extra: 1 }],
  ])('%s', (path, changes) => {
    const parsed = settingsDraftSchema.safeParse({ ...defaultSettings, ...changes });
    expect(parsed.success ? 'taken' : parsed.error.issues[0]?.path.join('.')).toBe(path);
  });
});
