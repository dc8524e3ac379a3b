import { t } from '../../shared/catalogue/index.ts';
import { charsetLabel, charsetSchema } from '../../shared/charset.ts';
import { withoutRecipientSchema } from '../../shared/queue-settings.ts';
import { type SettingKey, serviceSchema, settingFields } from '../../shared/settings.ts';
import {
  addressFamilySchema,
  authenticationMethodSchema,
  securitySchema,
  tlsVersionSchema,
} from '../../shared/smtp-settings.ts';

type SettingText = { readonly label: () => string; readonly value: (text: string) => string };

const asItIs = (text: string): string => (text === '' ? t('settingValue.empty') : text);
const yesOrNo = (text: string): string => (text === 'true' ? t('settingValue.yes') : t('settingValue.no'));
const seconds = (text: string): string => t('settingValue.seconds', { count: Number(text) });
const hours = (text: string): string => t('settingValue.hours', { count: Number(text) });
const minutes = (text: string): string => t('settingValue.minutes', { count: Number(text) });
const limit = (text: string): string => (text === '0' ? t('settingValue.noLimit') : asItIs(text));
const pem = (text: string): string => (text === '' ? t('settingValue.none') : t('settingValue.certificate'));

/** Reads a value of a list by its schema; one that isn't in it is shown as it is. */
const oneOf =
  <V extends string>(schema: { safeParse: (text: string) => { data?: V | undefined } }, label: (value: V) => string) =>
  (text: string): string => {
    const value = schema.safeParse(text).data;
    return value === undefined ? asItIs(text) : label(value);
  };

const texts: Readonly<Record<SettingKey, SettingText>> = {
  service: { label: () => t('settings.service'), value: oneOf(serviceSchema, (value) => t(`service.${value}`)) },
  'message.from': { label: () => t('settings.from'), value: asItIs },
  'message.charset': { label: () => t('settings.charset'), value: oneOf(charsetSchema, charsetLabel) },
  'message.plainText': { label: () => t('settings.plainText'), value: yesOrNo },
  'message.limitAttachments': { label: () => t('settings.limitAttachments'), value: yesOrNo },
  'message.attachmentLimitMb': {
    label: () => t('settings.attachmentLimit'),
    value: (text) => t('settingValue.megabytes', { count: text }),
  },
  'smtp.host': { label: () => t('settings.host'), value: asItIs },
  'smtp.port': { label: () => t('settings.port'), value: asItIs },
  'smtp.security': {
    label: () => t('settings.security'),
    value: oneOf(securitySchema, (value) => t(`security.${value}`)),
  },
  'smtp.rejectInvalidCertificates': { label: () => t('settings.rejectInvalidCertificates'), value: yesOrNo },
  'smtp.authentication': { label: () => t('settings.authentication'), value: yesOrNo },
  'smtp.username': { label: () => t('settings.username'), value: asItIs },
  'smtp.spa': { label: () => t('settings.spa'), value: yesOrNo },
  'smtp.domain': { label: () => t('settings.domain'), value: asItIs },
  'smtp.authenticationMethod': {
    label: () => t('settings.authenticationMethod'),
    value: oneOf(authenticationMethodSchema, (value) => t(`authenticationMethod.${value}`)),
  },
  'smtp.allowClearTextPassword': { label: () => t('settings.allowClearTextPassword'), value: yesOrNo },
  'smtp.ehloName': { label: () => t('settings.ehloName'), value: asItIs },
  'smtp.envelopeSender': { label: () => t('settings.envelopeSender'), value: asItIs },
  'smtp.connectTimeout': { label: () => t('settings.connectTimeout'), value: seconds },
  'smtp.greetingTimeout': { label: () => t('settings.greetingTimeout'), value: seconds },
  'smtp.idleTimeout': { label: () => t('settings.idleTimeout'), value: seconds },
  'smtp.lowestTlsVersion': {
    label: () => t('settings.lowestTlsVersion'),
    value: oneOf(tlsVersionSchema, (value) => t(`tlsVersion.${value}`)),
  },
  'smtp.addressFamily': {
    label: () => t('settings.addressFamily'),
    value: oneOf(addressFamilySchema, (value) => t(`addressFamily.${value}`)),
  },
  'smtp.trustedCertificate': { label: () => t('settings.trustedCertificate'), value: pem },
  'smtp.trustedAuthority': { label: () => t('settings.trustedAuthority'), value: pem },
  'smtp.clientCertificateFile': { label: () => t('settings.clientCertificateFile'), value: asItIs },
  'smtp.clientKeyFile': { label: () => t('settings.clientKeyFile'), value: asItIs },
  'queue.checkInterval': { label: () => t('queueSettings.checkInterval'), value: seconds },
  'queue.withoutRecipient': {
    label: () => t('queueSettings.withoutRecipient'),
    value: oneOf(withoutRecipientSchema, (value) => t(`withoutRecipient.${value}`)),
  },
  'queue.skipInitiator': { label: () => t('queueSettings.skipInitiator'), value: yesOrNo },
  'queue.retryFirst': { label: () => t('queueSettings.retryFirst'), value: seconds },
  'queue.retryMost': { label: () => t('queueSettings.retryMost'), value: seconds },
  'queue.giveUpAfter': { label: () => t('queueSettings.giveUpAfter'), value: hours },
  'queue.resendUnknown': { label: () => t('queueSettings.resendUnknown'), value: yesOrNo },
  'queue.connections': { label: () => t('queueSettings.connections'), value: asItIs },
  'queue.perMinute': { label: () => t('queueSettings.perMinute'), value: limit },
  'queue.perHour': { label: () => t('queueSettings.perHour'), value: limit },
  'queue.perDay': { label: () => t('queueSettings.perDay'), value: limit },
  'queue.stormBrake': { label: () => t('queueSettings.stormBrake'), value: yesOrNo },
  'queue.stormLimit': { label: () => t('queueSettings.stormLimit'), value: asItIs },
  'queue.stormMinutes': { label: () => t('queueSettings.stormMinutes'), value: minutes },
  'queue.keepFailed': {
    label: () => t('queueSettings.keepFailed'),
    value: (text) => (text === '0' ? t('settingValue.forever') : t('settingValue.days', { count: Number(text) })),
  },
};

/** Gives the label that the window has for a setting, by its dotted key; the key itself when it is no setting. */
export function settingLabel(key: string): string {
  return isSetting(key) ? texts[key].label() : key;
}

/** Gives a setting's value as a person reads it, such as “STARTTLS” or “30 seconds”, from its text as `settings.change` takes it. */
export function settingValueText(key: string, valueAsText: string): string {
  return isSetting(key) ? texts[key].value(valueAsText) : valueAsText;
}

function isSetting(key: string): key is SettingKey {
  return Object.hasOwn(settingFields, key);
}
