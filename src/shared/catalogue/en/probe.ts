import type { Sentence } from '../format.ts';

/** What is said about finding out what a server offers. */
export const probe = {
  'probing.alreadyRunning': 'This look at a server is under way already.',
  'probing.cancelled': 'Cancelled before every port had answered. Nothing was sent.',
  'probing.cancelled.help': 'Start it again when you are ready.',
  'probing.unfinished': '{server} was not done answering after {seconds} seconds.',
  'probing.unfinished.help':
    'The server is very slow, or something in between slows it down. Try again later, or ask the administrator of the server.',
  'probing.nothingOpen': {
    one: 'No mail server answers at {host} on port {ports}.',
    other: 'No mail server answers at {host} on any of the ports {ports}.',
  },
  'probing.nothingOpen.help':
    'Check the host name, and ask the administrator of the server which port is in use. A firewall of this network may also stand in between.',

  'probe.state.open': 'open',
  'probe.state.other': 'no usable mail server',
  'probe.state.closed': 'closed',
  'probe.state.silent': 'no answer',
  'probe.state.unreachable': 'can’t be reached',
  'probe.connection': '{tls}, {version}',
  'probe.detail.greeting': 'Greeting',
  'probe.detail.inClear': 'Sign-in unencrypted',
  'probe.detail.encrypted': 'Sign-in encrypted',
  'probe.detail.size': 'Largest message',
  'probe.detail.extensions': 'Extensions',

  'cli.help.probe': 'find out what a mail server offers, without signing in or sending anything',
  'cli.help.probe.host': 'host name or IP address',
  'cli.help.probe.port': 'look at this port; can be given several times; otherwise 25, 465, 587 and 2525',
  'cli.probe.progress': '{host}: {count} answered so far (Ctrl+C cancels)',
  'cli.probe.heading': 'Port {port}, {address}',
  'cli.probe.recommended': 'Recommended: port {port} at {address}. To use it:',
  'cli.probe.noneFits': 'None of these ports can be recommended.',
  'cli.probe.megabytes': '{size} MB',
  'cli.probe.column.port': 'PORT',
  'cli.probe.column.address': 'ADDRESS',
  'cli.probe.column.connection': 'CONNECTION',
  'cli.probe.column.certificate': 'CERTIFICATE',
  'cli.probe.column.signIn': 'SIGN-IN',
  'cli.probe.column.size': 'SIZE',
} as const satisfies Record<string, Sentence>;
