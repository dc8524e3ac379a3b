import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openApp } from '../../src/main/app.ts';
import { expectValue, smtpChanges } from '../app-under-test.ts';
import { ask } from '../crash/ask.ts';
import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const words = {
  envelope: ['BodyOfIt', 'NameOfFile', 'ContentOfFile'],
  outcome: ['SubjectOfIt', 'person@recipient.test', 'initiator@who.test', 'KeyOfCaller', 'ReplyOfServer'],
};

/** What can be read in any file of a data folder. */
function readable(folder: string, wanted: readonly string[]): string[] {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((each) => each.isFile());
  const all = files.map((each) => readFileSync(join(each.parentPath, each.name), 'latin1').toLowerCase());
  return wanted.filter((word) => all.some((content) => content.includes(word.toLowerCase())));
}

test.for([
  ['envelope', 'sent', words.envelope],
  ['outcome', 'sent', [...words.envelope, ...words.outcome]],
  ['outcome', 'refused and deleted', [...words.envelope, ...words.outcome]],
] as const)(
  'with “%s”, of messages that were %s nothing else stays in any file',
  { timeout: 60_000 },
  async ([keep, fate, gone]) => {
    const reply = fate === 'sent' ? '250 2.0.0 ReplyOfServer\r\n' : '550 5.1.1 ReplyOfServer\r\n';
    const server = await startScripted(answering({ message: reply }));
    onTestFinished(server.close);
    const folder = await makeTemporaryFolder('forgotten');
    onTestFinished(folder.remove);
    const app = expectValue(await openApp({ dataFolder: folder.path, vault: 'file', worker: 'runs' }));
    await ask(app, 'settings.change', { changes: smtpChanges({ 'smtp.port': server.port }) });
    await ask(app, 'notifications.save', {
      notification: {
        name: 'n',
        to: '{{to}}',
        subject: '{{subject}}',
        text: '{{body}}',
        keep,
        attachments: [{ slot: 'file' }],
        placeholders: { to: 'a@b.test', subject: 's', body: 'b' },
      },
    });
    await ask(app, 'queue.pause', { why: '' });
    for (let index = 0; index < 40; index++)
      await ask(app, 'actions.run', {
        notification: 'n',
        values: { to: 'person@recipient.test', subject: 'SubjectOfIt', body: 'BodyOfIt '.repeat(1 + index * 7) },
        initiator: 'initiator@who.test',
        idempotencyKey: `KeyOfCaller${index}`,
        attachments: [
          {
            slot: 'file',
            name: `NameOfFile${index}.txt`,
            base64: Buffer.from(`ContentOfFile${index}`).toString('base64'),
          },
        ],
      });
    expect(readdirSync(join(folder.path, 'attachments'))).toHaveLength(40);
    await ask(app, 'queue.resume', {});
    const waits = async () => {
      const { counts } = (await ask(app, 'queue.status', {})) as { counts: { pending: number; sending: number } };
      expect(counts.pending + counts.sending).toBe(0);
    };
    await vi.waitFor(waits, { timeout: 20_000, interval: 100 });
    if (fate !== 'sent') await ask(app, 'queue.delete', { ids: 'all' });
    // While it runs, too.
    await vi.waitFor(() => expect(readdirSync(join(folder.path, 'attachments'))).toEqual([]), { timeout: 5_000 });
    await app.close();
    expect(readable(folder.path, gone)).toEqual([]);
    if (keep === 'envelope') expect(readable(folder.path, ['SubjectOfIt', 'person@recipient.test'])).toHaveLength(2);
  },
);
