import { describe, expect, test } from 'vitest';
import {
  fieldOfFailure,
  formOf,
  type SettingsForm,
  settingsResolver,
} from '../../src/renderer/settings/settings-form.ts';
import { defaultSettings, type Settings } from '../../src/shared/settings.ts';

const saved: Settings = {
  ...defaultSettings,
  service: 'smtp',
  message: { ...defaultSettings.message, attachmentLimitMb: 25 },
  smtp: {
    ...defaultSettings.smtp,
    host: 'mail.sender.test',
    port: 2525,
    username: 'saved',
    domain: 'SAVED',
    clientCertificateFile: '/saved/client.pem',
    clientKeyFile: '/saved/client.key',
    hasPassword: false,
    hasClientKeyPassphrase: false,
  },
  revision: 1,
  savedAt: '2026-11-22T12:00:00.000Z',
  lastTest: null,
};

type Changes = {
  readonly service?: 'capture' | 'smtp';
  readonly message?: Partial<SettingsForm['settings']['message']>;
  readonly smtp?: Partial<SettingsForm['settings']['smtp']>;
  readonly password?: string;
  readonly clientKeyPassphrase?: string;
};

async function resolved({ service, message, smtp, ...secrets }: Changes) {
  const form = formOf(saved);
  const filled: SettingsForm = {
    ...form,
    ...secrets,
    settings: {
      service: service ?? form.settings.service,
      message: { ...form.settings.message, ...message },
      smtp: { ...form.settings.smtp, ...smtp },
    },
  };
  const resolve = settingsResolver(() => saved);
  return resolve(filled, undefined, { fields: {}, shouldUseNativeValidation: false });
}

const tooLong = 'x'.repeat(5000);

describe('a value that can’t be taken', () => {
  test.each<[string, Changes]>([
    ['settings.smtp.host', { smtp: { host: 'http://mail.sender.test' } }],
    ['settings.smtp.port', { smtp: { port: '65536' } }],
    ['settings.smtp.port', { smtp: { port: '25x' } }],
    ['settings.smtp.username', { smtp: { authentication: true, username: tooLong } }],
    ['settings.smtp.domain', { smtp: { authentication: true, spa: true, domain: tooLong } }],
    ['settings.smtp.ehloName', { smtp: { ehloName: 'localhost' } }],
    ['settings.smtp.envelopeSender', { smtp: { envelopeSender: 'nobody' } }],
    ['settings.smtp.connectTimeout', { smtp: { connectTimeout: '0' } }],
    ['settings.smtp.greetingTimeout', { smtp: { greetingTimeout: '' } }],
    ['settings.smtp.idleTimeout', { smtp: { idleTimeout: '1.5' } }],
    ['settings.smtp.trustedAuthority', { smtp: { security: 'tls', trustedAuthority: 'no certificate' } }],
    ['settings.smtp.clientCertificateFile', { smtp: { security: 'tls', clientCertificateFile: tooLong } }],
    ['settings.smtp.clientCertificateFile', { smtp: { security: 'tls', clientCertificateFile: 'client.pem' } }],
    ['settings.smtp.clientKeyFile', { smtp: { security: 'tls', clientKeyFile: tooLong } }],
    ['clientKeyPassphrase', { smtp: { security: 'tls' }, clientKeyPassphrase: tooLong }],
    ['password', { smtp: { authentication: true }, password: tooLong }],
    ['settings.message.attachmentLimitMb', { message: { limitAttachments: true, attachmentLimitMb: '' } }],
  ])('of %s is refused while its field can be reached', async (field, changes) => {
    const { errors } = await resolved(changes);
    const at = field
      .split('.')
      .reduce<unknown>((errorsAt, part) => (errorsAt as Record<string, unknown>)?.[part], errors);
    expect(at).toHaveProperty('message');
  });

  test.each<[string, Changes, object]>([
    ['the limit, off', { message: { attachmentLimitMb: 'x' } }, { message: { attachmentLimitMb: 25 } }],
    ['the user name, without authentication', { smtp: { username: tooLong } }, { smtp: { username: 'saved' } }],
    ['the domain, without SPA', { smtp: { authentication: true, domain: tooLong } }, { smtp: { domain: 'SAVED' } }],
    [
      'the client certificate, without encryption',
      { smtp: { security: 'none', clientCertificateFile: tooLong } },
      { smtp: { clientCertificateFile: '/saved/client.pem' } },
    ],
    [
      'the key, without a client certificate',
      { smtp: { security: 'tls', clientCertificateFile: ' ', clientKeyFile: tooLong } },
      { smtp: { clientKeyFile: '/saved/client.key' } },
    ],
    ['the password, without authentication', { password: tooLong }, { password: '' }],
    ['the passphrase, without encryption', { clientKeyPassphrase: tooLong }, { clientKeyPassphrase: '' }],
    [
      'anything of SMTP, with the capture server',
      { service: 'capture', smtp: { host: 'http://x', port: '', idleTimeout: 'x', envelopeSender: 'nobody' } },
      { smtp: { host: 'mail.sender.test', port: 2525, idleTimeout: 60, envelopeSender: '' } },
    ],
  ])('never stands in the way where it can’t be mended: %s', async (_what, changes, expected) => {
    const { errors, values } = await resolved(changes);
    expect(errors).toEqual({});
    const { settings, ...secrets } = values as { settings: object };
    expect({ ...settings, ...secrets }).toMatchObject(expected);
  });
});

test('what can be taken of SMTP is kept beside what can’t, with the capture server', async () => {
  const { values } = await resolved({ service: 'capture', smtp: { host: 'http://x', ehloName: 'desk.sender.test' } });
  expect(values).toMatchObject({ settings: { smtp: { host: 'mail.sender.test', ehloName: 'desk.sender.test' } } });
});

test('numbers may stand between spaces', async () => {
  const { values } = await resolved({ smtp: { port: ' 587 ', connectTimeout: ' 7' } });
  expect(values).toMatchObject({ settings: { smtp: { port: 587, connectTimeout: 7 } } });
});

describe('the field for the key in a failure', () => {
  test.each([
    ['smtp.host', 'settings.smtp.host'],
    ['settings.smtp.host', 'settings.smtp.host'],
    ['smtp.password', 'password'],
    ['password', 'password'],
    ['smtp.clientKeyPassphrase', 'clientKeyPassphrase'],
    ['clientKeyPassphrase', 'clientKeyPassphrase'],
    ['to', undefined],
    ['toString', undefined],
    [undefined, undefined],
  ])('%s is %s', (key, field) => {
    expect(fieldOfFailure(key)).toBe(field);
  });
});
