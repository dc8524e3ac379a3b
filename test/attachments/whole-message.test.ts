import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { encodedBytes, wholeMessage } from '../../src/main/attachments/whole-message.ts';
import { composeMessage } from '../../src/main/message/compose-message.ts';
import { plain } from '../message/message-parts.ts';
import { allOf, joined } from '../pieces.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { readWithPython } from '../servers/python-message.ts';

/** Reads one content, whatever its name, in pieces of a size. */
const inPieces = (content: Uint8Array, size: number) =>
  async function* () {
    for (let at = 0; at < content.byteLength; at += size) yield content.subarray(at, at + size);
  };

const sample = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 256));

// 57 bytes are a line; 840 lines are encoded at a time.
const lengths = [0, 1, 2, 3, 56, 57, 58, 114, 47_879, 47_880, 47_881, 47_880 * 2, 100_000];
test.each(lengths)('a file of %i bytes goes in as base64 in lines of 76, as long as was said', async (length) => {
  const content = sample(length);
  const file = { byteOffset: 2, sha256: 'x', sizeBytes: length };
  const whole = wholeMessage(Buffer.from('[]'), [{ ...file, byteOffset: 1 }], inPieces(content, 4096));
  const bytes = await joined(whole.chunks());
  expect(bytes.byteLength).toBe(whole.sizeBytes);
  expect(whole.sizeBytes).toBe(2 + encodedBytes(length));
  const text = bytes.toString('latin1');
  expect([text.at(0), text.at(-1)]).toEqual(['[', ']']);
  const lines = text.slice(1, -1).split('\r\n');
  for (const line of lines.slice(0, -1)) expect(line.length).toBe(76);
  expect(lines.at(-1)?.length).toBeLessThanOrEqual(76);
  if (length > 0) expect(lines.at(-1)).not.toBe('');
  expect(Buffer.from(lines.join(''), 'base64')).toEqual(content);
});

test('no piece of a large message is much longer than 64 kB, however it is read', async () => {
  const content = sample(300_000);
  const source = Buffer.alloc(500_000, 'x');
  const file = { byteOffset: 250_000, sha256: 'x', sizeBytes: content.byteLength };
  const once = await joined(wholeMessage(source, [file], inPieces(content, 300_000)).chunks());
  for (const size of [1, 57, 65_536, 200_000]) {
    const pieces = await allOf(wholeMessage(source, [file], inPieces(content, size)).chunks());
    expect(Math.max(...pieces.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(66_000);
    expect(Buffer.concat(pieces).equals(once)).toBe(true);
  }
});

test('any files at any places come out between the same text', async () => {
  const cases = fc.array(fc.tuple(fc.string({ maxLength: 20 }), fc.uint8Array({ maxLength: 300 })), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(cases, fc.integer({ min: 1, max: 100 }), async (parts, size) => {
      let source = '';
      const files = parts.map(([text, content], index) => {
        source += text;
        return { byteOffset: Buffer.byteLength(source), sha256: String(index), sizeBytes: content.byteLength };
      });
      const whole = wholeMessage(Buffer.from(source), files, (index) =>
        inPieces(parts[Number(index)]?.[1] ?? Buffer.of(), size)(),
      );
      const lines = (content: Uint8Array) =>
        (
          Buffer.from(content)
            .toString('base64')
            .match(/.{1,76}/g) ?? []
        ).join('\r\n');
      const expected = parts.map(([text, content]) => text + lines(content)).join('');
      expect((await joined(whole.chunks())).toString()).toBe(expected);
      expect(whole.sizeBytes).toBe(Buffer.byteLength(expected));
    }),
  );
});

test.each([
  ['grew', 101],
  ['shrank', 99],
  ['grew by far', 200_000],
  ['was emptied', 0],
])('a file that %s since it was queued stops the message before it is whole', async (_what, length) => {
  const file = { byteOffset: 0, sha256: 'x', sizeBytes: 100 };
  const whole = wholeMessage(Buffer.from('the end'), [file], inPieces(sample(length), 64));
  const seen: Uint8Array[] = [];
  await expect(async () => {
    for await (const piece of whole.chunks()) seen.push(new Uint8Array(piece));
  }).rejects.toThrow('size');
  expect(Buffer.concat(seen).toString()).not.toContain('the end');
});

test('a file that can’t be read stops the message', async () => {
  const file = { byteOffset: 0, sha256: 'x', sizeBytes: 100 };
  const unreadable = async function* (): AsyncGenerator<Uint8Array> {
    yield sample(50);
    throw new Error('gone');
  };
  await expect(joined(wholeMessage(Buffer.of(), [file], unreadable).chunks())).rejects.toThrow('gone');
});

const names = [
  'Отчёт за ноябрь.pdf',
  '📎 résumé 👩‍👩‍👧.docx',
  'report.csv',
  '空.txt',
  'no ending',
  `${'длинное '.repeat(25)}.zip`,
];
const files = names.map((name, index) => ({ name, content: sample(index === 3 ? 0 : 1000 * index + 57) }));
const types = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/csv',
  'text/plain',
  'application/octet-stream',
  'application/zip',
];

async function composed(): Promise<Buffer> {
  const attachments = names.map((name, index) => ({ name, contentType: types[index] ?? '' }));
  const { source, attachmentOffsets } = await composeMessage({ ...plain, html: '<p>x</p>', attachments });
  const placed = files.map(({ content }, index) => {
    return { byteOffset: attachmentOffsets[index] ?? -1, sha256: String(index), sizeBytes: content.byteLength };
  });
  const read = (index: string) => inPieces(files[Number(index)]?.content ?? Buffer.of(), 999)();
  return joined(wholeMessage(source, placed, read).chunks());
}

test('a composed message is read back with all its files', async () => {
  const email = await PostalMime.parse(await composed());
  expect(email.attachments.map(({ filename }) => filename)).toEqual(names);
  expect(email.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))).toEqual(
    files.map(({ content }) => content),
  );
});

describeWithPeers(['python3'], 'a composed message', () => {
  test('is read back by Python with all its files', async () => {
    const message = await readWithPython(await composed());
    expect(message.defects).toEqual([]);
    const parts = message.parts.slice(2);
    expect(parts.map(({ fileName }) => fileName)).toEqual(names);
    expect(parts.map(({ contentType }) => contentType)).toEqual(types);
    expect(parts.map(({ base64 }) => base64)).toEqual(files.map(({ content }) => content.toString('base64')));
  });
});
