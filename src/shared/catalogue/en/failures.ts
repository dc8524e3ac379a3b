import type { Sentence } from '../format.ts';

/** What went wrong, by failure code, and what to do about it (`.help`). A point after the code names a variant. */
export const failures = {
  'failure.DNS_NOT_FOUND': 'The host name {host} was not found.',
  'failure.DNS_NOT_FOUND.help': 'Check the spelling of the host name.',
  'failure.DNS_NO_ANSWER': 'The host name {host} could not be looked up: no name server answered.',
  'failure.DNS_NO_ANSWER.help': 'Check this computer’s network connection and its DNS settings, then try again.',
  'failure.CONNECTION_REFUSED': '{host} refused the connection on port {port}.',
  'failure.CONNECTION_REFUSED.help':
    'Nothing accepts connections on port {port} there. Check the port (usually 25, 587 with STARTTLS, 465 with SSL/TLS) and that the mail server is running.',
  'failure.SERVICE_REFUSED': '{host} answered on port {port}, but refuses its service: {said}',
  'failure.SERVICE_REFUSED.help':
    'The server is too busy or doesn’t accept mail from this computer. Try again later, or ask the server’s administrator.',
  'failure.HOST_UNREACHABLE': '{host} can’t be reached on port {port}: there is no route to it.',
  'failure.HOST_UNREACHABLE.help':
    'Check this computer’s network connection, VPN and firewall, and that {host} is the right server.',
  'failure.CONNECTION_FORBIDDEN': 'This computer doesn’t let Postroom connect to {host} on port {port}.',
  'failure.CONNECTION_FORBIDDEN.help':
    'A firewall or security program here blocks connections to port {port}: allow them for Postroom.',
  'failure.CONNECTION_TIMEOUT': {
    one: '{host} did not answer on port {port} within {count} second.',
    other: '{host} did not answer on port {port} within {count} seconds.',
  },
  'failure.CONNECTION_TIMEOUT.help':
    'A firewall may block port {port} between this computer and {host}, or the port is wrong (usually 25, 587 with STARTTLS, 465 with SSL/TLS).',
  'failure.SESSION_TIMEOUT': {
    one: '{server} stopped answering in the step “{step}”: nothing came for {count} second.',
    other: '{server} stopped answering in the step “{step}”: nothing came for {count} seconds.',
  },
  'failure.SESSION_TIMEOUT.help':
    'Try again. If it happens each time, ask the server’s administrator; the transcript shows how far it got.',
  'failure.REPLY_TIMEOUT':
    '{server} took too long over its answer in the step “{step}”, so the session was broken off.',
  'failure.CONNECTION_LOST': '{server} closed the connection in the step “{step}”.',
  'failure.CONNECTION_LOST.help':
    'Nothing was sent. Try again; if it happens each time, ask the server’s administrator; the transcript shows how far it got.',
  'failure.CONNECTION_LOST.help.greeting':
    'The server hung up before it said a word: it may not accept this computer’s address, or the port expects SSL/TLS.',
  'failure.SESSION_ENDED': '{host} ended the session: {said}',
  'failure.SESSION_ENDED.help':
    'The server shuts down, is too busy, or limits how often this computer may connect. Try again later.',
  'failure.GREETING_TIMEOUT': {
    one: '{host} accepted the connection on port {port}, but said nothing for {count} second.',
    other: '{host} accepted the connection on port {port}, but said nothing for {count} seconds.',
  },
  'failure.GREETING_TIMEOUT.help':
    'Check that a mail server listens on port {port}. An overloaded server, or a firewall that only pretends to connect, looks like this too.',
  'failure.NOT_SMTP': 'What answers on {server} is not a mail server: it doesn’t speak SMTP.',
  'failure.NOT_SMTP.help':
    'Check host name and port {port}: another program answers there (usual ports are 25, 587 with STARTTLS, 465 with SSL/TLS).',
  'failure.NOT_SMTP.broken': '{server} answered in a way that is not SMTP, so the session was broken off.',
  'failure.NOT_SMTP.broken.help':
    'Nothing was sent. A proxy or antivirus program in between may garble the session; the transcript shows how far it got.',
  'failure.EHLO_REFUSED': '{host} refused to begin a session: {said}',
  'failure.EHLO_REFUSED.help':
    'The server doesn’t accept this computer’s name or address. Ask the server’s administrator.',
  'failure.TLS_WRONG_VERSION': '{host} doesn’t speak TLS on port {port}, but SSL/TLS was expected.',
  'failure.TLS_WRONG_VERSION.greeting':
    '{host} answers in plain text on port {port}, but SSL/TLS was expected: {greeting}',
  'failure.TLS_WRONG_VERSION.help':
    'Choose the secure connection “STARTTLS” for port {port}, or keep “SSL/TLS” and use port 465. Nothing was sent, and no password left this computer.',
  'failure.TLS_WRONG_VERSION.help.465':
    'Choose the secure connection “STARTTLS”: this server expects it on port 465, too. Nothing was sent, and no password left this computer.',
  'failure.TLS_FROM_FIRST_BYTE':
    '{host} expects SSL/TLS from the first byte on port {port}, but “{option}” was chosen.',
  'failure.TLS_FROM_FIRST_BYTE.help':
    'Choose the secure connection “SSL/TLS” for port {port}, or keep yours and use port 587. Nothing was sent.',
  'failure.TLS_FROM_FIRST_BYTE.help.587':
    'Choose the secure connection “SSL/TLS”: this server expects it on port 587, too. Nothing was sent.',
  'failure.TLS_HANDSHAKE_FAILED': '{server} closed the connection during the TLS handshake.',
  'failure.TLS_HANDSHAKE_FAILED.reason': 'The TLS handshake with {server} failed: {reason}.',
  'failure.TLS_HANDSHAKE_FAILED.silent': {
    one: '{server} did not finish the TLS handshake within {count} second.',
    other: '{server} did not finish the TLS handshake within {count} seconds.',
  },
  'failure.TLS_HANDSHAKE_FAILED.help':
    'Nothing was sent, and no password left this computer. The server’s TLS set-up may be broken, or a proxy or antivirus program stands in between.',
  'failure.TLS_NO_COMMON_VERSION':
    '{server} doesn’t speak TLS {version}, which is the lowest version that the settings allow.',
  'failure.TLS_NO_COMMON_VERSION.help':
    'Ask the server’s administrator to switch on TLS 1.2 or 1.3. Until then a lower version can be allowed under Advanced: it protects against listeners, but can be broken by somebody who puts effort into it.',
  'failure.STARTTLS_NOT_OFFERED': '{host} doesn’t offer STARTTLS on port {port}, but “STARTTLS” was chosen.',
  'failure.STARTTLS_NOT_OFFERED.help':
    'Check the port (587 is usual for STARTTLS), or choose “SSL/TLS” with port 465. Nothing was sent, and no password left this computer.',
  'failure.STARTTLS_REFUSED': '{host} offers STARTTLS, but refused it: {said}',
  'failure.STARTTLS_REFUSED.help':
    'Nothing was sent, and no password left this computer. Try again later, or ask the server’s administrator: its TLS is not working.',

  'failure.CERTIFICATE_EXPIRED': 'The certificate of {host} expired on {to}.',
  'failure.CERTIFICATE_EXPIRED.help':
    'Ask the server’s administrator to renew it. Check this computer’s clock as well.',
  'failure.CERTIFICATE_NOT_YET_VALID': 'The certificate of {host} is not valid before {from}.',
  'failure.CERTIFICATE_NOT_YET_VALID.help':
    'Check this computer’s clock. If it is right, ask the server’s administrator.',
  'failure.CERTIFICATE_NAME_MISMATCH': 'The certificate of {host} was issued for other names: {names}.',
  'failure.CERTIFICATE_NAME_MISMATCH.help':
    'Enter the host name that the certificate is for, if that is the server you mean. Otherwise somebody may stand in between.',
  'failure.CERTIFICATE_SELF_SIGNED': 'The certificate of {host} is self-signed: nobody vouches for it.',
  'failure.CERTIFICATE_SELF_SIGNED.help':
    'If you know that this is the server’s own certificate, trust it: exactly this one will be accepted. Better still, have the server use one from an authority that this computer trusts.',
  'failure.CERTIFICATE_UNKNOWN_ISSUER':
    'The certificate of {host} was issued by {issuer}, which this computer doesn’t trust.',
  'failure.CERTIFICATE_UNKNOWN_ISSUER.help':
    'If this is your organisation’s own authority, trust it: its certificate goes into the settings under “Trusted authority”. A server that doesn’t send its intermediate certificates looks like this too.',
  'failure.CERTIFICATE_CHANGED': 'The certificate of {host} is not the one that the settings trust.',
  'failure.CERTIFICATE_CHANGED.help':
    'Nothing was sent, and no password left this computer. If the server’s administrator says that it was renewed, compare the fingerprints and trust the new one. Otherwise somebody may stand in between.',
  'certificate.CERTIFICATE_CHANGED': 'The certificate is not the trusted one.',
  'certificate.noNames': 'none at all',
  'certificate.moreNames': { one: '{names} and {count} more', other: '{names} and {count} more' },
  'certificate.CERTIFICATE_EXPIRED': 'The certificate has expired.',
  'certificate.CERTIFICATE_NOT_YET_VALID': 'The certificate is not valid yet.',
  'certificate.CERTIFICATE_NAME_MISMATCH': 'The certificate is for another name.',
  'certificate.CERTIFICATE_SELF_SIGNED': 'The certificate is self-signed.',
  'certificate.CERTIFICATE_UNKNOWN_ISSUER': 'The certificate’s issuer is not trusted.',

  'failure.AUTH_NOT_OFFERED': '{server} offers no sign-in, but a user name and password are set.',
  'failure.AUTH_NOT_OFFERED.others':
    '{server} offers no way to sign in that can be used here. It offers: {mechanisms}.',
  'failure.AUTH_NOT_OFFERED.help':
    'Nothing was sent. Check the port (587 and 465 are the usual ones for signing in), or turn authentication off if this server needs none.',
  'failure.AUTH_NOT_OFFERED.help.encrypt':
    'Nothing was sent. The server may offer it once the connection is encrypted: choose the secure connection “STARTTLS”.',
  'failure.AUTH_METHOD_NOT_OFFERED':
    '{server} doesn’t offer {method}, which the settings ask for. It offers: {mechanisms}.',
  'failure.AUTH_METHOD_NOT_OFFERED.none':
    '{server} offers no sign-in at all here, and so not {method}, which the settings ask for.',
  'failure.AUTH_METHOD_NOT_OFFERED.help': 'Nothing was sent. Choose a method that the server offers, or “Automatic”.',
  'failure.AUTH_METHOD_NOT_OFFERED.help.spa':
    'Nothing was sent. Sign in without “Secure Password Authentication (SPA)”, or have NTLM switched on at the server.',
  'failure.AUTH_IN_CLEAR_REFUSED':
    'The connection to {server} is not encrypted, and what it offers to sign in with ({mechanisms}) shows the password: anybody on the way could read it.',
  'failure.AUTH_IN_CLEAR_REFUSED.method':
    'The connection to {server} is not encrypted, and {method} shows the password: anybody on the way could read it.',
  'failure.AUTH_IN_CLEAR_REFUSED.help':
    'The password was not sent. Use an encrypted connection: “SSL/TLS” with port 465, or “STARTTLS” with port 587. Where the network itself is safe, sending it unencrypted can be allowed under Advanced.',
  'failure.AUTH_IN_CLEAR_REFUSED.help.encrypt':
    'The password was not sent. The server offers STARTTLS: choose the secure connection “STARTTLS”.',
  'failure.CHALLENGE_UNREADABLE': '{host} answered the NTLM sign-in with something that is not an NTLM challenge.',
  'failure.CHALLENGE_UNREADABLE.help':
    'The password was not sent. Sign in without “Secure Password Authentication (SPA)” if the server offers another way; the server’s administrator can tell.',
  'failure.NTLM_V1_ONLY': '{host} can sign in by NTLM version 1 only, which is broken and never used here.',
  'failure.NTLM_V1_ONLY.help':
    'The password was not sent. Have the server allow NTLMv2, or sign in without “Secure Password Authentication (SPA)” over an encrypted connection.',
  'failure.replyNotKnown': 'Postroom doesn’t know this reply, so the server’s own words count most.',
  'failure.replyClaims': 'The reply reads like that service’s; follow this only if {host} really belongs to it.',
  'failure.CLIENT_CERTIFICATE_WANTED': '{server} wants to see a client certificate, and none is set.',
  'failure.CLIENT_CERTIFICATE_WANTED.help':
    'Nothing was sent. Enter the file of your client certificate under Advanced; the server’s administrator issues it.',
  'failure.CLIENT_CERTIFICATE_REFUSED': '{server} doesn’t accept this computer’s client certificate.',
  'failure.CLIENT_CERTIFICATE_REFUSED.help':
    'Nothing was sent. Check that the certificate is the one that was issued for this server, and that it has not expired.',
  'failure.CLIENT_CERTIFICATE_INVALID.missing': 'The file {file} was not found.',
  'failure.CLIENT_CERTIFICATE_INVALID.missing.help':
    'Check the path of the client certificate and of its key under Advanced.',
  'failure.CLIENT_CERTIFICATE_INVALID.notReadable': 'The file {file} can’t be read.',
  'failure.CLIENT_CERTIFICATE_INVALID.notReadable.help': 'Check that it is a file, and that you may read it.',
  'failure.CLIENT_CERTIFICATE_INVALID.tooLarge': 'The file {file} is too large for a certificate.',
  'failure.CLIENT_CERTIFICATE_INVALID.tooLarge.help': 'Enter a PEM or PKCS#12 file.',
  'failure.CLIENT_CERTIFICATE_INVALID.noCertificate': 'There is no certificate in {file}.',
  'failure.CLIENT_CERTIFICATE_INVALID.noCertificate.help':
    'Enter a PEM file that has one, or a PKCS#12 file (.p12, .pfx).',
  'failure.CLIENT_CERTIFICATE_INVALID.noKey': 'There is no private key in {file}.',
  'failure.CLIENT_CERTIFICATE_INVALID.noKey.help': 'Enter the file with the key that belongs to the certificate.',
  'failure.CLIENT_CERTIFICATE_INVALID.keyMismatch': 'The private key doesn’t belong to the certificate in {file}.',
  'failure.CLIENT_CERTIFICATE_INVALID.keyMismatch.help': 'Enter the key with which this certificate was requested.',
  'failure.CLIENT_CERTIFICATE_INVALID.passphraseMissing':
    'The key in {file} is protected by a passphrase, and there is none.',
  'failure.CLIENT_CERTIFICATE_INVALID.passphraseMissing.help': 'Enter the passphrase under Advanced.',
  'failure.CLIENT_CERTIFICATE_INVALID.passphraseWrong': 'The passphrase doesn’t open {file}.',
  'failure.CLIENT_CERTIFICATE_INVALID.passphraseWrong.help': 'Enter the passphrase again under Advanced.',
  'failure.CLIENT_CERTIFICATE_INVALID.outdated': 'The file {file} is encrypted in a way that is no longer supported.',
  'failure.CLIENT_CERTIFICATE_INVALID.outdated.help':
    'Export it again with AES: openssl pkcs12 -legacy -in OLD -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.',
  'failure.CLIENT_CERTIFICATE_INVALID.unreadable': 'What is in {file} is neither PEM nor PKCS#12.',
  'failure.CLIENT_CERTIFICATE_INVALID.unreadable.help': 'Enter the file of a certificate with its private key.',
  'failure.NO_ADDRESS_OF_FAMILY': '{host} has no address of the kind that the settings allow ({family}).',
  'failure.NO_ADDRESS_OF_FAMILY.help': 'Allow both kinds of addresses under Advanced.',
  'failure.SMTPUTF8_NOT_OFFERED':
    '{host} can’t take the address {address}: it doesn’t offer SMTPUTF8, which letters beyond ASCII before the @ need.',
  'failure.SMTPUTF8_NOT_OFFERED.help':
    'Nothing was sent. Use an address with ASCII letters before the @, or a server that offers SMTPUTF8 (RFC 6531).',
  'warning.STARTTLS_WITHDRAWN': '{host} offered STARTTLS before, and has not since {date}.',
  'warning.STARTTLS_WITHDRAWN.help':
    'Somebody in between may be stripping the encryption. Choose “STARTTLS” or “SSL/TLS” so that nothing goes out unencrypted; if the server really has none any more, choose “None”.',
  'warning.CERTIFICATE_EXPIRES_SOON': {
    one: 'The certificate of {host} expires in {count} day, on {date}.',
    other: 'The certificate of {host} expires in {count} days, on {date}.',
  },
  'warning.CERTIFICATE_EXPIRES_SOON.help': 'Ask the server’s administrator to renew it, before mail stops.',
  'warning.CERTIFICATE_EXPIRES_SOON.help.trusted':
    'When it is renewed, the new certificate has to be trusted here, or nothing is sent any more.',
  'failure.AUTH_REJECTED': '{host} refused to sign in {username}: {said}',
  'failure.AUTH_REJECTED.help':
    'Check user name and password. Some services want the whole e-mail address as user name, or a password made for applications only.',
  'failure.AUTH_UNAVAILABLE': '{host} could not sign in {username} now: {said}',
  'failure.AUTH_UNAVAILABLE.help':
    'The server has a problem of its own, or there were too many attempts. Try again later.',
  'failure.AUTH_REQUIRED': '{host} wants a sign-in before it takes a message: {said}',
  'failure.AUTH_REQUIRED.help':
    'Turn on “My outgoing (SMTP) server requires authentication” and enter user name and password.',
  'failure.ENCRYPTION_REQUIRED': '{host} wants an encrypted connection first: {said}',
  'failure.ENCRYPTION_REQUIRED.help': 'Choose the secure connection “STARTTLS”, or “SSL/TLS” with port 465.',

  'failure.SENDER_REJECTED': '{host} refused the sender: {said}',
  'failure.SENDER_REJECTED.help': 'Use a ‘From’ address in a domain that the server accepts from this computer.',
  'failure.SENDER_REJECTED.help.signedIn':
    'Use a ‘From’ address that the signed-in account may send as, in a domain that the server accepts.',
  'failure.RECIPIENT_REJECTED': '{host} refused the recipient {address}: {said}',
  'failure.RECIPIENT_REJECTED.help':
    'Check the address. If it is right, the server doesn’t deliver there for this computer.',
  'failure.RECIPIENT_REJECTED.help.later': 'The refusal is for now only. Try again in some minutes.',
  'failure.RECIPIENT_REJECTED.help.signIn':
    'The server may deliver there only for those who have signed in: turn on “My outgoing (SMTP) server requires authentication”.',
  'failure.MESSAGE_REJECTED': '{host} refused the message: {said}',
  'failure.MESSAGE_REJECTED.help': 'The server’s own words say why: usually a policy, or a filter for unwanted mail.',
  'failure.MESSAGE_TOO_LARGE': 'The message is too large for {host}: {said}',
  'failure.MESSAGE_TOO_LARGE.announced': 'The message is too large for {host}, which takes at most {limit} bytes.',
  'failure.MESSAGE_TOO_LARGE.help': 'Send less, or ask the server’s administrator to raise the limit.',

  'failure.OUTCOME_UNKNOWN':
    'The whole message was handed to {host}, but its answer never came: it may have been sent, or not.',
  'failure.OUTCOME_UNKNOWN.help': 'Look in the recipient’s mailbox before you send it again.',
  'failure.PROCESS_ENDED': 'Postroom ended while the message was being sent: it may have been sent, or not.',
  'failure.CANCELLED': 'Cancelled. No message was sent.',
  'failure.CANCELLED.help': 'Send it again when you are ready.',

  'failure.MESSAGE_UNREADABLE': 'A file that belongs to the message can’t be read any more. Nothing was sent.',
  'failure.MESSAGE_UNREADABLE.help': 'Run the Action again with the file, and delete this message.',

  'failure.HELD_BACK': 'The message was held back before its end went out. The server doesn’t have it.',
  'failure.HELD_BACK.help': 'Another Postroom on this data folder may have taken it up. Nothing needs to be done.',

  'failure.SECRET_UNREADABLE': 'The stored password can’t be read any more.',
  'failure.SECRET_UNREADABLE.help':
    'Enter the password again and save. This happens when the settings were moved from another computer or account.',
  'failure.STORAGE_UNAVAILABLE': 'Postroom can’t use its data folder {folder}: {reason}',
  'failure.STORAGE_UNAVAILABLE.help':
    'Check that the folder exists, that you may write to it, and that the disk is not full.',
  'failure.STORAGE_BUSY': 'Another program holds the database in {folder} locked.',
  'failure.STORAGE_BUSY.help': 'Try again in a moment. If it stays so, end the program that has it open.',
  'failure.STORAGE_SHARED': 'Another user has a hand in the folder {folder}, so nothing can be kept safe in it.',
  'failure.STORAGE_SHARED.help': 'Choose a data folder that belongs to you and that only you can write to.',
  'failure.VAULT_UNWRITABLE': 'The password could not be stored: {reason}',
  'failure.VAULT_UNWRITABLE.help': 'Check that the vault is unlocked and that you may write to the data folder.',
  'failure.VAULT_UNREACHABLE':
    'The stored password is in the operating system’s vault, which can’t be reached from here.',
  'failure.VAULT_UNREACHABLE.help':
    'Unlock the vault or sign in to the desktop where the password was entered; or enter it again here and save.',
  'failure.STORAGE_FOREIGN': '{file} is not a database of Postroom. It was left as it is.',
  'failure.STORAGE_FOREIGN.help': 'Choose another data folder, or move the file away.',
  'failure.STORAGE_FROM_NEWER_VERSION':
    '{file} was written by a newer version of Postroom (schema {version}, this one knows {known}). It was left as it is.',
  'failure.STORAGE_FROM_NEWER_VERSION.help': 'Install the newer version, or choose another data folder.',
  'failure.SESSION_INTERNAL': 'Something unexpected ended the session with {server}: {reason}',
  'failure.SESSION_INTERNAL.help':
    'Please report this with the transcript: it is a mistake in Postroom. Details are in postroom.log in the data folder.',
  'failure.INTERNAL': 'Something went wrong inside Postroom.',
  'failure.INTERNAL.help': 'Please report this. The details are in the file {file}.',
} as const satisfies Record<string, Sentence>;
