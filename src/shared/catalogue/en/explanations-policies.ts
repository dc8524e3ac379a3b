import type { Sentence } from '../format.ts';

/** What a refusal means that any mail server may give, by policy or by the standards, and what to do (`.help`). */
export const explanationsPolicies = {
  'explanation.greylisted':
    'The server turns away every first message from a sender that it doesn’t know, and takes it when it is sent again (greylisting).',
  'explanation.greylisted.help': 'Send it again in 5 to 15 minutes. Nothing is wrong with your settings.',
  'explanation.authentication-checks-failed':
    'The server checked in several ways whether this message may come from {sender}, and none succeeded.',
  'explanation.authentication-checks-failed.help':
    'Have the administrator of the sender’s domain add the sending server to SPF and DKIM, or send through the domain’s own mail server.',
  'explanation.dmarc-refused':
    'The domain of {sender} tells receivers by DMARC to reject mail that fails its checks, and this message failed them.',
  'explanation.dmarc-refused.help':
    'Send through the mail server that the domain vouches for in SPF and DKIM, or have the domain’s administrator add this one.',
  'explanation.spf-refused':
    'The SPF record of the sender’s domain doesn’t list the server that this message came from.',
  'explanation.spf-refused.help':
    'Have the administrator of the domain of {sender} add the sending server’s address to the SPF record, or send through the domain’s own mail server.',
  'explanation.dkim-refused':
    'The server wants a valid DKIM signature of the sender’s domain, and this message has none.',
  'explanation.dkim-refused.help':
    'Send through a mail server that signs for the domain of {sender}, and check that its public key is in the DNS.',
  'explanation.reverse-dns-missing':
    'The internet address that you send from has no reverse DNS name, or one that doesn’t lead back to it.',
  'explanation.reverse-dns-missing.help':
    'Ask your internet or hosting provider to set it (a PTR record), or send through a mail server where you can sign in.',
  'explanation.blocklisted':
    'The internet address or domain that you send from is on a blocklist that the server uses.',
  'explanation.blocklisted.help':
    'Look it up at the list that the server names and ask there for removal. A home or office address is often listed on purpose: then send through a mail server where you can sign in.',
  'explanation.judged-infected': 'The server’s virus scanner found something in the message.',
  'explanation.judged-infected.help':
    'Check the attachments with a virus scanner of your own, and leave out programs, macros and locked archives.',
  'explanation.judged-spam': 'The server’s filter takes this message, or its sender, for spam.',
  'explanation.judged-spam.help':
    'Check text, links and sender, and that SPF, DKIM and the reverse DNS name are right. The server’s administrator can see what the filter disliked.',
  'explanation.mailbox-full': 'The mailbox {recipient} is full.',
  'explanation.mailbox-full.help':
    'Tell the recipient in another way. Sending again helps only after it was cleaned up.',
  'explanation.mailbox-disabled': 'The mailbox {recipient} exists, but takes no mail: it is disabled or not in use.',
  'explanation.mailbox-disabled.help': 'Ask the recipient for another address, or the recipient’s administrator.',
  'explanation.null-mx': 'The domain of {recipient} says in the DNS that it takes no mail at all.',
  'explanation.null-mx.help': 'Check the spelling of the domain, or ask the recipient for another address.',
  'explanation.recipient-unknown': 'The server knows no mailbox {recipient}.',
  'explanation.recipient-unknown.help': 'Check the spelling. If it is right, the mailbox was closed or renamed.',
  'explanation.recipient-domain-unknown': 'The server can’t find the domain of {recipient}, or no mail server for it.',
  'explanation.recipient-domain-unknown.help':
    'Check the spelling of the domain. If it is right, the server’s name service may have trouble: try again later.',
  'explanation.sender-domain-unknown': 'The server can’t find the domain of {sender} in the DNS.',
  'explanation.sender-domain-unknown.help':
    'Use a ‘From’ address in a domain that exists in the internet. Names that only your own network knows, such as .local, don’t do.',
  'explanation.mailbox-unavailable':
    'The server doesn’t take this message for {recipient}: the mailbox doesn’t exist, or is not open to this sender.',
  'explanation.mailbox-unavailable.help':
    'Check the spelling. If it is right, ask the recipient, or the recipient’s administrator.',
  'explanation.relay-denied': 'The server doesn’t pass mail from this computer on to {recipient}.',
  'explanation.relay-denied.help':
    'Sign in: turn on “My outgoing (SMTP) server requires authentication”, usually with port 587. Or have the server’s administrator allow relaying for this computer’s address (in Exchange: on a receive connector; in hMailServer: under IP Ranges; in Domino: under SMTP Inbound Controls).',
  'explanation.sender-not-yours': 'The server doesn’t let this session send as {sender}.',
  'explanation.sender-not-yours.help':
    'Use an address of the signed-in account as ‘From’ address, or have the administrator add {sender} to the account.',
  'explanation.account-disabled': 'The account {username} is locked or disabled.',
  'explanation.account-disabled.help':
    'Ask the server’s administrator. A lock after many wrong passwords often ends by itself: find the program that still tries the old one.',
  'explanation.password-transition':
    'The server knows {username}, but has to see the password once in plain before it can use this method.',
  'explanation.password-transition.help':
    'Over an encrypted connection, choose the authentication method PLAIN under Advanced and sign in once.',

  'explanation.firewall-inspection':
    'A firewall in between overwrites parts of the conversation with X or *. Cisco’s mail inspection (ESMTP Inspection, once “fixup smtp”) does this, and so hides encryption and sign-in.',
  'explanation.firewall-inspection.help':
    'Have the network’s administrator switch the inspection off for this connection or allow TLS in it. Or use “SSL/TLS” with port 465, which it can’t look into.',
  'explanation.mechanism-needs-encryption': 'The server takes this kind of sign-in only over an encrypted connection.',
  'explanation.mechanism-needs-encryption.help': 'Choose the secure connection “STARTTLS”, or “SSL/TLS” with port 465.',
  'explanation.starttls-first': 'The server takes nothing here until the connection is encrypted.',
  'explanation.starttls-first.help': 'Choose the secure connection “STARTTLS”, or “SSL/TLS” with port 465.',
  'explanation.mechanism-too-weak': 'The server finds this authentication method too weak for {username}.',
  'explanation.mechanism-too-weak.help':
    'Choose another authentication method under Advanced, and an encrypted connection.',
  'explanation.mechanism-unknown': 'The server offers this authentication method, or a similar one, but can’t use it.',
  'explanation.mechanism-unknown.help':
    'Choose another authentication method under Advanced, such as LOGIN or PLAIN over an encrypted connection.',
  'explanation.sign-in-first': 'The server takes mail here only from those who have signed in.',
  'explanation.sign-in-first.help':
    'Turn on “My outgoing (SMTP) server requires authentication” and enter user name and password.',
  'explanation.helo-syntax': 'The server doesn’t take the form of the name that Postroom introduces itself with.',
  'explanation.helo-syntax.help':
    'Under Advanced, enter an EHLO name of letters, digits and hyphens only, such as mail.example.com (no underscore).',
  'explanation.helo-refused': 'The server doesn’t accept the name that Postroom introduces itself with.',
  'explanation.helo-refused.help':
    'Under Advanced, enter this computer’s full name as EHLO name: not the server’s own name, and no bare address.',
  'explanation.tls-not-available': 'The server offers encryption, but its own TLS doesn’t work at the moment.',
  'explanation.tls-not-available.help':
    'Try again later, and tell the server’s administrator: its certificate or key can’t be read.',
  'explanation.message-too-large': 'The message is larger than the server takes.',
  'explanation.message-too-large.help':
    'Send less, or put attachments where the recipient can download them. Attachments grow by about 37 % on their way.',
  'explanation.too-many-recipients': 'The message has more recipients than the server takes at a time.',
  'explanation.too-many-recipients.help': 'Send it to fewer recipients at a time.',
  'explanation.too-many-connections': 'There are too many connections from this computer or network to the server.',
  'explanation.too-many-connections.help':
    'Try again in some minutes. Other programs behind the same address count too.',
  'explanation.rate-limited': 'The server takes only so much mail from one sender in a certain time.',
  'explanation.rate-limited.help':
    'Wait some minutes, or a day if the server speaks of a daily limit, and send more slowly. The server’s administrator may allow more.',
  'explanation.storage-full': 'The server is short of disk space or memory, or has too little left for this message.',
  'explanation.storage-full.help': 'Try again later, and tell the server’s administrator.',
  'explanation.service-paused': 'The mail service of {host} is paused, stopped or overloaded.',
  'explanation.service-paused.help': 'Try again later, and tell the server’s administrator if it stays like this.',
  'explanation.server-trouble': 'The server has trouble of its own. It has nothing to do with your settings.',
  'explanation.server-trouble.help':
    'Try again later. If it stays, the server’s administrator finds the reason in its log.',
  'explanation.address-not-ascii':
    'An address has characters beyond English letters, and the server doesn’t take such addresses.',
  'explanation.address-not-ascii.help':
    'Ask the recipient for an address in plain letters, or use another mail server.',
  'explanation.address-syntax': 'The server doesn’t take one of the addresses as written.',
  'explanation.address-syntax.help': 'Check {sender} and {recipient} for blanks, missing parts and unusual characters.',
  'explanation.greeting-refused': '{host} takes no mail from this computer’s address, or none at all on this port.',
  'explanation.greeting-refused.help':
    'Try port 587 or 465, where one signs in. If you run the server, look in its log for the reason.',
  'explanation.sign-in-unavailable':
    'The server can’t check passwords at the moment: what it asks about them, such as a directory, doesn’t answer.',
  'explanation.sign-in-unavailable.help':
    'Try again later, and tell the server’s administrator. User name and password may be right.',
  'explanation.application-password': 'The server takes a password made for applications here, not the account’s own.',
  'explanation.application-password.help':
    'Make one in the account’s security settings in a browser, and enter it as password.',
  'explanation.sign-in-unsuccessful': 'The server refused the user name or the password of {username}.',
  'explanation.sign-in-unsuccessful.help':
    'Enter the password again. As user name, try the whole sign-in address (name@domain) or DOMAIN\\name. The server’s administrator can see whether the account is locked (and in Exchange, whether the receive connector allows basic authentication).',
  'explanation.sign-in-refused': 'The server doesn’t accept {username} with this password.',
  'explanation.sign-in-refused.help':
    'Enter the password again. Many services want the whole e-mail address as user name, or a password made for applications only.',
  'explanation.command-not-understood':
    'The server did not understand, or did not allow, a command that belongs to every mail session.',
  'explanation.command-not-understood.help':
    'A proxy, firewall or antivirus program in between may change the conversation; the transcript shows where. Otherwise tell the server’s administrator.',
} as const satisfies Record<string, Sentence>;
