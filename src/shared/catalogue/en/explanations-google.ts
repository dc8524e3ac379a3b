import type { Sentence } from '../format.ts';

/** What a refusal by Gmail or Google Workspace means, and what to do (`.help`). */
export const explanationsGoogle = {
  'explanation.google-app-password':
    'The account {username} uses 2-Step Verification, so Google takes an app password here, not the account’s own.',
  'explanation.google-app-password.help':
    'Make one at https://myaccount.google.com/apppasswords and enter its 16 letters as password, without the blanks between them.',
  'explanation.google-web-sign-in': 'Google wants to see the owner of {username} in a browser first.',
  'explanation.google-web-sign-in.help':
    'Sign in to the account in a browser on this network and answer what Google asks. Then use an app password: https://myaccount.google.com/apppasswords.',
  'explanation.google-credentials':
    'Google doesn’t take this password for {username}. An account’s own password never works here.',
  'explanation.google-credentials.help':
    'Enter the whole address as user name, and as password the 16 letters, without blanks, of an app password from https://myaccount.google.com/apppasswords (2-Step Verification has to be on). App passwords end when the account’s password is changed.',
  'explanation.google-too-many-sign-ins': 'There were too many sign-ins to {username} in a short time.',
  'explanation.google-too-many-sign-ins.help':
    'Wait some minutes, up to an hour. Check that no other program keeps trying with an old password.',
  'explanation.google-daily-limit':
    'The account {username} has sent all that Google allows in 24 hours (2,000 messages with Google Workspace, fewer with Gmail and trial accounts).',
  'explanation.google-daily-limit.help':
    'Wait until tomorrow, or send larger numbers through the SMTP relay service of Google Workspace or another service.',
  'explanation.google-relay-limit': 'Your organisation or this sender has used up what the Google relay allows.',
  'explanation.google-relay-limit.help':
    'Wait: the peak limit passes in minutes, the daily limit in 24 hours. The limits grow with the number of user licences.',
  'explanation.google-relay-denied':
    'The Google relay doesn’t know the internet address that you send from, or the domain of {sender}.',
  'explanation.google-relay-denied.help':
    'An administrator adds this computer’s public address: Google Admin console > Apps > Google Workspace > Gmail > Routing > SMTP relay service. The sender’s domain must be one of the organisation’s.',
  'explanation.google-relay-not-matched':
    'The Google relay knows this internet address, but not as belonging to the domain of {sender}.',
  'explanation.google-relay-not-matched.help':
    'Use a sender of the organisation’s own domain, sign in, or enter the domain as EHLO name under Advanced.',
  'explanation.google-sending-denied':
    'Google doesn’t let {sender} send: the account is disabled or no user of your organisation.',
  'explanation.google-sending-denied.help':
    'An administrator checks the user in the Google Admin console > Directory > Users.',
  'explanation.google-dmarc':
    'The domain of {sender} tells receivers by DMARC to reject mail that fails its checks, and this message failed them at Google.',
  'explanation.google-dmarc.help':
    'Send through the mail server that the domain vouches for in SPF and DKIM, or have the domain’s administrator add this server to them. A ‘From’ address at gmail.com or yahoo.com can’t be used from your own server.',
  'explanation.google-unauthenticated':
    'Google takes mail only from domains that prove where it comes from, by SPF or DKIM, and the domain of {sender} did not.',
  'explanation.google-unauthenticated.help':
    'Have the domain’s administrator add the address of the sending server to the domain’s SPF record, or sign with DKIM. Or send through the domain’s own mail service.',
  'explanation.google-unusual-rate': 'Google gets more mail from this internet address or domain than it is used to.',
  'explanation.google-unusual-rate.help':
    'Stop for some hours, then send more slowly. Check that no other computer behind this address sends spam.',
  'explanation.google-judged-unsolicited': 'Google’s filter takes this message for unwanted mail.',
  'explanation.google-judged-unsolicited.help':
    'Check text and links, and that SPF, DKIM and the reverse DNS name of the sending server are right. Google Postmaster Tools shows what Google thinks of your domain.',
  'explanation.google-blocked-content':
    'Google doesn’t take this kind of attachment or content, such as programs, scripts or locked archives.',
  'explanation.google-blocked-content.help': 'Leave the attachment out, or put it where the recipient can download it.',
  'explanation.google-ehlo-name':
    'The Google relay doesn’t accept the name that Postroom introduces itself with, or got too many sessions under it.',
  'explanation.google-ehlo-name.help':
    'Under Advanced, enter a host name of your organisation’s domain as EHLO name, then try again.',
  'explanation.google-tls-for-recipient': 'The domain of {recipient} takes mail over encrypted connections only.',
  'explanation.google-tls-for-recipient.help': 'Choose the secure connection “STARTTLS”, or “SSL/TLS” with port 465.',
  'explanation.google-no-direct-delivery':
    'Google doesn’t take mail directly from this internet address: it is a home or dial-up address.',
  'explanation.google-no-direct-delivery.help':
    'Send through your internet provider’s mail server, or another one where you can sign in.',
  'explanation.google-recipient-too-busy': 'The mailbox {recipient} gets too much mail at the moment.',
  'explanation.google-recipient-too-busy.help': 'Send it again later, and less often to this recipient.',
} as const satisfies Record<string, Sentence>;
