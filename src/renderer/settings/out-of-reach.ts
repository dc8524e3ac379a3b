import type { SettingKey, SettingsDraft } from '../../shared/settings.ts';
import { settingFields } from '../../shared/settings.ts';
import { pemKeys } from '../../shared/smtp-settings.ts';

/** A setting by its dotted key, or a secret that belongs to the settings. */
export type FieldKey = SettingKey | 'password' | 'clientKeyPassphrase';

/** What decides which fields can be reached; the text of a form has it as well as a draft. */
export type Choices = {
  readonly service: SettingsDraft['service'];
  readonly message: Pick<SettingsDraft['message'], 'limitAttachments'>;
  readonly smtp: Pick<SettingsDraft['smtp'], 'authentication' | 'spa' | 'security' | 'clientCertificateFile'>;
};

const ofSignIn: readonly FieldKey[] = ['smtp.username', 'password', 'smtp.spa'];
const ofMethod: readonly FieldKey[] = ['smtp.authenticationMethod', 'smtp.allowClearTextPassword'];
const ofEncryption: readonly FieldKey[] = [
  'smtp.rejectInvalidCertificates',
  ...pemKeys,
  'smtp.lowestTlsVersion',
  'smtp.clientCertificateFile',
];
const ofClientCertificate: readonly FieldKey[] = ['smtp.clientKeyFile', 'clientKeyPassphrase'];
const ofSmtp = (Object.keys(settingFields) as SettingKey[]).filter((key) => key.startsWith('smtp.'));

/** Gives the fields that another choice hides or switches off: they count for nothing, so they must never stand in the way. */
export function fieldsOutOfReach({ service, message, smtp }: Choices): ReadonlySet<FieldKey> {
  const { authentication, spa, security } = smtp;
  const limit: readonly FieldKey[] = message.limitAttachments ? [] : ['message.attachmentLimitMb'];
  if (service !== 'smtp') return new Set<FieldKey>([...limit, ...ofSmtp, 'password', 'clientKeyPassphrase']);
  return new Set<FieldKey>([
    ...limit,
    ...(authentication ? [] : ofSignIn),
    ...(authentication && spa ? [] : (['smtp.domain'] as const)),
    ...(authentication && !spa ? [] : ofMethod),
    ...(security === 'none' ? ofEncryption : []),
    ...(security === 'none' || smtp.clientCertificateFile.trim() === '' ? ofClientCertificate : []),
  ]);
}
