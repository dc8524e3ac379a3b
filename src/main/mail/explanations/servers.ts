import type { Explanation } from './explanation.ts';
import { messagelabs } from './speakers.ts';

const postfix = 'https://www.postfix.org/postconf.5.html';
const exim = 'https://www.exim.org/exim-html-current/doc/html/spec_html/';
const sendmail = 'Sendmail, cf/README, “Anti-spam configuration control”';

/** Mail servers that an organisation runs itself, and what such a server says of its own. */
export const servers: readonly Explanation[] = [
  {
    id: 'cpanel-sign-in',
    when: { text: /Please turn on SMTP Authentication in your mail client/i },
    code: 'AUTH_REQUIRED',
    source: 'https://docs.cpanel.net/whm/service-configuration/exim-configuration-manager/',
    cure: 'sign-in',
  },
  {
    id: 'cpanel-hourly-limit',
    when: { text: /exceeded the max emails per hour/i },
    source: 'https://docs.cpanel.net/whm/server-configuration/tweak-settings/',
  },
  {
    id: 'sendmail-sign-in',
    when: { text: /Relaying denied\. Proper authentication required/i },
    code: 'AUTH_REQUIRED',
    source: sendmail,
    cure: 'sign-in',
  },
  {
    id: 'sendmail-name-lookup',
    when: { text: /Relaying denied\. IP name lookup failed/i },
    source: sendmail,
  },
  {
    id: 'mailenable-sign-in',
    when: {
      speaker: /This mail server requires authentication when attempting to send to a non-local e-mail address/i,
    },
    code: 'AUTH_REQUIRED',
    source: 'https://www.mailenable.com/kb/',
    cure: 'sign-in',
  },
  {
    id: 'qmail-rcpthosts',
    when: { speaker: /that domain isn.t in my list of allowed rcpthosts/i },
    source: 'https://cr.yp.to/qmail.html, qmail-smtpd(8)',
    cure: 'sign-in',
  },
  {
    id: 'qmail-badmailfrom',
    when: { text: /in my badmailfrom list/i },
    source: 'https://cr.yp.to/qmail.html, qmail-smtpd(8)',
  },
  {
    id: 'mercury-relay-refused',
    when: { speaker: /^We do not relay non-local mail, sorry/im },
    source: 'Mercury/32 help, “MercuryS, Connection control”',
    cure: 'sign-in',
  },
  {
    id: 'haraka-no-delivery',
    when: { text: /I cannot deliver mail for/i },
    source: 'Haraka documentation, “Plugins”, hook_rcpt',
    cure: 'sign-in',
  },
  {
    id: 'messagelabs-not-a-customer',
    when: { text: /you are trying to use me \[/i, speaker: messagelabs },
    source: 'https://knowledge.broadcom.com/external/article/173867',
  },
  {
    id: 'postal-sender-not-valid',
    when: { text: /^From\/Sender name is not valid/i },
    code: 'SENDER_REJECTED',
    source: 'https://docs.postalserver.io/features/smtp-authentication',
  },

  {
    id: 'postfix-relay-denied',
    when: { text: /Relay access denied/i },
    source: 'https://www.postfix.org/SMTPD_ACCESS_README.html#relay',
    cure: 'sign-in',
  },
  {
    id: 'postfix-sender-not-owned',
    when: { text: /not owned by (?:auth )?user/i },
    source: `${postfix}#reject_sender_login_mismatch`,
    cure: 'from-signed-in-account',
  },
  {
    id: 'postfix-sender-not-signed-in',
    when: { text: /Sender address rejected: not logged in/i },
    code: 'AUTH_REQUIRED',
    source: `${postfix}#reject_sender_login_mismatch`,
    cure: 'sign-in',
  },
  {
    id: 'postfix-helo-not-qualified',
    when: { text: /Helo command rejected: need fully-qualified hostname/i },
    source: `${postfix}#reject_non_fqdn_helo_hostname`,
    cure: 'ehlo-name',
  },
  {
    id: 'postfix-helo-not-found',
    when: { text: /Helo command rejected: Host not found/i },
    source: `${postfix}#reject_unknown_helo_hostname`,
    cure: 'ehlo-name',
  },
  {
    id: 'postfix-address-not-qualified',
    when: { text: /address rejected: need fully-qualified address/i },
    source: `${postfix}#reject_non_fqdn_sender`,
  },
  {
    id: 'postfix-access-table',
    when: { text: /rejected: Access denied/i },
    source: 'https://www.postfix.org/access.5.html',
  },
  {
    id: 'postfix-no-sign-in-here',
    when: { text: /authentication not enabled/i },
    source: `${postfix}#smtpd_sasl_auth_enable`,
    cure: 'submission-port',
  },
  {
    id: 'postfix-all-ports-busy',
    when: { text: /All server ports are busy/i },
    source: 'https://www.postfix.org/POSTSCREEN_README.html',
  },

  {
    id: 'exim-relay-not-permitted',
    when: { text: /relay not permitted/i },
    source: `${exim}ch-access_control_lists.html`,
    cure: 'sign-in',
  },
  {
    id: 'exim-sender-not-verified',
    when: { text: /Sender verify failed/i },
    code: 'SENDER_REJECTED',
    source: `${exim}ch-access_control_lists.html`,
  },
  {
    id: 'exim-sign-in-not-here',
    when: { text: /AUTH command used when not advertised/i },
    source: `${exim}ch-smtp_authentication.html`,
    cure: 'starttls',
  },
  {
    id: 'exim-synchronisation',
    when: { text: /SMTP synchronization error/i },
    source: `${exim}ch-main_configuration.html`,
  },
  {
    id: 'exim-prohibited',
    when: { text: /Administrative prohibition/i },
    source: `${exim}ch-access_control_lists.html`,
  },
  {
    id: 'exim-line-too-long',
    when: { text: /maximum allowed line length is 998/i },
    source: 'RFC 5322 section 2.1.1',
  },
  {
    id: 'sendmail-sender-without-domain',
    when: { text: /Domain name required for sender address/i },
    source: sendmail,
  },
];
