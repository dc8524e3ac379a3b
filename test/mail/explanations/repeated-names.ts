import type { SeenReply } from './seen-reply.ts';

const host = 'mail.example.org';
const words = [
  'virus',
  'malware',
  'dmarc',
  'spf-check',
  'dkim',
  'spam',
  'unsolicited',
  'greylist',
  'spamhaus',
  'blacklist',
  'smtputf8',
  'relaying-denied',
  'gsmtp',
];

/** Ways in which a server repeats what it was told: none of it is the server's own word. */
const repeated = (word: string): readonly string[] => [
  `<${word}@example.org>`,
  `<a@${word}.example>`,
  `<"${word} ${word}"@example.org>`,
  `<${word}>`,
  `<${word}.example[192.0.2.10]>`,
  `${word}@example.org`,
  `'${word}@example.org'`,
  `"${word} ${word}"@example.org`,
  `(SMTP:${word}@example.org)`,
  `rfc822;a@${word}.example`,
  `${word}-${'x'.repeat(100)}@example.org`,
  `${word}.example.org`,
  `mx.${word}.b\u00fccher.example`,
  `www.example.org/${word}?${word}=${word}`,
  `https://${word}.example/${word}`,
  `<https://${word}.example/${word}>`,
  `https://www.example.org/why?id=a@example.org;for=${word}`,
];

const everyRepetition = words.flatMap(repeated);

/** What is only repeated selects nothing, and hides nothing that the server says itself. */
export const repeatedNames: readonly SeenReply[] = everyRepetition.flatMap((name): SeenReply[] => [
  [undefined, 'accepted', host, `550 5.7.1 ${name}: Not today`],
  ['recipient-unknown', 'recipient', host, `550 5.1.1 ${name}: Recipient address rejected: User unknown`],
  ['recipient-unknown', 'recipient', host, `550-No such user here:\n550 ${name}`],
]);

/** The status of an address or a mailbox says more than the words that come with it. */
export const statusesOfAddresses: readonly SeenReply[] = [
  'greylisting is on',
  'checked by SPF and DKIM',
  'checked by DMARC',
  'no SPF check was made',
  'no DKIM signature was looked at',
  'reverse DNS was not looked at',
  'no blocklist was asked',
  'not judged for spam',
].map((words) => ['recipient-unknown', 'recipient', host, `550 5.1.1 No mailbox of this name; ${words}`]);
