import { expect, it } from 'vitest';
import { createBodyReader, NOTIFY_LIMIT_BYTES } from '../../src/main/serve/body-reader.ts';

const streamOf = (...chunks: readonly (string | Uint8Array)[]) =>
  ReadableStream.from(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)));

const largest = () => streamOf(new Uint8Array(NOTIFY_LIMIT_BYTES).fill(0x41));

it('gives a text whose letters are cut anywhere', async () => {
  const bytes = Buffer.from('["Grüße 📮"]');
  const read = await createBodyReader()(streamOf(...Array.from(bytes, (byte) => new Uint8Array([byte]))));
  expect(read).toMatchObject({ text: '["Grüße 📮"]' });
});

it.each<[string, () => ReadableStream<Uint8Array>, string]>([
  ['a byte more than is allowed', () => streamOf(new Uint8Array(NOTIFY_LIMIT_BYTES + 1)), 'too-large'],
  ['more parts than are allowed', () => streamOf(','.repeat(10_001)), 'too-many-parts'],
  ['more parts after a text', () => streamOf('{"a\\\\\\""', ':"",'.repeat(10_001)), 'too-many-parts'],
  ['half a letter', () => streamOf(Buffer.from('ü').subarray(0, 1)), 'not-text'],
  ['Latin-1', () => streamOf(Buffer.from('ü', 'latin1')), 'not-text'],
])('%s is refused', async (_name, body, refused) => {
  expect(await createBodyReader()(body())).toEqual({ refused });
});

it('counts no parts in texts', async () => {
  const text = JSON.stringify({ csv: `"\\",${'a,[{\\"'.repeat(20_000)}` });
  const cuts = [text.slice(0, 9), text.slice(9, 14), text.slice(14)];
  expect(await createBodyReader()(streamOf(...cuts))).toMatchObject({ text });
});

it('takes only so much at a time, and the next one when one of them is dealt with', async () => {
  const read = createBodyReader();
  const taken = await Promise.all([read(largest()), read(largest()), read(largest()), read(largest())]);
  expect(await read(streamOf('{}'))).toEqual({ refused: 'too-many' });
  const [first] = taken;
  if (first === undefined || !('release' in first)) throw new Error('the first one was refused');
  first.release();
  first.release();
  expect(await read(streamOf('{}'))).toMatchObject({ text: '{}' });
  expect(await read(largest())).toEqual({ refused: 'too-many' });
});
