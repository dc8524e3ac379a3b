import type { Explanation } from './explanation.ts';
import {
  amazonSes,
  brevo,
  fastmail,
  gmx,
  icloud,
  ionos,
  mailgun,
  mailjet,
  postmark,
  smtp2go,
  sparkpost,
  zoho,
} from './speakers.ts';

/** Mail services that refuse a sign-in in words like any other's, so that only the host name tells what they want. */
export const providersByHost: readonly Explanation[] = [
  {
    id: 'ses-credentials',
    when: { codes: [535], speaker: amazonSes },
    source: 'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html',
  },
  {
    id: 'mailgun-credentials',
    when: { codes: [535], speaker: mailgun },
    source: 'https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/credentials',
  },
  {
    id: 'postmark-credentials',
    when: { codes: [535], speaker: postmark },
    source: 'https://postmarkapp.com/support/article/common-smtp-connection-errors',
  },
  {
    id: 'brevo-credentials',
    when: { codes: [535], speaker: brevo },
    source: 'https://help.brevo.com/hc/en-us/articles/115000188150',
  },
  {
    id: 'mailjet-credentials',
    when: { codes: [535], speaker: mailjet },
    source: 'https://dev.mailjet.com/',
  },
  {
    id: 'sparkpost-credentials',
    when: { codes: [535], speaker: sparkpost },
    source: 'SparkPost documentation, “Error messages when using SMTP”',
  },
  {
    id: 'smtp2go-credentials',
    when: { codes: [535], speaker: smtp2go },
    source: 'https://support.smtp2go.com/hc/en-gb/articles/13990494697369-Common-Sending-Errors',
  },
  {
    id: 'zoho-credentials',
    when: { codes: [535], speaker: zoho },
    source: 'https://www.zoho.com/mail/help/zoho-smtp.html',
    cure: 'user-name-whole-address',
  },
  {
    id: 'icloud-credentials',
    when: { codes: [535], speaker: icloud },
    source: 'https://support.apple.com/102654',
    cure: 'user-name-whole-address',
  },
  {
    id: 'fastmail-credentials',
    when: { codes: [535], speaker: fastmail },
    source: 'https://www.fastmail.help/hc/en-us/articles/360058752854',
    cure: 'user-name-whole-address',
  },
  {
    id: 'gmx-credentials',
    when: { codes: [535], speaker: gmx },
    source: 'https://www.gmx.net/mail/tipps/posts/pop3-imap/36/',
    cure: 'user-name-whole-address',
  },
  {
    id: 'ionos-credentials',
    when: { codes: [535], speaker: ionos },
    source:
      'https://www.ionos.de/hilfe/e-mail/problemloesungen-mail-basicmail-business/fehlermeldungen-bei-unzustellbarer-e-mail/',
    cure: 'user-name-whole-address',
  },
];
