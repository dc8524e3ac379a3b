// One job with attachments, in a process of its own: `node attachment-child.ts queue|send DATA_FOLDER MEGABYTES`. Prints the bytes of memory that the large one added.
import type { App } from '../src/main/app.ts';
import { ask } from '../test/crash/ask.ts';
import { peakMemoryBytes } from '../test/peak-memory.ts';
import { messageOf, reopen } from './queue-folder.ts';

const [job = '', dataFolder = '', megabytes = ''] = process.argv.slice(2);
/** As the command line has it. */
const PIECE_BYTES = 262_143;
const SMALL_BYTES = 100_000;

async function queue(app: App, sizeBytes: number): Promise<number> {
  const { uploadId } = await ask(app, 'uploads.begin', { name: 'file.bin', sizeBytes });
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, sizeBytes - at), at);
    await ask(app, 'uploads.append', { uploadId, base64: piece.toString('base64') });
  }
  const attachments = [{ slot: 'file', name: 'file.bin', uploadId }];
  return (await ask(app, 'actions.run', { ...messageOf(1, 1).action, attachments })).deliveryId;
}

async function send(app: App, ids: readonly number[]): Promise<void> {
  const tally = await ask(app, 'queue.run', { ids: [...ids] });
  if (tally.sent !== ids.length) throw new Error(`Not sent: ${JSON.stringify(tally)}`);
}

const app = await reopen(dataFolder);
await ask(app, 'settings.change', { changes: { 'message.limitAttachments': 'false' } });
const large = Number(megabytes) * 1_048_576;
let before = 0;
if (job === 'queue') {
  await queue(app, SMALL_BYTES);
  before = process.memoryUsage.rss();
  await queue(app, large);
} else {
  const { items } = await ask(app, 'queue.list', { state: 'pending' });
  const sized = (isLarge: boolean) =>
    items.filter(({ sizeBytes }) => sizeBytes > large === isLarge).map(({ id }) => id);
  await send(app, sized(false));
  before = process.memoryUsage.rss();
  await send(app, sized(true));
}
process.stdout.write(String(peakMemoryBytes() - before));
await app.close();
