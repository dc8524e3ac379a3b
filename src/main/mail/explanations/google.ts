import type { Explanation } from './explanation.ts';
import { google as speaker } from './speakers.ts';

const errorList = 'https://support.google.com/a/answer/3726730';
const senderGuidelines = 'https://support.google.com/mail/answer/81126';
const sendingLimits = 'https://support.google.com/a/answer/166852';
const relayErrors = 'https://support.google.com/a/answer/6140680';

/** Gmail and Google Workspace, for those who sign in there, relay through it or only deliver to it. */
export const google: readonly Explanation[] = [
  {
    id: 'google-app-password',
    when: { text: /Application-specific password required/i, speaker },
    source: 'https://support.google.com/accounts/answer/185833',
  },
  {
    id: 'google-web-sign-in',
    when: { text: /log in (?:via|through|with) your web browser/i, speaker },
    source: errorList,
  },
  {
    id: 'google-credentials',
    when: { text: /Username and Password not accepted/i, speaker },
    source: 'https://support.google.com/accounts/answer/185833',
    cure: 'user-name-whole-address',
  },
  {
    id: 'google-too-many-sign-ins',
    when: { text: /Too many login attempts/i, speaker },
    source: errorList,
  },
  {
    id: 'google-daily-limit',
    when: { text: /Daily (?:user )?sending (?:limit|quota) exceeded/i, speaker },
    source: sendingLimits,
  },
  {
    id: 'google-relay-limit',
    when: { text: /(?:Daily|Peak) SMTP relay (?:sending )?limit exceeded/i, speaker },
    source: relayErrors,
  },
  { id: 'google-relay-denied', when: { text: /Mail relay denied/i, speaker }, source: relayErrors },
  { id: 'google-relay-not-matched', when: { text: /Invalid credentials for relay/i, speaker }, source: relayErrors },
  {
    id: 'google-sending-denied',
    when: { text: /Mail Sending denied/i, speaker },
    source: relayErrors,
  },
  {
    id: 'google-dmarc',
    when: { text: /not accepted due to domain.s DMARC policy/i, speaker },
    code: 'SENDER_REJECTED',
    source: senderGuidelines,
  },
  {
    id: 'google-unauthenticated',
    when: {
      text: /sender is unauthenticated|senders to authenticate (?:their email )?with|fails to pass authentication checks/i,
      speaker,
    },
    code: 'SENDER_REJECTED',
    source: senderGuidelines,
  },
  {
    id: 'google-unusual-rate',
    when: { text: /unusual rate of (?:unsolicited )?mail/i, speaker },
    source: senderGuidelines,
  },
  {
    id: 'google-judged-unsolicited',
    when: { text: /likely unsolicited mail|message is (?:likely )?suspicious/i, speaker },
    source: 'https://support.google.com/mail/answer/188131',
  },
  {
    id: 'google-blocked-content',
    when: { text: /content presents a potential security issue|illegal attachment on your message/i, speaker },
    code: 'MESSAGE_REJECTED',
    source: 'https://support.google.com/mail/answer/6590',
  },
  {
    id: 'google-ehlo-name',
    when: { text: /Try again later, closing connection|HELO\/EHLO argument/i, speaker },
    source: errorList,
    cure: 'ehlo-name',
  },
  {
    id: 'google-tls-for-recipient',
    when: { text: /TLS required for RCPT domain/i, speaker },
    code: 'ENCRYPTION_REQUIRED',
    source: errorList,
    cure: 'starttls',
  },
  {
    id: 'google-no-direct-delivery',
    when: { text: /not authorized to send email directly to our servers/i, speaker },
    source: errorList,
  },
  {
    id: 'google-recipient-too-busy',
    when: { text: /is receiving mail (?:too quickly|at a rate)/i, speaker },
    source: errorList,
  },
];
