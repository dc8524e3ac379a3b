import type { Explanation } from './explanation.ts';
import { outlookCom, microsoft as speaker } from './speakers.ts';

const smtpAuth =
  'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission';
const errorList =
  'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/non-delivery-reports-in-exchange-online';
const devices =
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365';
const endOfPasswords = 'Exchange Team Blog, 27 January 2026: time line for SMTP AUTH with basic authentication';
const outlookPostmaster = 'https://postmaster.live.com';

/** Microsoft 365 and Outlook.com. Exchange on premises says some of the same words, so most of these need a sign of who speaks. */
export const microsoft: readonly Explanation[] = [
  // 535 5.7.139 has several causes that only its text tells apart.
  {
    id: 'microsoft-tenant-smtp-auth-off',
    when: { speaker: /\bSmtpClientAuthentication is disabled for the Tenant/i },
    source: smtpAuth,
  },
  {
    id: 'microsoft-mailbox-smtp-auth-off',
    when: { speaker: /\bSmtpClientAuthentication is disabled for the Mailbox/i },
    source: smtpAuth,
  },
  {
    id: 'microsoft-security-defaults',
    when: { text: /security defaults policy/i, speaker },
    source: 'https://learn.microsoft.com/entra/fundamentals/security-defaults',
  },
  {
    id: 'microsoft-criteria-not-met',
    when: { text: /did not meet the criteria to be authenticated/i, speaker },
    source: smtpAuth,
  },
  {
    id: 'outlook-com-passwords-ended',
    when: { text: /basic authentication is disabled/i, speaker: outlookCom },
    source:
      'https://support.microsoft.com/office/modern-authentication-methods-now-needed-to-continue-syncing-outlook-email-in-non-microsoft-email-apps-c5d65390-9676-4763-b41f-d7986499a90d',
  },
  {
    id: 'microsoft-basic-auth-off',
    when: { text: /basic authentication is disabled/i, speaker },
    source: endOfPasswords,
  },
  {
    id: 'microsoft-basic-auth-unsupported',
    when: { text: /basic authentication is not supported for client submission/i, speaker },
    code: 'AUTH_REJECTED',
    source: endOfPasswords,
  },
  {
    id: 'microsoft-credentials-incorrect',
    when: { text: /the user credentials were incorrect/i, speaker },
    source: smtpAuth,
    cure: 'user-name-whole-address',
  },
  {
    id: 'microsoft-sign-in-refused',
    when: { text: /^5\.7\.3 Authentication unsuccessful/i, speaker },
    source: smtpAuth,
    cure: 'user-name-whole-address',
  },
  {
    id: 'microsoft-not-signed-in',
    when: { enhanced: /^5\.7\.57$/, speaker },
    source:
      'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/fix-error-code-5-7-57-in-exchange-online',
    cure: 'sign-in',
  },
  {
    id: 'microsoft-send-as-denied',
    when: { speaker: /\bSendAsDenied/ },
    code: 'SENDER_REJECTED',
    source: devices,
    cure: 'from-signed-in-account',
  },
  {
    id: 'microsoft-no-send-as-permission',
    when: { text: /permissions to send as this sender/i, speaker },
    code: 'SENDER_REJECTED',
    source: devices,
    cure: 'from-signed-in-account',
  },
  {
    id: 'microsoft-relay-not-attributed',
    when: { speaker: /\bTenantAttribution\b/i },
    source:
      'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/fix-error-code-5-7-64-in-exchange-online',
  },
  {
    id: 'microsoft-concurrent-connections',
    when: { text: /sender thread limit exceeded|Concurrent connections limit exceeded/i, speaker },
    source: devices,
  },
  {
    id: 'microsoft-account-blocked',
    when: { text: /bad outbound sender/i, speaker },
    source:
      'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/fix-error-code-5-1-8-in-exchange-online',
  },
  {
    id: 'microsoft-tenant-blocked',
    when: { text: /tenant has exceeded threshold/i, speaker },
    code: 'SENDER_REJECTED',
    source:
      'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/fix-error-code-5-7-700-through-5-7-750',
  },
  {
    id: 'microsoft-traffic-not-accepted',
    when: { text: /traffic not accepted from this IP/i, speaker },
    code: 'SENDER_REJECTED',
    source:
      'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/fix-error-code-5-7-700-through-5-7-750',
  },
  {
    id: 'microsoft-submission-quota',
    when: { text: /Submission ?quota ?exceeded|daily limit for message recipients/i, speaker },
    source: errorList,
  },
  { id: 'microsoft-ip-banned', when: { text: /banned sending IP/i, speaker }, source: errorList },
  {
    id: 'microsoft-dmarc',
    when: { text: /does not pass DMARC verification/i, speaker },
    code: 'SENDER_REJECTED',
    source: errorList,
  },
  {
    id: 'outlook-com-authentication-level',
    when: { text: /required authentication level/i, speaker },
    code: 'SENDER_REJECTED',
    source: 'Microsoft Defender for Office 365 Blog, 2 April 2025: requirements for high-volume senders',
  },
  {
    id: 'outlook-com-network-blocked',
    when: { text: /part of their network is on our block list/i, speaker },
    source: outlookPostmaster,
  },
  {
    id: 'outlook-com-rate-limited',
    when: { text: /temporarily rate limited due to IP reputation/i, speaker },
    source: outlookPostmaster,
  },
  {
    id: 'microsoft-under-evaluation',
    when: { text: /Access denied, please try again later/i, speaker },
    source:
      'https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/fix-error-code-451-4-7-500-699-asxxx-in-exchange-online',
  },
  {
    id: 'microsoft-recipient-unknown',
    when: { text: /Recipient address rejected: Access denied/i, speaker },
    source: 'https://learn.microsoft.com/exchange/mail-flow-best-practices/use-directory-based-edge-blocking',
  },
  {
    id: 'microsoft-domain-not-served',
    when: { text: /Relay Access Denied/i, speaker },
    source: errorList,
  },
  {
    id: 'microsoft-outbound-spam',
    when: { speaker: /\bOutboundSpamException\b|\bWASCL UserAction verdict\b/ },
    source: errorList,
  },
  {
    id: 'microsoft-old-tls',
    when: { text: /TLS 1\.0 and 1\.1 are not supported/i, speaker },
    code: 'TLS_HANDSHAKE_FAILED',
    source: smtpAuth,
  },
];
