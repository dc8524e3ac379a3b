import type { SeenReply } from './seen-reply.ts';

const ses = 'email-smtp.eu-west-1.amazonaws.com';
const sendgrid = 'smtp.sendgrid.net';
const zoho = 'smtp.zoho.com';
const yahoo = 'smtp.mail.yahoo.com';
const yahooInbound = 'mta5.am0.yahoodns.net';
const gmx = 'mail.gmx.net';

/** RFC 4954 section 6 gives these words. The entries that they select look at the code and the host alone. */
const credentialsInvalid = '535 5.7.8 Authentication credentials invalid';

export const repliesProviders: readonly SeenReply[] = [
  [
    'ses-identity-not-verified',
    'accepted',
    ses,
    '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: noreply@example.com',
  ],
  [
    'ses-not-allowed',
    'accepted',
    ses,
    "554 Access denied: User `arn:aws:iam::111122223333:user/ses-smtp-user' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-west-1:111122223333:identity/noreply@example.com'",
  ],
  [
    'ses-sending-paused',
    'accepted',
    ses,
    '554 Message rejected: Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
  ],
  ['ses-sending-rate', 'accepted', ses, '454 Throttling failure: Maximum sending rate exceeded.'],
  ['ses-daily-quota', 'accepted', ses, '454 Throttling failure: Daily message quota exceeded.'],
  ['ses-credentials', 'sign-in', ses, '535 Authentication Credentials Invalid'],

  ['sendgrid-credentials', 'sign-in', sendgrid, '535 Authentication failed: Bad username / password'],
  [
    'sendgrid-credentials',
    'sign-in',
    sendgrid,
    '535 Authentication failed: The provided authorization grant is invalid, expired, or revoked',
  ],
  [
    'sendgrid-sender-not-verified',
    'accepted',
    sendgrid,
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements',
  ],
  ['sendgrid-credits', 'sign-in', sendgrid, '451 Authentication failed: Maximum credits exceeded'],
  ['sendgrid-not-signed-in', 'sender', sendgrid, '550 Unauthenticated senders not allowed'],

  [
    'mailgun-sandbox',
    'recipient',
    'smtp.mailgun.org',
    '421 Domain sandbox0123456789.mailgun.org is not allowed to send: Sandbox subdomains are for test purposes only. Please add your own domain or add the address to authorized recipients in Account Settings.',
  ],
  [
    'mailgun-sandbox',
    'recipient',
    'smtp.mailgun.org',
    '421 Domain mg.example.com is not allowed to send: Free accounts are for test purposes only. Please upgrade or add the address to authorized recipients.',
  ],
  ['mailgun-credentials', 'sign-in', 'smtp.mailgun.org', '535 5.7.0 Mailgun is not loving your login or password'],
  ['mailgun-credentials', 'sign-in', 'smtp.eu.mailgun.org', credentialsInvalid],
  ['postmark-credentials', 'sign-in', 'smtp.postmarkapp.com', '535 5.7.8 Error: authentication failed: '],
  ['brevo-address-not-authorised', 'sign-in', 'smtp-relay.brevo.com', '525 5.7.1 Unauthorized IP address'],
  [
    'brevo-not-activated',
    'data',
    'smtp-relay.brevo.com',
    '502 5.7.0 Your SMTP account is not yet activated. Please contact us at contact@sendinblue.com to request activation.',
  ],
  ['brevo-credentials', 'sign-in', 'smtp-relay.brevo.com', '535 5.7.8 Authentication failed'],
  ['brevo-credentials', 'sign-in', 'smtp-relay.sendinblue.com', credentialsInvalid],
  ['mailjet-credentials', 'sign-in', 'in-v3.mailjet.com', credentialsInvalid],
  ['sparkpost-credentials', 'sign-in', 'smtp.sparkpostmail.com', '535 5.7.8 Sorry.'],
  [
    'sparkpost-domain-not-configured',
    'accepted',
    'smtp.sparkpostmail.com',
    '550 5.7.1 Unconfigured Sending Domain <app.example.com>',
  ],
  ['smtp2go-credentials', 'sign-in', 'mail.smtp2go.com', '535 Incorrect authentication data'],
  ['smtp2go-sender-not-verified', 'accepted', 'mail.smtp2go.com', '550 From header sender domain not verified'],

  ['zoho-sender-not-yours', 'accepted', zoho, '553 Relaying disallowed as noreply@example.com'],
  ['zoho-sender-not-yours', 'accepted', 'smtppro.zoho.eu', '553 Sender is not allowed to relay emails'],
  [
    'zoho-unusual-activity',
    'accepted',
    zoho,
    '550 5.4.6 Unusual sending activity detected. Please try after sometime.',
  ],
  ['zoho-credentials', 'sign-in', zoho, '535 Authentication Failed'],
  ['zoho-credentials', 'sign-in', 'smtp.zoho.eu', '535 Authentication Failed'],

  ['yahoo-app-password', 'sign-in', yahoo, '535 5.7.0 (#AUTH005) Too many bad auth attempts.'],
  ['yahoo-sender-not-yours', 'accepted', yahoo, '550 Request failed; Mailbox unavailable'],
  [
    'yahoo-deferred',
    'sender',
    yahooInbound,
    '421 4.7.0 [TSS04] Messages from 192.0.2.10 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes',
  ],
  [
    'yahoo-deferred-for-good',
    'greeting',
    yahooInbound,
    '553 5.7.2 [TSS09] All messages from 192.0.2.10 will be permanently deferred; Retrying will NOT succeed. See https://postmaster.yahooinc.com/error-codes',
  ],
  ['icloud-sender-not-yours', 'sender', 'smtp.mail.me.com', '550 5.7.0 From address is not one of your addresses'],
  ['icloud-credentials', 'sign-in', 'smtp.mail.me.com', credentialsInvalid],
  [
    'fastmail-sender-not-yours',
    'accepted',
    'smtp.fastmail.com',
    '551 5.7.1 Not authorised to send from this header address',
  ],
  ['fastmail-credentials', 'sign-in', 'smtp.fastmail.com', credentialsInvalid],

  [
    'sender-not-yours',
    'sender',
    gmx,
    '550-Requested action not taken: mailbox unavailable\n550 Sender address is not allowed.',
  ],
  [
    'gmx-policy',
    'greeting',
    'mx00.gmx.net',
    '554-gmx.net (mxgmx016) Nemesis ESMTP Service not available\n554-No SMTP service\n554-Reject due to policy restrictions.\n554 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.10',
  ],
  ['gmx-credentials', 'sign-in', gmx, '535 5.7.0 Incorrect username or password {mp039}'],
  ['gmx-credentials', 'sign-in', 'smtp.web.de', '535 Authentication credentials invalid'],
  ['ionos-credentials', 'sign-in', 'smtp.ionos.de', '535 Authentication credentials invalid'],
  ['ionos-credentials', 'sign-in', 'smtp.ionos.co.uk', '535 Authentication credentials invalid'],
  ['ionos-reputation', 'sender', 'mx00.ionos.de', '421 Reject due to policy violations'],
  [
    't-online-address-unknown',
    'greeting',
    'mx00.t-online.de',
    '554 IP=192.0.2.10 - A problem occurred. (Ask your postmaster for help or to contact tobr@rx.t-online.de to clarify.) (BL)',
  ],

  [
    'yandex-access-off',
    'sign-in',
    'smtp.yandex.com',
    '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
  ],
  [
    'mailru-app-password',
    'sign-in',
    'smtp.mail.ru',
    '535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED',
  ],
  [
    'qq-authorisation-code',
    'sign-in',
    'smtp.qq.com',
    '535 Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256',
  ],
  ['netease-no-permission', 'sign-in', 'smtp.163.com', '550 User has no permission'],
  ['netease-no-permission', 'sender', 'smtp.163.com', '550 User has no permission'],
  ['qq-netease-sender-not-yours', 'sender', 'smtp.163.com', '553 Mail from must equal authorized user'],
  [
    'qq-netease-sender-not-yours',
    'sender',
    'smtp.exmail.qq.com',
    '501 mail from address must be same as authorization user',
  ],
  [
    'mimecast-anti-spoofing',
    'recipient',
    'eu-smtp-inbound-1.mimecast.com',
    '550 Anti-Spoofing policy - Inbound not allowed',
  ],
];
