import type { Sentence } from '../format.ts';

/** What a refusal by a mail server of one's own means, and what to do (`.help`). */
export const explanationsServers = {
  'explanation.cpanel-sign-in': 'The hosting server {host} passes mail on only for those who have signed in.',
  'explanation.cpanel-sign-in.help':
    'Turn on “My outgoing (SMTP) server requires authentication”, with the mailbox’s whole address as user name, and port 465 or 587.',
  'explanation.cpanel-hourly-limit': 'The domain of {sender} has sent all that this hosting server allows in an hour.',
  'explanation.cpanel-hourly-limit.help':
    'Wait until the next hour, or ask the hosting provider for a higher limit. If you did not send that much, a form or mailbox may be abused.',
  'explanation.sendmail-sign-in': 'The server passes mail on to {recipient} only for those who have signed in.',
  'explanation.sendmail-sign-in.help':
    'Turn on “My outgoing (SMTP) server requires authentication”, usually with port 587. Or have the server’s administrator add this computer to its relay domains or access table.',
  'explanation.sendmail-name-lookup':
    'The server can’t find a name for this computer’s internet address, so it doesn’t pass mail on for it.',
  'explanation.sendmail-name-lookup.help':
    'Have a reverse DNS name set for the address, or have the server’s administrator add it to the access table. Signing in helps too, where it is offered.',
  'explanation.mailenable-sign-in': 'The MailEnable server passes mail on to {recipient} only for those who sign in.',
  'explanation.mailenable-sign-in.help':
    'Turn on “My outgoing (SMTP) server requires authentication”. Or have the administrator allow this computer’s address under SMTP > Properties > Relay.',
  'explanation.qmail-rcpthosts': 'The qmail server doesn’t pass mail on to the domain of {recipient}.',
  'explanation.qmail-rcpthosts.help':
    'Sign in, where the server offers it. Or have its administrator set RELAYCLIENT for this computer’s address.',
  'explanation.qmail-badmailfrom': 'The server has {sender}, or its domain, on its list of unwanted senders.',
  'explanation.qmail-badmailfrom.help':
    'Use another ‘From’ address, or ask the server’s administrator to take it off the list.',
  'explanation.mercury-relay-refused':
    'The Mercury mail server (also part of XAMPP) takes mail for its own domains only, not for {recipient}.',
  'explanation.mercury-relay-refused.help':
    'Sign in, where it is set up. Or on that server, under MercuryS > Connection control, clear “Do not permit SMTP relaying of non-local mail” and allow this computer’s address alone.',
  'explanation.haraka-no-delivery':
    'The server doesn’t feel responsible for {recipient}: it takes mail only for its own domains.',
  'explanation.haraka-no-delivery.help':
    'Sign in, where the server offers it, or have its administrator allow relaying for this computer.',
  'explanation.messagelabs-not-a-customer':
    'This is Symantec’s mail filter, and it doesn’t know this computer as a customer’s: it won’t pass the mail on.',
  'explanation.messagelabs-not-a-customer.help':
    'An administrator adds this computer’s public address in the Email Security portal under outbound routes. If you meant to reach the recipient, its domain is not set up there.',
  'explanation.postal-sender-not-valid':
    'The server sends only for the domains of the account that signed in, and that of {sender} is none of them.',
  'explanation.postal-sender-not-valid.help':
    'Use a ‘From’ address in one of its domains, or have the domain added to it (in Postal: under Domains, of the mail server that the credential belongs to).',

  'explanation.postfix-relay-denied': 'The server doesn’t pass mail from this computer on to {recipient}.',
  'explanation.postfix-relay-denied.help':
    'Sign in: turn on “My outgoing (SMTP) server requires authentication”, usually with port 587. Or have the server’s administrator allow this computer’s address (in Postfix: mynetworks).',
  'explanation.postfix-sender-not-owned': 'The account {username} may not send as {sender} on this server.',
  'explanation.postfix-sender-not-owned.help':
    'Use the account’s own address as ‘From’ address, or have the administrator add {sender} to it (in Postfix: smtpd_sender_login_maps).',
  'explanation.postfix-sender-not-signed-in':
    'The address {sender} belongs to an account on this server, and may be used only after signing in with it.',
  'explanation.postfix-sender-not-signed-in.help':
    'Turn on “My outgoing (SMTP) server requires authentication” and enter that account’s user name and password.',
  'explanation.postfix-helo-not-qualified':
    'The server wants a full host name with a domain from Postroom, and got a short one.',
  'explanation.postfix-helo-not-qualified.help':
    'Under Advanced, enter this computer’s full name as EHLO name, such as console.example.com.',
  'explanation.postfix-helo-not-found':
    'The server looked up the host name that Postroom introduced itself with, and it is not in the DNS.',
  'explanation.postfix-helo-not-found.help':
    'Under Advanced, enter a name that the DNS knows as EHLO name. Signing in usually makes the server skip this check.',
  'explanation.postfix-address-not-qualified': 'The server wants whole addresses with a full domain.',
  'explanation.postfix-address-not-qualified.help':
    'Check {sender} and {recipient}: after the @ there has to be a domain such as example.com.',
  'explanation.postfix-access-table':
    'The server’s administrator has forbidden this sender, recipient or computer by name.',
  'explanation.postfix-access-table.help':
    'Ask the server’s administrator; the server’s words say which of them it is about. Some servers want a sign-in on this port.',
  'explanation.postfix-no-sign-in-here': 'The server doesn’t take sign-ins on this port.',
  'explanation.postfix-no-sign-in-here.help':
    'Use port 587 with “STARTTLS”, or port 465 with “SSL/TLS”. If the server needs no sign-in, turn authentication off.',
  'explanation.postfix-all-ports-busy': 'The server has as many sessions as it can serve.',
  'explanation.postfix-all-ports-busy.help': 'Try again in some minutes. Port 587 or 465 is often less busy than 25.',

  'explanation.exim-relay-not-permitted': 'The server doesn’t pass mail from this computer on to {recipient}.',
  'explanation.exim-relay-not-permitted.help':
    'Sign in: turn on “My outgoing (SMTP) server requires authentication”, usually with port 587. Or have the server’s administrator allow this computer’s address (in Exim: relay_from_hosts).',
  'explanation.exim-sender-not-verified': 'The server checked whether {sender} can get mail, and found that it can’t.',
  'explanation.exim-sender-not-verified.help':
    'Use a ‘From’ address that exists. If it does, its own mail server turns such checks away: ask its administrator.',
  'explanation.exim-credentials': 'The server doesn’t know {username} with this password.',
  'explanation.exim-credentials.help':
    'Enter the password again. Hosting servers want the mailbox’s whole address as user name.',
  'explanation.exim-sign-in-not-here':
    'The server takes no sign-in in this session; most take one only once the connection is encrypted.',
  'explanation.exim-sign-in-not-here.help':
    'Choose the secure connection “STARTTLS” with port 587, or “SSL/TLS” with 465.',
  'explanation.exim-synchronisation':
    'The server saw something arrive before it was the sender’s turn. A proxy, load balancer or antivirus program in between sends its own data, or the port expects SSL/TLS.',
  'explanation.exim-synchronisation.help':
    'Try “SSL/TLS” with port 465. If that is right already, look for mail protection in the antivirus program or firewall of this network.',
  'explanation.exim-prohibited': 'The server’s administrator has set a rule that forbids this.',
  'explanation.exim-prohibited.help':
    'Ask the server’s administrator; its log names the rule. Signing in, or another ‘From’ address, may be what it wants.',
  'explanation.exim-line-too-long': 'The message has a line of more than 998 characters, which mail must not have.',
  'explanation.exim-line-too-long.help': 'Break the long line in the message’s text or HTML.',
  'explanation.sendmail-sender-without-domain': 'The sender {sender} has no full domain.',
  'explanation.sendmail-sender-without-domain.help': 'Use a whole ‘From’ address, such as name@example.com.',
} as const satisfies Record<string, Sentence>;
