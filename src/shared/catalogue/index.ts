import { actions } from './en/actions.ts';
import { charsets } from './en/charsets.ts';
import { commands } from './en/commands.ts';
import { commandsQueue } from './en/commands-queue.ts';
import { desktop } from './en/desktop.ts';
import { failures } from './en/failures.ts';
import { mail } from './en/mail.ts';
import { notifications } from './en/notifications.ts';
import { probe } from './en/probe.ts';
import { queue } from './en/queue.ts';
import { support } from './en/support.ts';
import { templates } from './en/templates.ts';
import { validation } from './en/validation.ts';
import { window } from './en/window.ts';
import { windowNotifications } from './en/window-notifications.ts';
import { windowQueue } from './en/window-queue.ts';
import { formatSentence, type Parameters, type Sentence } from './format.ts';

/** Every sentence that a person reads, by key, but those of explanations.ts, which only main needs. English is the only language so far; another one is a second object of the same keys. */
const english = {
  ...validation,
  ...failures,
  ...mail,
  ...commands,
  ...desktop,
  ...window,
  ...charsets,
  ...probe,
  ...support,
  ...notifications,
  ...queue,
  ...templates,
  ...actions,
  ...commandsQueue,
  ...windowNotifications,
  ...windowQueue,
} satisfies Record<string, Sentence>;

export type SentenceKey = keyof typeof english;

type Arguments<K extends SentenceKey> = keyof Parameters<(typeof english)[K]> extends never
  ? []
  : [Parameters<(typeof english)[K]>];

/** Gives the sentence of a key, with its parameters put in. */
export function t<K extends SentenceKey>(key: K, ...args: Arguments<K>): string {
  return formatSentence(english[key], args[0] ?? {}, 'en');
}
