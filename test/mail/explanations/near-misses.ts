import type { SeenReply } from './seen-reply.ts';

const host = 'mail.example.com';

/** Replies that nobody has described: the server's own words have to do. */
export const unknownReplies: readonly SeenReply[] = [
  [undefined, 'sender', host, '550 5.7.9 Computer says no'],
  [undefined, 'recipient', host, '550 5.7.1 Not today'],
  [undefined, 'accepted', host, '554 5.0.0 Transaction failed'],
  [undefined, 'accepted', host, '554'],
  [undefined, 'accepted', host, '450 '],
  [undefined, 'recipient', host, '451 4.4.4 The stars are not right'],
  [undefined, 'greeting', host, '421 mail.example.com Service not available, closing transmission channel'],
  [undefined, 'accepted', host, '550 5.7.1 Message refused ******** call us ********'],
  [undefined, 'sign-in', host, '454 4.7.9 Ask again'],
  [undefined, 'recipient', host, '550 5.7.1 \u043e\u0442\u043a\u0430\u0437\u0430\u043d\u043e'],
];

/** Hosts that an entry knows by name, with replies that have nothing to do with it. */
export const familiarHosts: readonly SeenReply[] = [
  'email-smtp.eu-west-1.amazonaws.com',
  'smtp.mailgun.org',
  'smtp.postmarkapp.com',
  'smtp-relay.brevo.com',
  'in-v3.mailjet.com',
  'smtp.sparkpostmail.com',
  'mail.smtp2go.com',
  'smtp.zoho.com',
  'smtp.mail.me.com',
  'smtp.fastmail.com',
  'mail.gmx.net',
  'smtp.ionos.de',
  'smtp-mail.outlook.com',
  'smtp.sendgrid.net',
  'mx00.t-online.de',
  'smtp.mail.ru',
  'smtp.qq.com',
  'eu-smtp-inbound-1.mimecast.com',
  'cluster1.eu.messagelabs.com',
].map((familiar) => [undefined, 'recipient', familiar, '550 5.7.9 Computer says no']);

/** Hosts that only look like one that an entry knows. */
export const lookalikeHosts: readonly SeenReply[] = [
  'notmailgun.org',
  'mailgun.org.example.com',
  'smtp.acme.com',
  'home.example.com',
  'gmx.net.example.com',
  'myionos-de.example.com',
  'amazonaws.com',
  'ec2-192-0-2-10.eu-west-1.compute.amazonaws.com',
  'email-smtp.example.com',
].map((stranger) => ['sign-in-refused', 'sign-in', stranger, '535 5.7.8 Authentication credentials invalid']);

/** One condition away from an entry that must not be selected. */
export const nearMisses: readonly SeenReply[] = [
  [
    'microsoft-basic-auth-off',
    'sign-in',
    'notoutlook.com',
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
  ],
  [
    'microsoft-basic-auth-off',
    'sign-in',
    'contoso.mail.protection.outlook.com',
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
  ],
  [
    'postfix-access-table',
    'recipient',
    host,
    '554 5.7.1 <user@prod.outlook.com>: Recipient address rejected: Access denied',
  ],
  ['account-disabled', 'sign-in', host, '535 5.7.8 Your account has been suspended'],
  ['account-disabled', 'sender', host, '550 5.7.1 Your account is locked'],
  ['account-disabled', 'sign-in', host, '535 5.7.8 The account <alerts@example.com> is disabled'],
  [undefined, 'recipient', host, '550 5.7.1 This user account is blocked'],
  [undefined, 'recipient', host, '450 4.2.1 Mailbox busy'],
  [undefined, 'accepted', host, '550 Requested action not taken: mailbox unavailable'],
  [undefined, 'recipient', host, '550 The domain of the sender does not exist'],
  [undefined, 'recipient', host, '550 5.7.1 Viruses come from this network: a known malware source'],
  ['judged-infected', 'accepted', host, '550 5.7.1 Message refused: virus found'],
  ['recipient-unknown', 'accepted', host, '550 5.1.1 No mailbox of this name; virus scanner was not asked'],
  ['sender-domain-unknown', 'recipient', host, '550 5.1.8 The address of this user does not exist'],
  [undefined, 'sender', host, '550 5.7.1 No such user may send'],
  [undefined, 'accepted', host, '550 5.7.1 No application password was used'],
  ['blocklisted', 'recipient', host, '554 5.7.1 Client [192.0.2.10] is listed in bl.example.net'],
  [undefined, 'recipient', host, '550 5.7.1 Client [192.0.2.10] is not listed in hosts.example.net'],
  ['sign-in-unavailable', 'sign-in', host, '535 5.7.8 Error: Temporary authentication failure'],
  ['mailbox-disabled', 'recipient', host, '550 5.7.1 This account has been suspended'],
  ['mailbox-full', 'recipient', host, '552 5.2.2 Over quota'],
];
