import { type App, openApp } from '../src/main/app.ts';
import { ask } from '../test/crash/ask.ts';

export const sender = 'console@sender.test';
const sentence = 'A sentence as long as those that notifications are made of, over and over again. ';
const html = `<p>${sentence.repeat(5)}</p>`;
const text = `${sentence.repeat(5)}\r\n`;

/** A notification whose messages have some 2,000 bytes, headers included. */
const notification = {
  name: 'bench',
  to: '{{to}}',
  subject: 'Ticket {{number}}',
  html: `${html}<p>{{number}}</p>`,
  text: `${text}{{number}}\r\n`,
  attachments: [{ slot: 'file' }],
  placeholders: { to: 'someone@recipient.test', number: '0' },
};

/** What an Action is given for the message of this number, and what another program would make the same message of. */
export function messageOf(number: number, recipients: number) {
  const to = `someone-${number % recipients}@recipient.test`;
  const content = { subject: `Ticket ${number}`, html: `${html}<p>${number}</p>`, text: `${text}${number}\r\n` };
  return { action: { notification: 'bench', values: { to, number: String(number) } }, mail: { to, ...content } };
}

/** Opens Postroom without sending anything by itself; the folder gets settings for a server on this port, and the notification. */
export async function openBench(dataFolder: string, port: number, changes: Readonly<Record<string, string>> = {}) {
  const app = await reopen(dataFolder);
  const server = { service: 'smtp', 'smtp.host': '127.0.0.1', 'smtp.port': String(port), 'message.from': sender };
  await ask(app, 'settings.change', { changes: { ...server, ...changes } });
  await ask(app, 'notifications.save', { notification });
  return app;
}

/** Opens a folder that `openBench` has made. */
export async function reopen(dataFolder: string): Promise<App> {
  const opened = await openApp({ dataFolder, vault: 'file' });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** Runs this many Actions one after the other, for so many recipients in turn. */
export async function runActions(app: App, messages: number, recipients: number): Promise<void> {
  for (let number = 0; number < messages; number++) await ask(app, 'actions.run', messageOf(number, recipients).action);
}

/** Reads the queue as a window does that shows it: whenever it is told of a change. Ends when the returned function is called. */
export function watchAsWindow(app: App): () => Promise<void> {
  let looked: Promise<unknown> = Promise.resolve();
  const look = async () => {
    await ask(app, 'queue.status', {});
    await ask(app, 'queue.list', {});
  };
  const unsubscribe = app.subscribe((name) => {
    if (name === 'queue.changed') looked = Promise.all([looked, look()]);
  });
  return async () => {
    unsubscribe();
    await looked;
  };
}
