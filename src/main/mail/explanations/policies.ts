import type { Explanation } from './explanation.ts';

/**
 * For entries that look at words: a status of an address or a mailbox (RFC 3463 sections 3.2 and 3.3) says what the matter is,
 * whatever words come with it. X.1.0 and X.2.0 say nothing of the kind.
 */
const notOfAddress = /^(?![45]\.[12]\.[1-9])/;

/** What any receiving server may hold against a sender, a recipient or an account, whoever made the server. */
export const policies: readonly Explanation[] = [
  {
    id: 'greylisted',
    when: { enhanced: notOfAddress, text: /gr[ae]y-?list/i },
    source: 'RFC 6647 section 2',
  },

  {
    id: 'authentication-checks-failed',
    when: { enhanced: notOfAddress, text: /^[45]\.7\.26 |\bSPF (?:and|or|nor) DKIM\b/i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7372 section 3.4',
  },
  {
    id: 'dmarc-refused',
    when: { enhanced: notOfAddress, text: /\bDMARC\b/i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7489 section 10.3',
  },
  {
    id: 'spf-refused',
    when: {
      enhanced: notOfAddress,
      text: /^[45]\.7\.2[34] |\bSPF (?:fail|check|policy|validation)|Sender Policy Framework/i,
    },
    code: 'SENDER_REJECTED',
    source: 'RFC 7372 section 3.2',
  },
  {
    id: 'dkim-refused',
    when: { enhanced: notOfAddress, text: /^[45]\.7\.2[012] |\bDKIM\b/i },
    code: 'SENDER_REJECTED',
    source: 'RFC 7372 section 3.1',
  },
  {
    id: 'reverse-dns-missing',
    when: {
      enhanced: notOfAddress,
      text: /^[45]\.7\.25 |PTR record|reverse (?:DNS|hostname)|cannot find your hostname/i,
    },
    source: 'RFC 7372 section 3.3',
  },
  {
    id: 'blocklisted',
    when: {
      enhanced: notOfAddress,
      text: /blocked using|(?<!not )listed (?:at|by|in|on) <>|spamhaus|spamcop|block(?:ed)?[ -]?list|black ?list|dnsbl|\bRBL\b/i,
    },
    source: 'RFC 5782 section 2.1',
  },
  {
    id: 'judged-infected',
    when: { steps: ['data', 'accepted'], enhanced: notOfAddress, text: /\b(?:virus|malware)\b/i },
    code: 'MESSAGE_REJECTED',
    source: 'RFC 3463 section 3.8',
  },
  {
    id: 'judged-spam',
    when: { enhanced: notOfAddress, text: /\bspam\b|unsolicited/i },
    source: 'RFC 3463 section 3.8',
  },

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
      text: /^5\.2\.1 |(?:mailbox|account|user)[a-z <>]{0,30} (?:disabled|inactive|suspended)/i,
    },
    code: 'RECIPIENT_REJECTED',
    source: 'RFC 3463 section 3.3',
  },
  { id: 'null-mx', when: { text: /\bnull MX\b/i }, source: 'RFC 7505 section 4.1' },
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
    id: 'recipient-unknown',
    when: {
      steps: ['recipient', 'accepted'],
      text: /^[45]\.1\.1 |user unknown|unknown user|no such user|(?<!sender )(?:user|mailbox|account|recipient|address)[a-z <>]{0,40} does not exist|recipient ?not ?found|invalid recipient/i,
    },
    code: 'RECIPIENT_REJECTED',
    source: 'RFC 3463 section 3.2',
  },
  {
    id: 'mailbox-unavailable',
    when: { steps: ['recipient'], text: /mailbox (?:is )?unavailable/i },
    source: 'RFC 5321 section 4.2.3',
  },
  {
    id: 'relay-denied',
    when: {
      text: /relay(?:ing)? (?:denied|rejected)|relaying (?:is )?not (?:allowed|permitted)|unable to relay|Delivery is not allowed to this address/i,
    },
    source: 'RFC 5321 section 7.9',
    cure: 'sign-in',
  },

  {
    id: 'sender-not-yours',
    when: {
      text: /not one of your addresses|Sender address is not allowed|not (?:authori[sz]ed|allowed) to send (?:as |from this (?:header |sender )?address)/i,
    },
    code: 'SENDER_REJECTED',
    source: 'RFC 6409 section 6.1',
    cure: 'from-signed-in-account',
  },
  {
    id: 'account-disabled',
    when: {
      steps: ['sign-in', 'sender'],
      text: /^[45]\.7\.13 |(?:account|user)[a-z <>]{0,30} (?:disabled|locked|suspended|blocked)/i,
    },
    source: 'IANA registry “SMTP Enhanced Status Codes”, X.7.13',
  },
  {
    id: 'password-transition',
    when: { text: /password transition is needed/i },
    source: 'RFC 4954 section 6',
  },
];
