import { expect, test } from 'vitest';
import { settingLabel, settingValueText } from '../../src/renderer/settings/setting-text.ts';
import { type SettingKey, settingFields } from '../../src/shared/settings.ts';

const keys = Object.keys(settingFields) as SettingKey[];
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

test('every setting has a label of its own', () => {
  const labels = keys.map(settingLabel);
  expect(new Set(labels).size).toBe(keys.length);
  expect(labels.filter((label) => keys.some((key) => key === label))).toEqual([]);
});

test.each([
  ['smtp.security', 'starttls', 'STARTTLS'],
  ['smtp.security', 'tls', 'SSL/TLS'],
  ['smtp.port', '587', '587'],
  ['smtp.authentication', 'true', 'Yes'],
  ['smtp.spa', 'false', 'No'],
  ['smtp.connectTimeout', '1', '1 second'],
  ['smtp.idleTimeout', '60', '60 seconds'],
  ['smtp.lowestTlsVersion', '1.2', 'TLS 1.2'],
  ['smtp.addressFamily', 'ipv6', 'IPv6 only'],
  ['smtp.authenticationMethod', 'cram-md5', 'CRAM-MD5'],
  ['message.charset', 'koi8-r', 'Cyrillic (KOI8-R)'],
  ['message.attachmentLimitMb', '10', '10 MB'],
  ['message.from', '', '(empty)'],
  ['service', 'smtp', 'Simple Mail Transfer Protocol (SMTP)'],
  ['smtp.trustedCertificate', '', 'none'],
  ['smtp.trustedCertificate', PEM, 'a certificate'],
  ['smtp.trustedAuthority', PEM, 'a certificate'],
  ['smtp.security', 'ssl', 'ssl'],
  ['queue.perMinute', '0', 'no limit'],
  ['queue.perMinute', '30', '30'],
  ['queue.giveUpAfter', '1', '1 hour'],
  ['queue.stormMinutes', '10', '10 minutes'],
  ['queue.keepFailed', '0', 'for ever'],
  ['queue.keepFailed', '30', '30 days'],
  ['queue.withoutRecipient', 'keep', 'Fail and keep'],
  ['no.setting', 'value', 'value'],
])('%s with “%s” reads “%s”', (key, text, expected) => {
  expect(settingValueText(key, text)).toBe(expected);
});

test('a key that is no setting is its own label', () => {
  expect(settingLabel('toString')).toBe('toString');
});
