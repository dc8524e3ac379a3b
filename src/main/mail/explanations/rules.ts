import type { Explanation } from './explanation.ts';

/** What any server may want of a session or have trouble with, by the standards. What is broadest comes last. */
export const rules: readonly Explanation[] = [
  {
    id: 'firewall-inspection',
    when: { steps: ['greeting', 'ehlo', 'starttls', 'sign-in'], speaker: /X{7}[A-Z]\b|"X{4}|\*{8}/ },
    code: 'NOT_SMTP',
    source: 'Cisco ASA configuration guide, “ESMTP Inspection”',
  },
  {
    id: 'mechanism-needs-encryption',
    when: {
      text: /^5\.7\.11 |Encryption required for requested authentication|TLS-connection is required for authentication/i,
    },
    code: 'ENCRYPTION_REQUIRED',
    source: 'RFC 4954 section 6',
    cure: 'starttls',
  },
  {
    id: 'starttls-first',
    when: { text: /Must issue a STARTTLS command first|STARTTLS is required|Require STARTTLS/i },
    code: 'ENCRYPTION_REQUIRED',
    source: 'RFC 3207 section 4',
    cure: 'starttls',
  },
  {
    id: 'mechanism-too-weak',
    when: { text: /mechanism is too weak/i },
    source: 'RFC 4954 section 6',
    cure: 'other-method',
  },
  {
    id: 'mechanism-unknown',
    when: { text: /^5\.7\.4 |Unrecognized authentication type|Invalid authentication mechanism/i },
    source: 'RFC 4954 section 4',
    cure: 'other-method',
  },
  {
    id: 'sign-in-first',
    when: {
      text: /authentication (?:is )?required|requires authentication|AUTH command first|must authenticate first|not authenticated|Unauthenticated senders not allowed/i,
    },
    code: 'AUTH_REQUIRED',
    source: 'RFC 4954 section 6',
    cure: 'sign-in',
  },
  {
    id: 'helo-syntax',
    when: { text: /^5\.5\.4 Invalid domain name|Syntactically invalid (?:EHLO|HELO) argument/i },
    source: 'RFC 5321 section 4.1.1.1',
    cure: 'ehlo-name',
  },
  {
    id: 'helo-refused',
    when: { text: /Helo command rejected|bad HELO/i },
    source: 'RFC 5321 section 4.1.1.1',
    cure: 'ehlo-name',
  },
  {
    id: 'tls-not-available',
    when: { text: /TLS not available/i },
    source: 'RFC 3207 section 4',
  },
  {
    id: 'message-too-large',
    when: { text: /^5\.(?:3\.4|2\.3) |message size exceeds|message is too (?:long|large)/i },
    source: 'RFC 1870 section 6',
  },
  {
    id: 'too-many-recipients',
    when: { text: /^[45]\.5\.3 |too many recipients/i },
    source: 'RFC 5321 section 4.5.3.1.10',
  },
  {
    id: 'too-many-connections',
    when: {
      text: /too many (?:open |concurrent )?(?:SMTP )?connections|connection rate limit|thread limit exceeded|connections limit exceeded/i,
    },
    source: 'RFC 5321 section 4.3.2',
  },
  {
    id: 'rate-limited',
    when: {
      text: /rate limit|sending rate|too much mail|too many (?:messages|e-?mails)|(?:sending|message|submission|relay) (?:limit|quota) exceeded/i,
    },
    source: 'RFC 5321 section 4.2.1',
  },
  {
    id: 'storage-full',
    when: { text: /^[45]\.3\.1 |Insufficient (?:system storage|system resources|disk space)|space shortage/i },
    source: 'RFC 3463 section 3.4',
  },
  {
    id: 'service-paused',
    when: { text: /Service not (?:active|available)$|System not accepting network messages/i },
    source: 'RFC 3463 section 3.4',
  },
  {
    id: 'server-trouble',
    when: { text: /^4\.3\.[05] |Temporary local problem|local error in processing/i },
    source: 'RFC 3463 section 3.4',
  },
  {
    id: 'address-not-ascii',
    when: { text: /^[45]\.6\.7 |SMTPUTF8/i },
    source: 'RFC 6531 section 3.5',
  },
  {
    id: 'address-syntax',
    when: { text: /^5\.1\.[37] |bad (?:sender|recipient) address syntax/i },
    source: 'RFC 3463 section 3.2',
  },
  {
    id: 'greeting-refused',
    when: { steps: ['greeting'], codes: [554] },
    source: 'RFC 5321 section 3.1',
  },
  {
    id: 'sign-in-unavailable',
    when: { text: /Temporary authentication failure|Unable to authenticate at present/i },
    source: 'RFC 4954 section 6',
  },
  {
    id: 'application-password',
    when: { steps: ['sign-in'], text: /\bapp(?:lication)?(?:-specific)? password/i },
    source: 'https://support.google.com/accounts/answer/185833',
  },
  {
    id: 'sign-in-unsuccessful',
    when: { text: /^5\.7\.3 Authentication unsuccessful/i },
    source: 'https://learn.microsoft.com/exchange/mail-flow/connectors/receive-connectors',
    cure: 'user-name-whole-address',
  },
  {
    id: 'exim-credentials',
    when: { text: /Incorrect authentication data/i },
    source: 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-smtp_authentication.html',
    cure: 'user-name-whole-address',
  },
  {
    id: 'sign-in-refused',
    when: { codes: [535] },
    source: 'RFC 4954 section 6',
    cure: 'user-name-whole-address',
  },
  {
    id: 'command-not-understood',
    when: { codes: [500, 501, 502, 503, 504, 555] },
    source: 'RFC 5321 section 4.2.4',
  },
];
