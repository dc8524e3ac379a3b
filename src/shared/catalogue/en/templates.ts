import type { Sentence } from '../format.ts';

/** What is wrong with a notification’s texts. */
export const templates = {
  'template.tagForbidden': 'The tag “{tag}” in line {line}, column {column} isn’t allowed: no template reads files.',
  'template.tagUnknown': 'There is no tag “{tag}” (line {line}, column {column}).',
  'template.tagStray': 'The tag “{tag}” in line {line}, column {column} has no beginning.',
  'template.tagOpen': 'The tag in line {line}, column {column} has no “%}”.',
  'template.outputOpen': 'The placeholder in line {line}, column {column} has no “}}”.',
  'template.blockOpen': 'The tag “{tag}” in line {line}, column {column} has no end.',
  'template.filterUnknown': 'There is no filter “{filter}” (line {line}, column {column}).',
  'template.syntax': 'What is in line {line}, column {column} can’t be read.',
  'template.failed': 'What is in line {line}, column {column} can’t be worked out with these values.',
  'template.notText': 'The value in line {line}, column {column} is an object, not a text.',
  'template.tooDeep': 'The template is nested too deeply.',
  'template.tooLong': 'The text gets longer than {limit} characters (line {line}, column {column}).',
  'template.tooManyItems': 'A list in line {line}, column {column} has more than {limit} items.',
  'template.pathTooLong':
    'The path of a value in line {line}, column {column} is longer than {limit} characters or has more than {names} names.',
  'template.tooMuchWork': 'The template takes too long to fill (line {line}, column {column}).',
  'template.tooMuchCode':
    'The template has more than {tags} tags and placeholders, or they are longer than {characters} characters.',
  'template.placeholderUnknown': 'There is no placeholder “{name}” (line {line}, column {column}).',
  'template.valuesUnknown': '“{notification}” has no such placeholder: {names}.',
  'template.valuesMissing': 'These placeholders have no value: {names}.',
  'template.valuesMissing.help': 'Give them values, or let the notification leave placeholders blank.',
  'template.valuesMissing.json':
    'Give them values, or let the notification leave placeholders blank. As JSON, such as in a file for --data: {names}.',
  'template.valueKind.boolean': 'The value of “{name}” has to be true or false, as its sample is: {sample}',
  'template.valueKind.number': 'The value of “{name}” has to be a number, as its sample is: {sample}',
  'template.valueKind.list': 'The value of “{name}” has to be a list in JSON, as its sample is: {sample}',
  'template.valueKind.object': 'The value of “{name}” has to be an object in JSON, as its sample is: {sample}',
  'notificationFile.notJson': 'The file is not JSON.',
  'notificationFile.unreadable':
    'Some of what is stored can’t be read, so the notification is off: {keys}. Look through it and save it again.',
  'notificationFile.twice': '“{name}” is there twice.',
  'notificationFile.notUploaded': 'The file “{file}” has not been uploaded.',
  'notificationFile.tooLarge': 'The file “{file}” is too large to be shown.',
  'notificationFile.notListed': 'The file “{file}” is not among the attachments.',
  'notification.nameTaken': 'There is a notification named “{name}” already.',
  'notification.conflict': 'The notification “{name}” has been changed meanwhile.',
  'notification.conflict.help': 'Load it again to see the other change, then make yours.',
  'notification.notFound': 'There is no notification with the number {id}.',
  'notification.noneNamed': 'There is no notification named “{name}”.',
  'notification.noFile': 'The notification has no file named “{file}”.',
  'template.fileLeftOut': '[The content of “{name}” is left out here.]',
  'template.oneAddress': 'Only one address can be here.',
} as const satisfies Record<string, Sentence>;
