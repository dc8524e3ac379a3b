import type { Sentence } from '../format.ts';
import { windowLog } from './window-log.ts';
import { windowSession } from './window-session.ts';
import { windowSettings } from './window-settings.ts';

/** What the window says: its frame here, its screens in files of their own. */
export const window = {
  ...windowSettings,
  ...windowLog,
  ...windowSession,

  'app.name': 'Postroom',
  'window.broken': 'Something went wrong in this window.',
  'window.broken.help':
    'Load it again; what was saved is safe. If it happens again, please report what you did before.',
  'window.reload': 'Load again',
  'nav.label': 'Screens',
  'nav.toggle': 'Show or hide the sidebar',
  'nav.resize': 'Width of the sidebar',
  'nav.notifications': 'Notifications',
  'nav.email': 'E-mail',
  'nav.settings': 'Settings',
  'nav.captured': 'Captured Mail',
  'nav.logs': 'Logs',
  'toolbar.label': 'Commands',
  'command.save': 'Save',
  'command.revert': 'Revert',
  'command.refresh': 'Refresh',
  'theme.label': 'Appearance',
  'theme.system': 'System theme',
  'theme.light': 'Light theme',
  'theme.dark': 'Dark theme',
  'split.resize': 'Width of the detail',
  'split.close': 'Close (Esc)',
  'open.settings': 'Open the settings',

  'button.ok': 'OK',
  'button.cancel': 'Cancel',
  'button.close': 'Close',
  loading: 'Loading',

  'statusBar.smtp': 'Active: SMTP {host}:{port}',
  'statusBar.capture': 'Active: built-in capture server',
  'statusBar.neverTested': 'Never tested',
  'statusBar.lastTest': 'Last test: {status}, {ago}',
  'statusBar.filePermissions': 'Password: file permissions only',
  'statusBar.version': 'Postroom {version}',
  'statusBar.dataFolder': '{computer}, data folder {folder}',

  'statusInSentence.sending': 'under way',
  'statusInSentence.sent': 'sent',
  'statusInSentence.sentInPart': 'sent in part',
  'statusInSentence.failed': 'failed',
  'statusInSentence.unknown': 'outcome unknown',
  'statusInSentence.cancelled': 'cancelled',
  'statusInSentence.checked': 'checked, nothing sent',

  'time.justNow': 'just now',
  'unit.ms': '{value} ms',
  'unit.s': '{value} s',
  'unit.bytes': '{value} B',
  'unit.kb': '{value} kB',
  'unit.mb': '{value} MB',

  'connection.lost.title': 'The connection to Postroom was lost.',
  'connection.lost.help':
    'What you typed is still here. Postroom is tried again by itself; if it has ended, start it again and open its new link.',
  'connection.refused.title': 'Postroom was started again, and this window belongs to the one before.',
  'connection.refused.help': 'Open the link that Postroom printed when it started. What you typed here is not saved.',

  'unsaved.title': 'Save the changes to the settings?',
  'unsaved.text': 'What you changed is lost unless it is saved.',
  'unsaved.save': 'Save',
  'unsaved.discard': 'Don’t save',
  'refresh.title': 'Read the settings again?',
  'refresh.text': 'What you changed has not been saved and is lost.',
  'refresh.discard': 'Discard the changes',

  'message.parts': 'Parts of the message',
  'message.part.html': 'HTML',
  'message.part.text': 'Text',
  'message.part.headers': 'Headers',
  'message.part.source': 'Source',
  'message.save': 'Save as .eml',
  'message.sourceCut': 'The source is longer than is shown here. Save it to see the rest.',
  'message.htmlFrame': 'The message as HTML. Nothing in it is loaded from the network, and its links are off.',
  'message.leftOut': {
    one: '{count} picture or file is not shown: it would have been loaded from the network.',
    other: '{count} pictures or files are not shown: they would have been loaded from the network.',
  },
  'message.noSubject': '(no subject)',
  'attachments.label': 'Attachments',
  'attachments.save': 'Save {name}',
} as const satisfies Record<string, Sentence>;
