import type { Sentence } from '../format.ts';

/** What a refusal by a mail service means, and what to do (`.help`). */
export const explanationsProviders = {
  'explanation.ses-identity-not-verified':
    'Amazon SES sends only for addresses and domains that are verified in the same region. While the account is in the sandbox, the recipients must be verified too.',
  'explanation.ses-identity-not-verified.help':
    'In the SES console, under Identities, verify the domain of {sender}; check that {host} is of the same region. To leave the sandbox: Account dashboard > Request production access.',
  'explanation.ses-not-allowed': 'The SMTP user of Amazon SES has no right to send with this sender.',
  'explanation.ses-not-allowed.help':
    'In the IAM console, allow the user behind these credentials the action ses:SendRawEmail for this identity and configuration set, or make new SMTP credentials in the SES console under SMTP settings.',
  'explanation.ses-sending-paused': 'Amazon has paused sending for this account.',
  'explanation.ses-sending-paused.help':
    'Look in the mailbox of the AWS account and in the SES console under Reputation metrics: they name the reason. The pause is lifted through AWS Support.',
  'explanation.ses-sending-rate': 'More messages a second than this Amazon SES account may send.',
  'explanation.ses-sending-rate.help':
    'Try again in a minute and send more slowly. The limit is in the SES console under Account dashboard, and can be raised there.',
  'explanation.ses-daily-quota': 'This Amazon SES account has sent all that it may within 24 hours.',
  'explanation.ses-daily-quota.help': 'Wait, or ask for a higher quota in the SES console under Account dashboard.',
  'explanation.ses-credentials':
    'Amazon SES doesn’t know these SMTP credentials. They are not the AWS access keys, and they belong to one region.',
  'explanation.ses-credentials.help':
    'Make SMTP credentials in the SES console of the region of {host}: SMTP settings > Create SMTP credentials. New ones can take some minutes to work.',
  'explanation.sendgrid-credentials': 'SendGrid doesn’t take this user name and password.',
  'explanation.sendgrid-credentials.help':
    'The user name is the word apikey, the password an API key with the right “Mail Send”, from SendGrid under Settings > API Keys.',
  'explanation.sendgrid-sender-not-verified': 'SendGrid sends only for verified senders, and {sender} is none.',
  'explanation.sendgrid-sender-not-verified.help':
    'Verify the domain or the address in SendGrid: Settings > Sender Authentication.',
  'explanation.sendgrid-credits':
    'This SendGrid account has used up what its plan allows to send, or a payment is missing.',
  'explanation.sendgrid-credits.help':
    'Look in SendGrid under Settings > Account Details > Your Products. Daily credits come back the next day.',
  'explanation.sendgrid-not-signed-in': 'SendGrid takes mail only after signing in.',
  'explanation.sendgrid-not-signed-in.help':
    'Turn on “My outgoing (SMTP) server requires authentication”: the user name is the word apikey, the password an API key from SendGrid.',
  'explanation.mailgun-sandbox':
    'A sandbox domain or free account of Mailgun sends only to recipients that were authorised before, and {recipient} was not.',
  'explanation.mailgun-sandbox.help':
    'Add the recipient in Mailgun under Authorized Recipients and have it confirmed, or send with a domain of your own.',
  'explanation.mailgun-credentials': 'Mailgun doesn’t know these SMTP credentials.',
  'explanation.mailgun-credentials.help':
    'Take them from Mailgun under the sending domain’s settings > SMTP credentials: the user name is a whole address at that domain. Domains in the EU region use smtp.eu.mailgun.org.',
  'explanation.postmark-credentials': 'Postmark doesn’t know this token.',
  'explanation.postmark-credentials.help':
    'Enter the Server API Token as user name and again as password: Postmark > the server > API Tokens. An Account API Token doesn’t work. A message stream can have tokens of its own under Settings.',
  'explanation.brevo-address-not-authorised':
    'Brevo doesn’t know the internet address that you send from, and the account takes known ones only.',
  'explanation.brevo-address-not-authorised.help':
    'In Brevo, open Settings > Security > Authorized IPs: add this computer’s public address, or switch the check off for SMTP.',
  'explanation.brevo-not-activated': 'Brevo has not opened this account for sending yet.',
  'explanation.brevo-not-activated.help':
    'Finish the account’s profile in Brevo and ask its support to activate SMTP. Nothing in Postroom has to change.',
  'explanation.brevo-credentials': 'Brevo doesn’t take this user name and password.',
  'explanation.brevo-credentials.help':
    'Take both from Brevo under Settings > SMTP & API > SMTP: the login shown there, and an SMTP key as password. An API key or the account’s password doesn’t work.',
  'explanation.mailjet-credentials': 'Mailjet doesn’t take this user name and password.',
  'explanation.mailjet-credentials.help':
    'Enter the API key as user name and the secret key as password, both from Mailjet under Account settings > API Key Management.',
  'explanation.sparkpost-credentials': 'SparkPost doesn’t take this user name and password.',
  'explanation.sparkpost-credentials.help':
    'The user name is SMTP_Injection, the password an API key with the permission “Send via SMTP”.',
  'explanation.sparkpost-domain-not-configured':
    'SparkPost sends only for domains that are set up in the account, and that of {sender} is not.',
  'explanation.sparkpost-domain-not-configured.help':
    'Add and verify the domain in SparkPost under Configuration > Domains, or use a ‘From’ address of one that is there.',
  'explanation.smtp2go-credentials': 'SMTP2GO doesn’t take this user name and password.',
  'explanation.smtp2go-credentials.help':
    'Take them from SMTP2GO under Sending > SMTP Users. They are not the ones for its website.',
  'explanation.smtp2go-sender-not-verified': 'SMTP2GO sends only for verified senders, and {sender} is none.',
  'explanation.smtp2go-sender-not-verified.help': 'Verify the domain in SMTP2GO under Sending > Verified Senders.',
  'explanation.zoho-sender-not-yours': 'Zoho doesn’t let {username} send as {sender}.',
  'explanation.zoho-sender-not-yours.help':
    'Use the address of the signed-in account as ‘From’ address, or one of its aliases, or add the sender in Zoho Mail under Settings > Send mail as.',
  'explanation.zoho-unusual-activity':
    'Zoho has blocked sending for this account, because it sent more or otherwise than usual.',
  'explanation.zoho-unusual-activity.help':
    'Open https://mail.zoho.com/UnblockMe signed in as {username}, or have the organisation’s administrator unblock the account, and send more slowly.',
  'explanation.zoho-credentials': 'Zoho doesn’t take this password for {username}.',
  'explanation.zoho-credentials.help':
    'Enter the whole address as user name. With two-factor authentication, make an application-specific password at https://accounts.zoho.com under Security. {host} must be of the region that the account is in.',
  'explanation.yahoo-app-password':
    'Yahoo and AOL don’t take the account’s own password here, or there were too many attempts.',
  'explanation.yahoo-app-password.help':
    'Make an app password: Yahoo > Account info > Security > Generate app password. Enter it as password and the whole address as user name. After many attempts, wait an hour.',
  'explanation.yahoo-sender-not-yours': 'Yahoo doesn’t let {username} send as {sender}.',
  'explanation.yahoo-sender-not-yours.help':
    'Use the signed-in address as ‘From’ address, or one that Yahoo Mail knows under Settings > Mailboxes.',
  'explanation.yahoo-deferred':
    'Yahoo holds back mail from this internet address for a while, because of its amount or of complaints.',
  'explanation.yahoo-deferred.help': 'Send more slowly and try again in some hours.',
  'explanation.yahoo-deferred-for-good': 'Yahoo takes no mail from this internet address any more.',
  'explanation.yahoo-deferred-for-good.help':
    'Find out whether spam leaves from this address, then apply at https://senders.yahooinc.com, or send through another mail server.',
  'explanation.icloud-sender-not-yours': 'iCloud doesn’t let {username} send as {sender}.',
  'explanation.icloud-sender-not-yours.help':
    'Use the iCloud address of the account as ‘From’ address, or one of its aliases or custom domain addresses.',
  'explanation.icloud-credentials': 'iCloud takes an app-specific password here, not that of the Apple Account.',
  'explanation.icloud-credentials.help':
    'Make one at https://account.apple.com under Sign-In and Security > App-Specific Passwords. The user name is the whole iCloud address.',
  'explanation.fastmail-sender-not-yours': 'Fastmail doesn’t let {username} send as {sender}.',
  'explanation.fastmail-sender-not-yours.help':
    'Use an address of the account as ‘From’ address, or add it in Fastmail under Settings > My email addresses.',
  'explanation.fastmail-credentials': 'Fastmail takes an app password here, not that of the account.',
  'explanation.fastmail-credentials.help':
    'Make one in Fastmail under Settings > Privacy & Security > App passwords, with access to SMTP. The user name is the account’s whole address.',
  'explanation.gmx-policy':
    'GMX, WEB.DE and mail.com refuse mail from this internet address: it has a bad name there, or it is not meant for mail servers.',
  'explanation.gmx-policy.help':
    'The web address in the server’s words names the reason. Or send through a mail server where you can sign in.',
  'explanation.gmx-credentials':
    'GMX and WEB.DE refuse other programs until the owner of the mailbox allows them, and then want the right password.',
  'explanation.gmx-credentials.help':
    'In the mailbox in a browser, open Settings > POP3 & IMAP and allow access. With two-factor authentication, make an application-specific password. The user name is the whole address.',
  'explanation.ionos-credentials': 'IONOS doesn’t take this password for {username}.',
  'explanation.ionos-credentials.help':
    'Enter the mailbox’s whole address as user name and the mailbox’s password, not that of the IONOS customer account. It can be set anew in IONOS under Email.',
  'explanation.ionos-reputation':
    'IONOS refuses mail from this internet address or sender for now: too many unknown recipients, or complaints about spam.',
  'explanation.ionos-reputation.help': 'Take unknown addresses out of your lists, then try again later.',
  'explanation.t-online-address-unknown':
    'Telekom (t-online.de) takes no mail from this internet address: it knows too little about who runs the server, or has had trouble with it.',
  'explanation.t-online-address-unknown.help':
    'The server’s administrator writes to the address in the server’s words. The server needs a reverse DNS name of its own with a web page that says who runs it.',
  'explanation.yandex-access-off': 'Yandex doesn’t allow mail programs for {username}, or wants an app password.',
  'explanation.yandex-access-off.help':
    'In Yandex Mail, open All settings > Email clients and allow access; then make an app password in the Yandex ID under Security and enter it.',
  'explanation.mailru-app-password': 'Mail.ru takes a password for external applications here, not the account’s own.',
  'explanation.mailru-app-password.help':
    'Make one in Mail.ru under Settings > Security > Passwords for external applications.',
  'explanation.qq-authorisation-code': 'QQ Mail takes an authorisation code here, not the account’s password.',
  'explanation.qq-authorisation-code.help':
    'In QQ Mail, open Settings > Account, switch on the SMTP service, and enter the authorisation code that it gives as password.',
  'explanation.netease-no-permission':
    'The SMTP service is not switched on for {username}, or an authorisation code is wanted instead of the password.',
  'explanation.netease-no-permission.help':
    'In the mailbox (163.com, 126.com, yeah.net) in a browser, open Settings > POP3/SMTP/IMAP, switch on SMTP, and enter the authorisation code that it gives as password.',
  'explanation.qq-netease-sender-not-yours': 'This service lets {username} send only as itself, not as {sender}.',
  'explanation.qq-netease-sender-not-yours.help': 'Use the signed-in address as ‘From’ address.',
  'explanation.mimecast-anti-spoofing':
    'The recipient’s organisation lets no outside server use {sender}: mail from its own domain has to come from its own servers.',
  'explanation.mimecast-anti-spoofing.help':
    'Send through the organisation’s own mail server, or have its Mimecast administrator allow this server’s address in the anti-spoofing policy.',
} as const satisfies Record<string, Sentence>;
