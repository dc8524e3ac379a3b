import type { Explanation } from './explanation.ts';
import {
  amazonSes,
  brevo,
  fastmail,
  gmx,
  icloud,
  ionos,
  mailgun,
  mailRu,
  mimecast,
  netease,
  qq,
  sendgrid,
  smtp2go,
  sparkpost,
  tOnline,
  yahoo,
  yandex,
  zoho,
} from './speakers.ts';

const sesErrors = 'https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html';
const sesQuotas = 'https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html';
const sendgridErrors =
  'https://www.twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting';
const brevoErrors = 'https://help.brevo.com/hc/en-us/articles/115000188150';
const zohoSmtp = 'https://www.zoho.com/mail/help/zoho-smtp.html';
const yahooErrors = 'https://senders.yahooinc.com/smtp-error-codes';
const mimecastErrors = 'Mimecast knowledge base, “SMTP error codes”';

/** Mail services that say something of their own. */
export const providers: readonly Explanation[] = [
  {
    id: 'ses-identity-not-verified',
    when: { text: /Email address is not verified/i, speaker: amazonSes },
    code: 'SENDER_REJECTED',
    source: sesErrors,
  },
  {
    id: 'ses-not-allowed',
    when: { speaker: /not authorized to perform .ses:Send/i },
    source: 'https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html',
  },
  {
    id: 'ses-sending-paused',
    when: { text: /Sending paused for this account/i, speaker: amazonSes },
    source: sesErrors,
  },
  {
    id: 'ses-sending-rate',
    when: { text: /Maximum sending rate exceeded/i, speaker: amazonSes },
    source: sesQuotas,
  },
  {
    id: 'ses-daily-quota',
    when: { text: /Daily message quota exceeded/i, speaker: amazonSes },
    source: sesQuotas,
  },
  {
    id: 'sendgrid-credentials',
    when: { text: /Bad username \/ password|provided authorization grant is invalid/i, speaker: sendgrid },
    source: sendgridErrors,
  },
  {
    id: 'sendgrid-sender-not-verified',
    when: { text: /does not match a verified Sender Identity/i, speaker: sendgrid },
    code: 'SENDER_REJECTED',
    source: 'https://www.twilio.com/docs/sendgrid/for-developers/sending-email/sender-identity',
  },
  { id: 'sendgrid-credits', when: { text: /Maximum credits exceeded/i, speaker: sendgrid }, source: sendgridErrors },
  {
    id: 'sendgrid-not-signed-in',
    when: { text: /Unauthenticated senders not allowed/i, speaker: sendgrid },
    code: 'AUTH_REQUIRED',
    source: sendgridErrors,
    cure: 'sign-in',
  },
  {
    id: 'mailgun-sandbox',
    when: { text: /are for test purposes only/i, speaker: mailgun },
    code: 'RECIPIENT_REJECTED',
    source: 'https://help.mailgun.com/hc/en-us/articles/217531258-Authorized-Recipients',
  },
  {
    id: 'brevo-address-not-authorised',
    when: { text: /Unauthorized IP address/i, speaker: brevo },
    source: brevoErrors,
  },
  {
    id: 'brevo-not-activated',
    when: { text: /SMTP account is not yet activated/i, speaker: brevo },
    code: 'SENDER_REJECTED',
    source: brevoErrors,
  },
  {
    id: 'zoho-sender-not-yours',
    when: { text: /Relaying disallowed as|Sender is not allowed to relay emails/i, speaker: zoho },
    code: 'SENDER_REJECTED',
    source: zohoSmtp,
    cure: 'from-signed-in-account',
  },
  {
    id: 'zoho-unusual-activity',
    when: { text: /Unusual sending activity detected/i, speaker: zoho },
    code: 'SENDER_REJECTED',
    source:
      'https://help.zoho.com/portal/en/community/topic/unable-to-send-message-reason-550-5-4-6-unusual-sending-activity-detected',
  },
  {
    id: 'yahoo-app-password',
    when: { speaker: /\(#AUTH005\)/ },
    source: 'https://help.yahoo.com/kb/SLN15241.html',
  },
  {
    id: 'yahoo-sender-not-yours',
    when: { text: /^Request failed; Mailbox unavailable/i, speaker: yahoo },
    code: 'SENDER_REJECTED',
    source: 'https://help.yahoo.com/kb/SLN15241.html',
    cure: 'from-signed-in-account',
  },
  {
    id: 'yahoo-deferred',
    when: { text: /temporarily deferred due to/i, speaker: yahoo },
    source: yahooErrors,
  },
  {
    id: 'yahoo-deferred-for-good',
    when: { text: /will be permanently deferred/i, speaker: yahoo },
    source: yahooErrors,
  },
  {
    id: 'icloud-sender-not-yours',
    when: { text: /From address is not one of your addresses/i, speaker: icloud },
    source: 'https://support.apple.com/102525',
    cure: 'from-signed-in-account',
  },
  {
    id: 'fastmail-sender-not-yours',
    when: { text: /Not authorised to send from this header address/i, speaker: fastmail },
    code: 'SENDER_REJECTED',
    source: 'https://www.fastmail.help/hc/en-us/articles/1500000278342',
    cure: 'from-signed-in-account',
  },
  {
    id: 'sparkpost-domain-not-configured',
    when: { text: /Unconfigured Sending Domain/i, speaker: sparkpost },
    code: 'SENDER_REJECTED',
    source: 'SparkPost documentation, “Error messages when using SMTP”',
  },
  {
    id: 'smtp2go-sender-not-verified',
    when: { text: /From header sender domain not verified/i, speaker: smtp2go },
    code: 'SENDER_REJECTED',
    source: 'https://support.smtp2go.com/hc/en-gb/articles/13990494697369-Common-Sending-Errors',
  },
  {
    id: 'gmx-policy',
    when: { text: /Reject due to policy restrictions/i, speaker: gmx },
    source: 'https://postmaster.gmx.net/en/error-messages',
  },
  {
    id: 'ionos-reputation',
    when: { text: /Reject due to policy violations/i, speaker: ionos },
    source: 'https://www.ionos.de/hilfe/e-mail/postmaster/smtp-fehlermeldungen-der-11-ionos-mailserver/',
  },
  {
    id: 't-online-address-unknown',
    when: { text: /A problem occurred\. \(?Ask your postmaster/i, speaker: tOnline },
    source: 'https://postmaster.t-online.de',
  },
  {
    id: 'yandex-access-off',
    when: { text: /does not have access rights to this service/i, speaker: yandex },
    source: 'Yandex Mail help, “Mail clients”',
  },
  {
    id: 'mailru-app-password',
    when: { text: /Application password is REQUIRED/i, speaker: mailRu },
    source: 'https://help.mail.ru/mail/security/protection/external',
  },
  {
    id: 'qq-authorisation-code',
    when: { text: /enter your authorization code to login/i, speaker: qq },
    source: 'https://service.mail.qq.com',
  },
  {
    id: 'netease-no-permission',
    when: { text: /^User has no permission/i, speaker: netease },
    code: 'AUTH_REJECTED',
    source: 'https://help.mail.163.com',
  },
  {
    id: 'qq-netease-sender-not-yours',
    when: {
      text: /mail from (?:must equal authorized|address must be same as authorization) user/i,
      speaker: /(?:^|\.)(?:qq|163|126|188)\.com$|(?:^|\.)yeah\.net$/m,
    },
    source: 'https://help.mail.163.com',
    cure: 'from-signed-in-account',
  },
  {
    id: 'mimecast-anti-spoofing',
    when: { text: /Anti-Spoofing policy - Inbound not allowed/i, speaker: mimecast },
    source: mimecastErrors,
  },
];
