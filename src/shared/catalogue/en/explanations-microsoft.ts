import type { Sentence } from '../format.ts';

/** What a refusal by Microsoft 365, Outlook.com or Exchange Server means, and what to do (`.help`). */
export const explanationsMicrosoft = {
  'explanation.microsoft-tenant-smtp-auth-off':
    'Your Microsoft 365 organisation has signing in over SMTP with a password switched off for all mailboxes.',
  'explanation.microsoft-tenant-smtp-auth-off.help':
    'An administrator can switch it on: Exchange admin center > Settings > Mail flow, clear “Turn off SMTP AUTH protocol for your organization”. To allow it for {username} alone: Microsoft 365 admin center > Users > Active users > the user > Mail > Manage email apps > Authenticated SMTP. It can take an hour to work.',
  'explanation.microsoft-mailbox-smtp-auth-off':
    'Signing in over SMTP with a password is switched off for the mailbox {username}.',
  'explanation.microsoft-mailbox-smtp-auth-off.help':
    'An administrator can switch it on: Microsoft 365 admin center > Users > Active users > the user > Mail > Manage email apps > Authenticated SMTP. It can take an hour to work.',
  'explanation.microsoft-security-defaults':
    'The security defaults of your Microsoft 365 organisation forbid signing in with a password alone, whatever the mailbox’s own settings say.',
  'explanation.microsoft-security-defaults.help':
    'An administrator finds them in the Microsoft Entra admin center > Overview > Properties > Manage security defaults. Before switching them off, put Conditional Access policies in their place that protect everybody else.',
  'explanation.microsoft-criteria-not-met':
    'The password may be right, but a rule of your Microsoft 365 organisation keeps {username} from signing in like this: a Conditional Access policy, or Authenticated SMTP is off for the mailbox.',
  'explanation.microsoft-criteria-not-met.help':
    'An administrator checks two places: Microsoft 365 admin center > Users > Active users > the user > Mail > Manage email apps > Authenticated SMTP must be ticked; and Microsoft Entra admin center > Sign-in logs names the policy that stopped the sign-in. An account with multifactor authentication can’t sign in with its password.',
  'explanation.outlook-com-passwords-ended':
    'Outlook.com, Hotmail and Live accounts have not accepted passwords over SMTP since 16 September 2024. App passwords don’t help either.',
  'explanation.outlook-com-passwords-ended.help':
    'Send through another mail server or service: Postroom signs in with a password, and {host} takes none.',
  'explanation.microsoft-basic-auth-off': 'Microsoft takes no password from {username} over SMTP.',
  'explanation.microsoft-basic-auth-off.help':
    'For a mailbox of an organisation, an administrator can allow it for now: Microsoft 365 admin center > Users > Active users > the user > Mail > Manage email apps > Authenticated SMTP. A personal Outlook.com account can’t send with a password any more: use another service for it.',
  'explanation.microsoft-basic-auth-unsupported':
    'Sending with user name and password is off for this Microsoft 365 organisation. Microsoft leaves it as it is until the end of December 2026; then it is off by default until an administrator switches it on, and organisations made later don’t have it by default.',
  'explanation.microsoft-basic-auth-unsupported.help':
    'Ask an administrator whether it can be switched on: Exchange admin center > Settings > Mail flow. Otherwise send through another mail server, or through a connector that knows this computer by its address or certificate.',
  'explanation.microsoft-credentials-incorrect': 'Microsoft doesn’t know {username} with this password.',
  'explanation.microsoft-credentials-incorrect.help':
    'Enter the whole sign-in address as user name (it can differ from the mail address) and the password again. With multifactor authentication, an app password is needed, if your organisation allows them.',
  'explanation.microsoft-sign-in-refused':
    'Microsoft 365 refused the sign-in of {username}: the password is wrong, or Authenticated SMTP is off for the mailbox.',
  'explanation.microsoft-sign-in-refused.help':
    'Check the password, and enter the whole sign-in address as user name. An administrator checks Microsoft 365 admin center > Users > Active users > the user > Mail > Manage email apps > Authenticated SMTP, and that the mailbox has a licence.',
  'explanation.microsoft-not-signed-in':
    'Microsoft 365 takes mail at {host} only after signing in, and this session did not sign in.',
  'explanation.microsoft-not-signed-in.help':
    'Turn on “My outgoing (SMTP) server requires authentication” with a mailbox’s address and password, port 587 and “STARTTLS”. To send without signing in, use the organisation’s own host (…mail.protection.outlook.com) with port 25 and a connector.',
  'explanation.microsoft-send-as-denied':
    'The mailbox {username} may not send as {sender}: Exchange wants the ‘From’ address to be the mailbox’s own, or one that it has the Send As permission for.',
  'explanation.microsoft-send-as-denied.help':
    'Use {username} as ‘From’ address, or have an administrator give the permission: Exchange admin center > Recipients > Mailboxes > {sender} > Delegation > Send as.',
  'explanation.microsoft-no-send-as-permission':
    'The mailbox that this session signed in with has no permission to send as {sender}.',
  'explanation.microsoft-no-send-as-permission.help':
    'Use the signed-in address as ‘From’ address, or have an administrator give the permission: Exchange admin center > Recipients > Mailboxes > {sender} > Delegation > Send as.',
  'explanation.microsoft-relay-not-attributed':
    'Microsoft 365 could not tell which organisation this session belongs to, so it doesn’t pass mail on to {recipient}.',
  'explanation.microsoft-relay-not-attributed.help':
    'An administrator checks Exchange admin center > Mail flow > Connectors: the connector for your own mail server must name this computer’s public address, or the certificate that it shows, and the sender’s domain must be an accepted domain.',
  'explanation.microsoft-concurrent-connections':
    'More than three connections send for this mailbox at the same time, which is all that Microsoft 365 allows.',
  'explanation.microsoft-concurrent-connections.help':
    'Try again in some minutes. If it happens often, another program sends with the same mailbox: give each its own, or fewer connections.',
  'explanation.microsoft-account-blocked':
    'Microsoft 365 has blocked {sender} from sending, because too much of its mail looked like spam. The account may be in a stranger’s hands.',
  'explanation.microsoft-account-blocked.help':
    'Secure the account first (new password, sign-in log). Then an administrator lifts the block: Microsoft Defender portal > Email & collaboration > Review > Restricted entities.',
  'explanation.microsoft-tenant-blocked':
    'Microsoft has stopped your whole organisation from sending: too much of its mail looked suspicious, or it is a new or trial organisation that sends a lot.',
  'explanation.microsoft-tenant-blocked.help':
    'Look for broken-into accounts and open relays, mend them, and have an administrator ask Microsoft support to lift the block.',
  'explanation.microsoft-traffic-not-accepted':
    'Microsoft doesn’t take your organisation’s mail from this internet address. New organisations, and traffic that looks suspicious, meet this most.',
  'explanation.microsoft-traffic-not-accepted.help':
    'Look for broken-into accounts and open relays, and have an administrator ask Microsoft support to lift the block.',
  'explanation.microsoft-submission-quota':
    'The signed-in mailbox has used up what it may send: 30 messages a minute and 10,000 recipients a day.',
  'explanation.microsoft-submission-quota.help':
    'Wait (up to 24 hours for the daily limit) and send less. If you did not send that much, the account may be in a stranger’s hands: change its password.',
  'explanation.microsoft-ip-banned': 'Microsoft has banned the internet address that you send from.',
  'explanation.microsoft-ip-banned.help':
    'Find out whether a computer behind this address sends spam. Then ask for removal at https://sender.office.com, or send through your provider’s mail server.',
  'explanation.microsoft-dmarc':
    'The domain of {sender} tells receivers by DMARC to reject mail that fails its checks, and this message failed them: it did not come from a server that the domain vouches for.',
  'explanation.microsoft-dmarc.help':
    'Send through the mail server that the domain’s SPF record names and that signs with its DKIM key, or have the domain’s administrator add this server to them.',
  'explanation.outlook-com-authentication-level':
    'Outlook.com wants the domain of a sender with much mail to pass SPF, DKIM and DMARC, and the domain of {sender} did not.',
  'explanation.outlook-com-authentication-level.help':
    'Have the domain’s administrator publish SPF, DKIM and DMARC records that fit the server that you send through.',
  'explanation.outlook-com-network-blocked': 'Outlook.com blocks the part of the internet that you send from.',
  'explanation.outlook-com-network-blocked.help':
    'Ask your internet or hosting provider, who can apply for removal at https://postmaster.live.com, or send through another mail server.',
  'explanation.outlook-com-rate-limited':
    'Outlook.com takes little mail from this internet address at the moment, because it doesn’t know it or trusts it little.',
  'explanation.outlook-com-rate-limited.help':
    'Send more slowly and try again later. An address earns trust over days of wanted mail.',
  'explanation.microsoft-under-evaluation':
    'Microsoft holds back mail from this internet address for a while, because it looks new or unusual.',
  'explanation.microsoft-under-evaluation.help':
    'Try again later: it passes by itself when the mail is wanted. If it stays for days, ask Microsoft support.',
  'explanation.microsoft-recipient-unknown':
    'The recipient’s organisation has no mailbox {recipient}: Microsoft turns unknown addresses away at its edge.',
  'explanation.microsoft-recipient-unknown.help':
    'Check the spelling. If the mailbox is new, its administrator has to wait until it is known everywhere, or check the domain’s type under Accepted domains.',
  'explanation.microsoft-domain-not-served':
    'Microsoft 365 doesn’t take mail for the domain of {recipient} at this host.',
  'explanation.microsoft-domain-not-served.help':
    '{host} takes mail for the domains of one organisation only. If the domain is one of them, its administrator checks Exchange admin center > Mail flow > Accepted domains. To write to other domains, sign in at smtp.office365.com with port 587.',
  'explanation.microsoft-outbound-spam':
    'Microsoft has suspended sending for this mailbox, because its mail looked like spam or it sent more than is usual.',
  'explanation.microsoft-outbound-spam.help':
    'Sign in to the mailbox in a browser: Microsoft asks there for a confirmation. If nothing is asked, wait a day and send less.',
  'explanation.microsoft-old-tls': 'The connection used TLS 1.0 or 1.1, which Microsoft doesn’t take any more.',
  'explanation.microsoft-old-tls.help':
    'Set the lowest TLS version under Advanced to 1.2. If it is 1.2 already, a proxy or antivirus program in between uses the old version.',

  'explanation.exchange-not-authenticated': 'The Exchange server {host} takes mail here only from those who sign in.',
  'explanation.exchange-not-authenticated.help':
    'Turn on “My outgoing (SMTP) server requires authentication”, usually with port 587. Or have the server’s administrator tick “Anonymous users” in the permission groups of the receive connector.',
  'explanation.exchange-anonymous-sender':
    'The Exchange server lets nobody use {sender}, an address of its own domain, without signing in.',
  'explanation.exchange-anonymous-sender.help':
    'Sign in with an account that may send as {sender}. Or have the server’s administrator allow it on the receive connector.',
  'explanation.exchange-send-as-denied': 'On this Exchange server, this session has no permission to send as {sender}.',
  'explanation.exchange-send-as-denied.help':
    'Use the account’s own address as ‘From’ address, or have an administrator give it the Send As permission.',
  'explanation.exchange-submit-denied':
    'The Exchange server doesn’t let this session hand in any mail: the receive connector gives it no right to.',
  'explanation.exchange-submit-denied.help':
    'Sign in, or have the server’s administrator check the permission groups of the receive connector that answers on this port.',
  'explanation.exchange-connection-limit': 'The Exchange server has as many connections as it allows.',
  'explanation.exchange-connection-limit.help':
    'Try again in some minutes. The administrator can raise the connection limits of the receive connector.',
  'explanation.exchange-submission-rate': 'The Exchange server takes only so many messages a minute from one sender.',
  'explanation.exchange-submission-rate.help':
    'Send more slowly. The administrator can raise the message rate limit of the receive connector.',
} as const satisfies Record<string, Sentence>;
