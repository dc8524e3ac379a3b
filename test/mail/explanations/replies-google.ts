import type { SeenReply } from './seen-reply.ts';

const gmail = 'smtp.gmail.com';
const relay = 'smtp-relay.gmail.com';
const inbound = 'aspmx.l.google.com';

export const repliesGoogle: readonly SeenReply[] = [
  [
    'google-app-password',
    'sign-in',
    gmail,
    '534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1-20020a05600c - gsmtp',
  ],
  [
    'google-web-sign-in',
    'sign-in',
    gmail,
    '534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1&scc=1> Please log in via\n534-5.7.14 your web browser and then try again.\n534 5.7.14  https://support.google.com/mail/answer/78754 a1-20020a05600c - gsmtp',
  ],
  [
    'google-web-sign-in',
    'sign-in',
    gmail,
    '534 5.7.9 Please log in with your web browser and then try again. For more information, visit https://support.google.com/mail/bin/answer.py?answer=78754',
  ],
  [
    'google-credentials',
    'sign-in',
    gmail,
    '535-5.7.8 Username and Password not accepted. Learn more at\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials g67sm1422389pfb.9 - gsmtp',
  ],
  [
    'google-too-many-sign-ins',
    'sign-in',
    gmail,
    '454-4.7.0 Too many login attempts, please try again later. For more information,\n454-4.7.0  go to\n454 4.7.0  https://support.google.com/mail/answer/7126229 a1-20020a05600c - gsmtp',
  ],
  [
    'google-daily-limit',
    'accepted',
    gmail,
    '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n550-5.4.5 sending limits go to\n550 5.4.5  https://support.google.com/a/answer/166852 a1-20020a05600c - gsmtp',
  ],
  ['google-daily-limit', 'accepted', gmail, '550 5.4.5 Daily user sending quota exceeded. - gsmtp'],
  ['google-daily-limit', 'accepted', gmail, '550 5.4.5 Daily sending quota exceeded. - gsmtp'],
  [
    'google-relay-limit',
    'recipient',
    relay,
    '550 5.4.5 Daily SMTP relay limit exceeded for customer. For more information on SMTP relay sending limits please contact your administrator or visit https://support.google.com/a/answer/6140680 - gsmtp',
  ],
  [
    'google-relay-limit',
    'recipient',
    relay,
    '450 4.2.1 Peak SMTP relay limit exceeded for customer. This is a temporary error. For more information on SMTP relay limits, please contact your administrator or visit https://support.google.com/a/answer/6140680 - gsmtp',
  ],
  [
    'google-relay-denied',
    'recipient',
    relay,
    '550-5.7.0 Mail relay denied [192.0.2.10]. Invalid credentials for relay for one of\n550-5.7.0 the domains in: example.com (as obtained from HELO and MAIL FROM).\n550 5.7.0 https://support.google.com/a/answer/6140680#maildenied - gsmtp',
  ],
  [
    'google-relay-not-matched',
    'recipient',
    relay,
    "550-5.7.1 Invalid credentials for relay [192.0.2.10]. The IP address you've\n550-5.7.1 registered in your Workspace SMTP Relay service doesn't match domain of\n550-5.7.1 the account this email is being sent from.\n550 5.7.1 https://support.google.com/a/answer/6140680#invalidcred - gsmtp",
  ],
  ['google-sending-denied', 'sender', relay, '550 5.7.0, Mail Sending denied.'],
  [
    'google-dmarc',
    'accepted',
    inbound,
    "550-5.7.26 Unauthenticated email from example.com is not accepted due to\n550-5.7.26 domain's DMARC policy. Please contact the administrator of example.com\n550 5.7.26 domain if this was a legitimate mail. - gsmtp",
  ],
  [
    'google-unauthenticated',
    'accepted',
    inbound,
    '550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n550 5.7.26 https://support.google.com/mail/answer/81126#authentication - gsmtp',
  ],
  [
    'google-unauthenticated',
    'accepted',
    inbound,
    '550 5.7.26 This message does not have authentication information or fails to pass authentication checks (SPF or DKIM). To best protect our users from spam, the message has been blocked. - gsmtp',
  ],
  [
    'google-unauthenticated',
    'accepted',
    inbound,
    "421 4.7.27 Your email has been rate limited because SPF authentication didn't pass for this message. Gmail requires all bulk email senders to authenticate their email with SPF. - gsmtp",
  ],
  [
    'google-unauthenticated',
    'accepted',
    inbound,
    '550 5.7.30 This mail has been blocked because DKIM does not pass. Gmail requires all large senders to authenticate with DKIM. - gsmtp',
  ],
  [
    'google-unusual-rate',
    'accepted',
    inbound,
    '421 4.7.28 [192.0.2.10] Our system has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited. - gsmtp',
  ],
  [
    'google-unusual-rate',
    'accepted',
    inbound,
    '421 4.7.28 Gmail has detected an unusual rate of mail originating from your DKIM domain example.com. - gsmtp',
  ],
  [
    'google-judged-unsolicited',
    'accepted',
    inbound,
    '550 5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked. - gsmtp',
  ],
  [
    'google-judged-unsolicited',
    'accepted',
    inbound,
    '421 4.7.0 [192.0.2.10] Our system has detected that this message is suspicious due to the very low reputation of the sending domain. To best protect our users from spam, the message has been blocked. - gsmtp',
  ],
  [
    'google-blocked-content',
    'accepted',
    gmail,
    '552-5.7.0 This message was blocked because its content presents a potential\n552-5.7.0 security issue. To review our message content and attachment content\n552 5.7.0 guidelines, go to https://support.google.com/mail/?p=BlockedMessage - gsmtp',
  ],
  [
    'google-blocked-content',
    'accepted',
    gmail,
    '552 5.7.0 Our system detected an illegal attachment on your message. Please visit http://mail.google.com/support/bin/answer.py?answer=6590 to review our attachment guidelines.',
  ],
  ['google-ehlo-name', 'ehlo', relay, '421 4.7.0 Try again later, closing connection. (EHLO) - gsmtp'],
  [
    'google-ehlo-name',
    'ehlo',
    gmail,
    '501-5.5.4 HELO/EHLO argument is invalid. For more information, go to\n501 5.5.4  https://support.google.com/mail/?p=helo - gsmtp',
  ],
  [
    'google-tls-for-recipient',
    'recipient',
    relay,
    '421 4.7.0 TLS required for RCPT domain, closing connection. - gsmtp',
  ],
  [
    'google-no-direct-delivery',
    'accepted',
    inbound,
    "550-5.7.1 The IP you're using to send mail is not authorized to send email\n550-5.7.1 directly to our servers. Use the SMTP relay at your service provider\n550 5.7.1 instead. https://support.google.com/mail/?p=NotAuthorizedError - gsmtp",
  ],
  [
    'google-recipient-too-busy',
    'recipient',
    inbound,
    '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time. - gsmtp',
  ],
  [
    'google-recipient-too-busy',
    'recipient',
    inbound,
    '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. - gsmtp',
  ],
];
