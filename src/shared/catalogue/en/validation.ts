import type { Sentence } from '../format.ts';

/** What is said of input that can't be taken. */
export const validation = {
  'address.empty': 'Enter an e-mail address.',
  'address.controlCharacter': 'An e-mail address can’t have line breaks or other control characters.',
  'address.noAt': '“{address}” has no @. An e-mail address looks like name@example.com.',
  'address.noLocalPart': '“{address}” has nothing before the @.',
  'address.localPart': 'What stands before the @ in “{address}” is not valid.',
  'address.localPartTooLong': 'What stands before the @ is longer than {limit} characters.',
  'address.localPartNotAscii':
    'What stands before the @ in “{address}” has letters beyond ASCII, which can’t be sent yet.',
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
  'settings.charset.invalid': 'The only character set that can be chosen so far is “utf-8”.',
  'settings.boolean.invalid': 'This is either true or false.',
  'settings.security.invalid': 'The secure connection is one of: none, starttls-if-available, starttls, tls.',
  'settings.spa.unavailable': 'Secure Password Authentication (SPA) is not available in this version.',
  'settings.username.empty': 'Enter the user name for signing in to the mail server.',
  'settings.username.invalid': 'A user name can’t have line breaks or other control characters.',
  'settings.username.tooLong': 'A user name can have at most {limit} characters.',
  'settings.password.empty': 'Enter the password for signing in to the mail server.',
  'settings.password.invalid': 'A password can’t have line breaks or other control characters.',
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
  'settings.notice.field':
    'The stored value of “{key}” is not valid. Its default, “{value}”, is in effect until you save.',
  'settings.conflict': 'The settings were saved elsewhere in the meantime. Nothing was saved here.',
  'settings.conflict.help': 'Load the active settings, then make your changes again.',

  'input.unknownOperation': 'There is no operation named “{name}”.',
  'input.invalid': 'The value of “{field}” is missing or not valid.',
  'input.unknownField': 'There is no field named “{key}” here.',
  'input.notAnObject': 'The input has to be an object.',
} as const satisfies Record<string, Sentence>;
