import type { Sentence } from '../format.ts';

/** Why an Action queued nothing, and what became of its message and files. */
export const actions = {
  'action.tooLarge':
    'The attachments have {total} bytes together. The limit is {limit} bytes ({megabytes} MB). The largest: {files}.',
  'action.tooLarge.file': '{name} ({bytes} bytes)',
  'action.tooLarge.help': 'Leave files out or make them smaller. An administrator can raise the limit in Settings.',
  'action.tooLarge.unnamed': 'The attachments have {total} bytes together. The limit is {limit} bytes.',
  'action.notification.notFound': 'There is no notification named “{name}”.',
  'action.notification.disabled': 'The notification “{name}” is disabled.',
  'action.notification.disabled.help': 'Enable it under E-mail Notifications.',
  'action.sender.missing': 'The notification “{name}” has no sender, and neither have the settings.',
  'action.sender.missing.help': 'Fill out From in the notification, or the ‘From’ e-mail address in Settings.',
  'action.nobody': 'The notification “{notification}” has no recipients.',
  'action.nobody.help': 'Check To, CC and BCC of the notification and the values that they were filled with.',
  'action.nobody.kept':
    'It is kept in the queue as number {id}. Check To, CC and BCC of the notification and the values that they were filled with.',
  'action.nobodyButInitiator':
    'Whoever ran the Action was the only recipient of “{notification}”, and is not notified by the Global Settings.',
  'action.value.notText': 'A value is given as text here. Whatever else JSON has goes into “data”.',
  'action.at.past': 'This time is over. Leave it out to send at once.',
  'action.slot.unknown': 'The notification “{notification}” has no slot “{slot}” for attachments.',
  'action.slot.unfilled': 'The notification “{notification}” needs a file for: {slots}.',
  'action.file.notKept': 'The file “{name}” of the notification is not there.',
  'action.file.notKept.help': 'Add the file to the notification again.',
  'action.file.notUploaded': 'The file “{name}” has not been uploaded, or its upload has been forgotten.',
  'action.file.notUploaded.help': 'Attach the file again.',
  'action.file.twice': 'The file “{name}” is given both as an upload and in base64. Give one of them.',
  'action.file.notBase64': 'The file “{name}” is not valid base64.',
  'action.file.vanished': 'A file of the message is not there any more.',
  'upload.tooMany': 'There are {limit} uploads under way already. Wait until one has ended.',
  'upload.tooFast': 'Pieces of this file come faster than they can be written. Wait for the answer to each.',
  'upload.finished': 'This upload has been finished. Nothing can be added to it.',
  'upload.notBase64': 'This is not base64.',
  'upload.gone': 'There is no such upload. An upload is forgotten an hour after its last piece.',
  'upload.gone.help': 'Attach the file again.',
  'log.message.notKept': 'The content of this message has not been kept: its notification asks for that.',
  'log.message.never': 'No message was made: this notification never entered the queue.',
  'log.source.fileGone': 'A file of this message is not there any more, so the message can’t be put together.',
  'log.source.tooLarge': 'This message has {size} MB. Up to {limit} MB can be saved from here.',
} as const satisfies Record<string, Sentence>;
