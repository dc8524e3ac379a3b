import type { Sentence } from '../format.ts';

/** What is said of input that can't be taken. */
export const validation = {
  'address.empty': 'Enter an e-mail address.',
  'address.controlCharacter': 'An e-mail address can’t have line breaks or other control characters.',
  'address.noAt': '“{address}” has no @. An e-mail address looks like name@example.com.',
  'address.noLocalPart': '“{address}” has nothing before the @.',
  'address.localPart': 'What stands before the @ in “{address}” is not valid.',
  'address.localPartTooLong': 'What stands before the @ is longer than {limit} bytes.',
  'address.twoAts': '“{address}” has more than one @. Separate addresses with a comma or a semicolon.',
  'address.tooMany': 'A test message can go to at most {limit} addresses.',
  'address.twoInOne': '“{text}” seems to be more than one address. Separate them with a comma or a semicolon.',
  'address.spaces': '“{address}” has a space before the @. Separate addresses with a comma or a semicolon.',
  'address.domain': '“{domain}” is not a valid domain for an e-mail address.',
  'address.tooLong': 'An e-mail address can have at most {limit} characters.',

  'host.empty': 'Enter the mail server’s host name.',
  'host.spaces': 'A host name has no spaces.',
  'host.url': 'This is a URL. Enter only the host name: {host}',
  'host.port': 'Enter the port in its own field: host name {host}, port {port}.',
  'host.address': 'This is an e-mail address. The host name might be {host}.',
  'host.invalid': 'This is not a valid host name or IP address.',

  'port.invalid': 'A port is a whole number from 1 to 65535.',

  'settings.service.invalid': 'The e-mail service is either “smtp” or “capture”.',
  'settings.charset.invalid':
    'This is not a character set that can be chosen. Examples: utf-8, iso-8859-1, windows-1251, iso-2022-jp.',
  'settings.boolean.invalid': 'This is either true or false.',
  'settings.security.invalid': 'The secure connection is one of: none, starttls-if-available, starttls, tls.',
  'settings.authenticationMethod.invalid': 'The authentication method is one of: automatic, plain, login, cram-md5.',
  'settings.lowestTlsVersion.invalid': 'The lowest TLS version is one of: 1.0, 1.1, 1.2, 1.3.',
  'settings.addressFamily.invalid': 'The addresses to use are one of: both, ipv4, ipv6.',
  'settings.timeout.invalid': 'A time-out is a whole number of seconds from {least} to {most}.',
  'settings.ehloName.invalid': 'This is neither a host name nor an address in brackets, such as [192.0.2.1].',
  'settings.ehloName.localhost':
    'Mail servers refuse “localhost”: it names no computer. Leave it empty, or enter a full name.',
  'settings.domain.invalid': 'A domain can’t have line breaks or other control characters.',
  'settings.domain.tooLong': 'A domain can have at most {limit} characters.',
  'settings.file.invalid': 'The path of a file can’t have line breaks or other control characters.',
  'settings.file.tooLong': 'The path of a file can have at most {limit} characters.',
  'settings.file.relative': 'Enter the whole path of the file, from the root folder or the drive on.',
  'settings.certificate.tooLong': 'This is too long for certificates.',
  'settings.certificate.key':
    'There is a private key in this text. Only certificates belong here; the key was not kept.',
  'settings.certificate.none':
    'There is no certificate in this text. PEM is expected: it begins with “-----BEGIN CERTIFICATE-----”.',
  'settings.certificate.tooMany':
    'There are {count} certificates in this text, but at most {most} can be trusted here.',
  'settings.certificate.unreadable': 'What stands between the BEGIN and END lines is not a certificate.',
  'settings.username.empty': 'Enter the user name for signing in to the mail server.',
  'settings.username.invalid': 'A user name can’t have line breaks or other control characters.',
  'settings.username.tooLong': 'A user name can have at most {limit} characters.',
  'settings.password.empty': 'Enter the password for signing in to the mail server.',
  'settings.password.invalid': 'A password can’t have line breaks or other control characters.',
  'settings.passphrase.empty': 'Enter the passphrase of the client certificate’s key.',
  'settings.passphrase.invalid': 'A passphrase can’t have line breaks or other control characters.',
  'settings.passphrase.tooLong': 'A passphrase can have at most {limit} characters.',
  'settings.from.tooLong': 'The ‘From’ e-mail address can have at most {limit} characters.',
  'settings.password.tooLong': 'A password can have at most {limit} characters.',
  'settings.attachmentLimit.invalid': 'The limit is a whole number of megabytes from {least} to {most}.',
  'settings.unknownKey': 'There is no setting named “{key}”.',
  'settings.readOnlyKey': '“{key}” can’t be set: it follows from the other settings.',
  'settings.notAnObject':
    'These are not Postroom settings: an object with “service”, “message” and “smtp” is expected.',
  'settings.notJson': 'This is not a settings file: its text is not valid JSON.',
  'settings.sender.missing':
    'Enter the ‘From’ e-mail address: there is none in the settings, and the user name is not one.',
  'settings.notice.unreadable': 'The stored settings could not be read. The defaults are in effect until you save.',
  'settings.notice.field': 'The stored value of “{key}” is not valid. “{value}” is in effect until you save.',
  'settings.notice.secretsDropped':
    'The stored password and passphrase belong to {host} as it was set before. The imported settings lead elsewhere, or there less safely, so they were not taken over: enter them again.',
  'settings.conflict': 'The settings were saved elsewhere in the meantime. Nothing was saved here.',
  'settings.conflict.help': 'Load the active settings, then make your changes again.',

  'input.unknownOperation': 'There is no operation named “{name}”.',
  'input.tooDeep': 'In “{field}”, more than {limit} lists and objects are within each other.',
  'input.invalid': 'The value of “{field}” is missing or not valid.',
  'input.unknownField': 'There is no field named “{key}” here.',
  'input.notAnObject': 'The input has to be an object.',
} as const satisfies Record<string, Sentence>;
