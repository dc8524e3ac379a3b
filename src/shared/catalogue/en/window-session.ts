import type { Sentence } from '../format.ts';

/** What the window shows of a session: certificates, cures, warnings, the probe, the support report. */
export const windowSession = {
  'copy.button': 'Copy',
  'copy.copied': 'Copied',
  'copy.refused': 'The browser doesn’t allow copying',

  'certificate.heading': 'Certificate of {subject}',
  'certificate.noSubject': 'the server',
  'certificate.trusted': 'trusted',
  'certificate.notTrusted': 'not trusted',
  'certificate.why.not': 'Not trusted:',
  'certificate.why.stillWrong': 'Even so:',
  'certificate.daysLeft': {
    one: '{from} to {to} ({count} day left)',
    other: '{from} to {to} ({count} days left)',
  },
  'certificate.expiredAgo': {
    one: '{from} to {to} (expired {count} day ago)',
    other: '{from} to {to} (expired {count} days ago)',
  },
  'certificate.expiresToday': '{from} to {to} (expires today)',
  'certificate.expiredToday': '{from} to {to} (expired today)',
  'certificate.validIn': {
    one: '{from} to {to} (begins in {count} day)',
    other: '{from} to {to} (begins in {count} days)',
  },
  'certificate.soon': {
    one: 'It expires in {count} day. Have the server’s administrator renew it before that.',
    other: 'It expires in {count} days. Have the server’s administrator renew it before that.',
  },
  'certificate.soonToday': 'It expires today. Have the server’s administrator renew it now.',
  'certificate.copyFingerprint': 'Copy the SHA-256',
  'certificate.copyShown': 'Copy the SHA-256 shown now',
  'certificate.chain': 'Issuers',
  'certificate.compare': 'The trusted certificate beside the one shown now',
  'certificate.compare.property': 'Property',
  'certificate.compare.old': 'Trusted so far',
  'certificate.compare.new': 'Shown now',
  'certificate.compare.differs': 'differs',
  'certificate.compare.hint':
    'A renewed certificate looks like this, and so does somebody who stands in between. Ask the server’s administrator which it is.',

  'trust.certificate': 'Trust this certificate',
  'trust.certificate.meaning':
    'Trust this certificate: Postroom sends to this server only as long as it shows exactly this one, so a renewed one has to be trusted anew. Compare its SHA-256 with the server’s administrator first.',
  'trust.authority': 'Trust this authority',
  'trust.authority.meaning':
    'Trust this authority: for this server, Postroom accepts every certificate that {authority} issues in its name.',

  'trust.missing':
    'The server didn’t send the certificate of its authority ({issuer}). If you have it as a file, Postroom can trust that authority.',
  'trust.missing.choose': 'Choose CA file…',

  'cures.heading': 'Change the settings and test again:',
  'cures.change': '{label}: {old} → {new}',
  'cures.undo': 'Undo: {change}',
  'cures.undoCertificate': 'Undo: trust of the certificate',
  'cures.undoAuthority': 'Undo: trust of the authority',
  'cures.undone': 'The change was taken back.',
  'cures.unsaved': 'The changed settings are not saved yet.',
  'cures.save': 'Save them',
  'cures.saved': 'The changed settings are saved.',

  'test.testAgain': 'Test again',
  'test.proof.reach': 'This doesn’t prove that the server lets you sign in or takes a message.',
  'test.proof.sign-in': 'This doesn’t prove that the server takes a message from this sender.',
  'test.proof.recipient': 'This doesn’t prove that the server takes the message itself.',
  'test.proof.send': 'The server took the message. This doesn’t prove that it arrives.',
  'test.to.notNeeded': 'Not needed: this test stops before anybody is named.',
  'test.done.noSignIn': 'The server has been reached. No sign-in is set, so none was tried. No message was sent.',

  'step.ofLimit': '{time} of {limit}',
  'reply.whole': { one: 'The whole reply ({count} line)', other: 'The whole reply ({count} lines)' },

  'log.warning': 'warning',
  'log.warning.certificate': 'invalid certificate accepted: {problem}',

  'transcript.copy': 'Copy the transcript',
  'transcript.save': 'Save…',
  'transcript.saveLabel': 'Save… the transcript',
  'transcript.line': '{time} {from} {text}',
  'transcript.fileName': 'postroom-transcript-{id}.txt',

  'support.button': 'Support report…',
  'support.title': 'Support report',
  'support.text':
    'For somebody who is to help: the settings, versions, the clock, each step, the transcript and the certificate. E-mail addresses and secrets are masked. This is all of it; nothing leaves this computer unless you send it.',
  'support.report': 'The report',
  'support.copy': 'Copy the report',
  'support.save': 'Save…',
  'support.saving': 'Saving as {name}',

  'probe.title': 'What does this server offer?',
  'probe.text':
    'Postroom connects to the ports that mail servers use and looks at what they offer. No message is sent, and nobody signs in.',
  'probe.host': 'Host name',
  'probe.start': 'Start',
  'probe.stop': 'Stop',
  'probe.stopping': 'Stopping…',
  'probe.results': 'Ports of {host}',
  'probe.column.port': 'Port',
  'probe.column.address': 'Address',
  'probe.column.encryption': 'Encryption',
  'probe.column.certificate': 'Certificate',
  'probe.column.signIn': 'Sign-in',
  'probe.column.use': 'Use',
  'probe.running': {
    one: 'Asking {host}: {count} answer so far.',
    other: 'Asking {host}: {count} answers so far.',
  },
  'probe.waiting': 'waiting',
  'probe.done': 'A mail server answers on {count} of {total} ports.',
  'probe.stopped': 'Stopped. What was found so far stands below.',
  'probe.stoppedEmpty': 'Stopped before anything was found.',
  'probe.none.useful': 'None of these ports can be used as it is. Open one to see why.',
  'probe.port': 'Port {port} at {address}',
  'probe.recommended': 'Recommended',
  'probe.use': 'Use this',
  'probe.useLabel': 'Use this: port {port} at {address}',
  'probe.signIn.none': 'not offered',
  'probe.size.unlimited': 'not said',
  'probe.detail.state': 'State',
  'probe.detail.took': 'Took',
} as const satisfies Record<string, Sentence>;
