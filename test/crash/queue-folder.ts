import { onTestFinished } from 'vitest';
import { type App, openApp } from '../../src/main/app.ts';
import { type Changes, expectValue, shortTimeouts, smtpChanges } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import { ask } from './ask.ts';

export type QueueFolder = {
  readonly path: string;
  /** A Postroom on the folder that runs Actions and commands, but sends nothing unless it is told to. */
  readonly app: App;
};

/** Tries again soon, so that a test needn't wait. */
const impatient: Changes = { 'queue.retryFirst': 1, 'queue.retryMost': 1, 'queue.checkInterval': 1 };

/** Makes a data folder for a mail server on this port of 127.0.0.1, with the notification `numbered`, for as long as the test lasts. */
export async function makeQueueFolder(port: number, changes: Changes = {}): Promise<QueueFolder> {
  const folder = await makeTemporaryFolder('crash');
  onTestFinished(folder.remove);
  const { app } = await openFolder(folder.path);
  await ask(app, 'settings.change', { changes: smtpChanges({ 'smtp.port': port, ...impatient, ...changes }) });
  await ask(app, 'notifications.save', {
    notification: {
      name: 'numbered',
      to: '{{to}}',
      subject: '{{subject}}',
      text: 'Number {{subject}}',
      attachments: [{ slot: 'report' }],
      placeholders: { to: 'someone@recipient.test', subject: '0' },
    },
  });
  return { path: folder.path, app };
}

/** Opens Postroom on a folder that is there, until the test has finished. */
export async function openFolder(path: string, worker: 'runs' | 'rests' = 'rests'): Promise<{ readonly app: App }> {
  const app = expectValue(await openApp({ dataFolder: path, vault: 'file', timeouts: shortTimeouts, worker }));
  onTestFinished(app.close);
  return { app };
}

/** Queues a message; gives its ids. */
export async function queueNumbered(app: App, to: string, subject: string): Promise<{ id: number; messageId: string }> {
  const report = await ask(app, 'actions.run', { notification: 'numbered', values: { to, subject } });
  return { id: report.deliveryId, messageId: report.messageId };
}

/** Waits until nothing is pending or under way any more. */
export async function untilNothingWaits(app: App, withinMs: number): Promise<void> {
  const nothingWaits = async () => {
    const { counts } = await ask(app, 'queue.status', {});
    return counts.pending + counts.sending === 0 ? true : undefined;
  };
  await waitFor('the queue to have nothing that waits', nothingWaits, { withinMs, everyMs: 100 });
}
