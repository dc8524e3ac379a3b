import type { Explanation } from './explanation.ts';

/** What any receiving server may hold against a sender, a recipient or an account, whoever made the server. */
export const policies: readonly Explanation[] = [
  {
    id: 'greylisted',
    when: { text: /gr[ae]y-?list/i },
    transient: true,
    source: 'RFC 6647 section 2',
  },

  {
    id: 'authentication-checks-failed',
    when: { text: /^[45]\.7\.26 /i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7372 section 3.4',
  },
  {
    id: 'dmarc-refused',
    when: { text: /\bDMARC\b/i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7489 section 10.3',
  },
  {
    id: 'spf-refused',
    when: { text: /^[45]\.7\.2[34] |\bSPF (?:fail|check|policy|validation)|Sender Policy Framework/i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7372 section 3.2',
  },
  {
    id: 'dkim-refused',
    when: { text: /^[45]\.7\.2[012] |\bDKIM\b/i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7372 section 3.1',
  },
  {
    id: 'reverse-dns-missing',
    when: { text: /^[45]\.7\.25 |PTR record|reverse (?:DNS|hostname)|cannot find your hostname/i },
    source: 'RFC 7372 section 3.3',
  },
  {
    id: 'blocklisted',
    when: { text: /blocked using|spamhaus|spamcop|block(?:ed)? ?list|blacklist|dnsbl/i },
    source: 'RFC 5782 section 2.1',
  },
  {
    id: 'judged-infected',
    when: { text: /\b(?:virus|malware)\b/i },
    code: 'MESSAGE_REJECTED',
    source: 'RFC 3463 section 3.8',
  },
  { id: 'judged-spam', when: { text: /\bspam\b|unsolicited/i }, source: 'RFC 3463 section 3.8' },

  {
    id: 'mailbox-full',
    when: { text: /^[45]\.2\.2 |mailbox (?:is )?full|over ?quota|out of storage space|^Quota exceeded/i },
    code: 'RECIPIENT_REJECTED',
    source: 'RFC 3463 section 3.3',
  },
  {
    id: 'mailbox-disabled',
    when: {
      steps: ['recipient', 'accepted'],
      text: /^[45]\.2\.1 |(?:mailbox|account)[a-z ]{0,30} (?:disabled|inactive|suspended)/i,
    },
    code: 'RECIPIENT_REJECTED',
    source: 'RFC 3463 section 3.3',
  },
  { id: 'null-mx', when: { text: /\bnull MX\b/i }, source: 'RFC 7505 section 4.1' },
  {
    id: 'recipient-unknown',
    when: {
      steps: ['recipient', 'accepted'],
      text: /^[45]\.1\.1 |user unknown|unknown user|no such user|does not exist|recipient ?not ?found|invalid recipient|mailbox unavailable/i,
    },
    code: 'RECIPIENT_REJECTED',
    source: 'RFC 3463 section 3.2',
  },
  {
    id: 'recipient-domain-unknown',
    when: { text: /^[45]\.1\.2 |Recipient address rejected: Domain not found|Unrouteable address/i },
    source: 'RFC 3463 section 3.2',
  },
  {
    id: 'sender-domain-unknown',
    when: { text: /^[45]\.1\.8 |Sender address rejected: Domain not found|Domain of sender address/i },
    source: 'RFC 3463 section 3.2',
  },
  {
    id: 'relay-denied',
    when: { text: /relaying denied|relaying (?:is )?not (?:allowed|permitted)/i },
    source: 'RFC 5321 section 7.9',
    cure: 'sign-in',
  },

  {
    id: 'account-disabled',
    when: { text: /^[45]\.7\.13 |account[a-z ]{0,20} (?:disabled|locked|suspended|blocked)/i },
    source: 'IANA registry “SMTP Enhanced Status Codes”, X.7.13',
  },
  {
    id: 'password-transition',
    when: { text: /password transition is needed/i },
    source: 'RFC 4954 section 6',
    cure: 'other-method',
  },
];
