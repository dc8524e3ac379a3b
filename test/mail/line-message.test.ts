import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DotStuffer } from '../../src/main/mail/dot-stuffing.ts';
import { type MessageSource, messageOf } from '../../src/main/mail/message-source.ts';
import { startLineServer } from './line-server.ts';
import { brief, openLine } from './line-under-test.ts';

/** The same bytes in pieces, which end at these places, one after the other or only when they are asked for. */
function inPieces(bytes: Buffer, ends: readonly number[], later: boolean): MessageSource {
  const pieces = [...ends, bytes.byteLength].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
  async function* slowly() {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  return { sizeBytes: bytes.byteLength, chunks: later ? slowly : () => pieces };
}

const stuffed = (...pieces: string[]): string => {
  const stuffer = new DotStuffer();
  const out = pieces.map((piece) => Buffer.from(stuffer.stuff(Buffer.from(piece, 'latin1'))).toString('latin1'));
  return out.join('') + Buffer.from(stuffer.end()).toString('latin1');
};

describe('dot-stuffing', () => {
  test.for([
    [[''], '.\r\n'],
    [['.'], '..\r\n.\r\n'],
    [['.\r\n'], '..\r\n.\r\n'],
    [['a\r\n', '.\r\n', 'b'], 'a\r\n..\r\nb\r\n.\r\n'],
    [['a\r', '\n.', '\r\n'], 'a\r\n..\r\n.\r\n'],
    [['a\r\n..\r\n...\r\n'], 'a\r\n...\r\n....\r\n.\r\n'],
    [['a.b\r\n'], 'a.b\r\n.\r\n'],
    [['a\n.\nb'], 'a\r\n..\r\nb\r\n.\r\n'],
    [['a\r.\rb'], 'a\r\n..\r\nb\r\n.\r\n'],
    [['a\n', '.\r', '\n'], 'a\r\n..\r\n.\r\n'],
    [['a\r', '.\r', 'b\r'], 'a\r\n..\r\nb\r\n.\r\n'],
    [['\r'], '\r\n.\r\n'],
    [['\n\n'], '\r\n\r\n.\r\n'],
    [['\r\r\n'], '\r\n\r\n.\r\n'],
  ] as const)('of %j gives %j', ([pieces, expected]) => {
    expect(stuffed(...pieces)).toBe(expected);
  });

  test('doesn’t depend on where the pieces end, and no final dot stands within', () => {
    const text = fc.array(fc.constantFrom('.', '\r', '\n', '\r\n', 'a'), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (whole, cuts) => {
        const ends = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const pieces = ends.slice(1).map((end, index) => whole.slice(ends[index], end));
        const result = stuffed(...pieces);
        expect(result).toBe(stuffed(whole));
        expect(result.indexOf('\r\n.\r\n')).toBe(result === '.\r\n' ? -1 : result.length - 5);
        expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe('what the server gets is what was handed in, byte for byte', () => {
  const everyByte = Buffer.from(
    Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 10 && byte !== 13),
  );
  const dots = '.\r\n..\r\n...\r\n.a\r\n\r\n.\r\n.\r\n.\r\n';
  const large = Buffer.from(`.${'x'.repeat(60)}\r\n..\r\n.\r\n`.repeat(300_000));

  test.for([
    ['nothing', Buffer.alloc(0), []],
    ['one line', Buffer.from('a\r\n'), []],
    ['dots', Buffer.from(dots), []],
    ['dots, byte by byte', Buffer.from(dots), Array.from({ length: dots.length }, (_, at) => at)],
    ['every byte', Buffer.concat([everyByte, Buffer.from('\r\n')]), [3, 90]],
    ['64 kB exactly', Buffer.from(`${'.'.repeat(65_534)}\r\n`), []],
    ['one byte more than 64 kB', Buffer.from(`.${'a'.repeat(65_534)}\r\n`), []],
    ['20 MB of lines that begin with dots', large, []],
    ['20 MB in odd pieces', large, Array.from({ length: 300 }, (_, at) => at * 65_537)],
  ] as const)('%s', { timeout: 30_000 }, async ([, bytes, ends]) => {
    for (const later of [false, true]) {
      const server = await startLineServer();
      const { send } = openLine(server.port, { timeouts: { connectMs: 9000, greetingMs: 9000, idleMs: 9000 } });
      expect(brief(await send())).toBe('sent new');
      expect(brief(await send({ message: inPieces(bytes, ends, later) }))).toBe('sent reused');
      expect(brief(await send())).toBe('sent reused');
      expect(server.messages).toHaveLength(3);
      expect(server.messages[1]?.equals(bytes)).toBe(true);
    }
  });

  test('a last line without an end gets one', async () => {
    const server = await startLineServer();
    const { send } = openLine(server.port);
    await send({ message: messageOf(Buffer.from('a\r\nb')) });
    expect(server.messages[0]?.toString()).toBe('a\r\nb\r\n');
  });

  test('the server is told the size as it is without dot-stuffing', async () => {
    const lines: string[] = [];
    const server = await startLineServer((moment) => (moment === 'EHLO' ? '250-mail\r\n250 SIZE 100' : undefined));
    const { send } = openLine(server.port);
    const outcome = await send({ message: messageOf(Buffer.from('.\r\n'.repeat(10))) });
    lines.push(...outcome.transcript.map(({ text }) => text));
    expect(lines).toContain('MAIL FROM:<console@sender.test> SIZE=30');
    expect(brief(await send({ message: messageOf(Buffer.alloc(101)) }))).toBe('failed MESSAGE_TOO_LARGE sender reused');
    expect(brief(await send())).toBe('sent reused');
  });
});

describe('a large message', () => {
  const sizeBytes = 100_000_000;
  const piece = Buffer.from(`${'y'.repeat(998)}\r\n`.repeat(50));

  /** Made as it is read; tells how much of it was. */
  function made(): { message: MessageSource; read: () => number } {
    let read = 0;
    function* chunks() {
      while (read < sizeBytes) {
        read += piece.byteLength;
        yield piece;
      }
    }
    return { message: { sizeBytes, chunks }, read: () => read };
  }

  test('isn’t read any further than the server takes it', async () => {
    const server = await startLineServer((moment) =>
      moment === 'DATA' ? { say: '354 Go', and: 'stop reading' } : undefined,
    );
    const { send } = openLine(server.port, { timeouts: { connectMs: 1000, greetingMs: 1000, idleMs: 400 } });
    const { message, read } = made();
    const outcome = await send({ message });
    expect(brief(outcome)).toBe('failed CONNECTION_TIMEOUT data new');
    expect(outcome.handedOver).toBe(false);
    // The rest is what the operating system holds for the connection.
    expect(read()).toBeLessThan(16_000_000);
  });
});
