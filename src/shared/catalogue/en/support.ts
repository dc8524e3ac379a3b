import type { Sentence } from '../format.ts';

/** The support report. */
export const support = {
  'report.fileName': 'postroom-support-{id}-{attempt}.txt',
  'report.title': 'Postroom support report',
  'report.about': 'Log entry {id}, attempt {attempt} of {attempts}.',
  'report.made': 'Made {time}.',
  'report.masked':
    'Masked: passwords and other secrets; what stands before the @ of every e-mail address, numbered so that the same number is the same address; the user name that signs in; the display name of the sender; the folders of files.',
  'report.notMasked':
    'Not masked, because a diagnosis needs them: the domains of e-mail addresses, the names and addresses of servers and of this computer ({computer}), Message-IDs, certificates, and whatever else the server said. Read it before you give it away.',

  'report.mask.user': '‹user {number}›',
  'report.mask.userName': '‹user name›',
  'report.mask.name': '‹name›',
  'report.mask.encoded': '‹encoded address›',
  'report.yes': 'yes',
  'report.no': 'no',
  'report.empty': '(empty)',
  'report.bytes': { one: '{count} byte', other: '{count} bytes' },
  'report.noAttempt': 'Log entry {id} has no attempt {attempt}.',

  'report.section.versions': 'Versions',
  'report.section.clock': 'Clock',
  'report.section.delivery': 'Delivery',
  'report.section.recipients': 'Recipients',
  'report.section.settings': 'Settings',
  'report.section.failure': 'Failure',
  'report.section.steps': 'Steps',
  'report.section.encryption': 'Encryption',
  'report.section.certificate': 'Certificate',
  'report.section.transcript': 'Transcript (> to the server, < from the server, * around them)',

  'report.version.system': 'Operating system',

  'report.clock.now': 'This computer’s clock',
  'report.clock.zone': 'Time zone',
  'report.clock.agrees': 'By the date in the server’s greeting, the clock was right.',
  'report.clock.ahead': {
    one: 'The clock was {count} minute ahead of the server’s, by the date in its greeting: one of the two is wrong.',
    other: 'The clock was {count} minutes ahead of the server’s, by the date in its greeting: one of the two is wrong.',
  },
  'report.clock.behind': {
    one: 'The clock was {count} minute behind the server’s, by the date in its greeting: one of the two is wrong.',
    other: 'The clock was {count} minutes behind the server’s, by the date in its greeting: one of the two is wrong.',
  },
  'report.clock.tooYoung': 'A certificate was not valid yet ({from}): the clock may have been behind.',
  'report.clock.allTooYoung': 'None of the certificates was valid yet: the clock was most likely behind.',
  'report.clock.setBack': 'The attempt began in the future: the clock has been set back since.',
  'report.clock.unknown': 'Nothing in the session tells whether the clock was right.',

  'report.delivery.begun': 'Begun',
  'report.delivery.attempt': 'Attempt begun',
  'report.delivery.kind': 'Kind',
  'report.delivery.status': 'Status',
  'report.delivery.service': 'Service',
  'report.delivery.server': 'Server',
  'report.delivery.sender': 'Sender',
  'report.delivery.subject': 'Subject',
  'report.delivery.messageId': 'Message-ID',
  'report.delivery.size': 'Size',
  'report.delivery.duration': 'Duration',
  'report.delivery.reply': 'Server’s reply',
  'report.delivery.warnings': 'Warnings',

  'report.settings.active': 'It was made with revision {revision}, which is the active one.',
  'report.settings.earlier': 'It was made with revision {revision}. By now revision {active} is active.',
  'report.settings.unsaved':
    'It was made with values that were not saved. These are the active settings, revision {revision}, which may differ from them.',
  'report.settings.tested':
    'The test was made with these values, which were not saved (revision {revision} is active). Secrets that were typed for it are not kept; what follows says which are stored.',
  'report.settings.gone':
    'It was made with revision {revision}, which is not there any more. These are the active settings, revision {active}.',
  'report.settings.password': 'password stored',
  'report.settings.passphrase': 'client key’s passphrase stored',
  'report.settings.certificate': 'a certificate, SHA-256 {sha256}',
  'report.settings.file': '‹folder›/{name}',

  'report.failure.code': 'Code',
  'report.failure.message': 'What happened',
  'report.failure.advice': 'Advice',
  'report.failure.explanation': 'Known reply',
  'report.failure.explanation.none': 'none',
  'report.failure.field': 'Setting',
  'report.failure.cures': 'Cures',

  'report.encryption.unknown': 'Nothing is known of it: the session ended before that, or its end was not seen.',

  'report.certificate.server': 'The server’s certificate',
  'report.certificate.issuer': 'Issuer {number}',
  'report.certificate.daysLeft': 'Days left',

  'report.transcript.none': 'There is none: nothing was connected, or the attempt is still under way.',
} as const satisfies Record<string, Sentence>;
