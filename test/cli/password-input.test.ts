import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { readPassword } from '../../src/main/cli/password-input.ts';
import { expectFailure } from '../app-under-test.ts';

type Input = Parameters<typeof readPassword>[0];

/** A terminal that passes on keys, and notes whether it echoes. */
function terminal() {
  const keys = new PassThrough();
  const state = { echoes: true };
  const setRawMode = (raw: boolean) => {
    state.echoes = !raw;
    return keys;
  };
  const prompt = new PassThrough();
  return { input: Object.assign(keys, { isTTY: true, setRawMode }) as unknown as Input, keys, prompt, state };
}

const piped = (...chunks: readonly Buffer[]) => Readable.from(chunks) as unknown as Input;

describe('a password typed at a terminal', () => {
  it.each([
    ['secret\r', 'secret'],
    ['sect\x7fret\n', 'secret'],
    ['wrong\x15secret\r', 'secret'],
    ['🎉\x7f\x7f\x7fsecret\r', 'secret'],
    ['Grün 7%\r', 'Grün 7%'],
    ['secret\x04', 'secret'],
    ['sec\x1b[Aret\x1b[1;5D\r', 'secret'],
    ['\x1bOP\x1b[[A\x1b[3~secret\r', 'secret'],
    ['sec\x1a\x00\t\x1c\u0085ret\r', 'secret'],
  ])('%j is %j, without echo', async (typed, password) => {
    const { input, keys, prompt, state } = terminal();
    const read = readPassword(input, prompt);
    expect(state.echoes).toBe(false);
    for (const key of typed) keys.write(key);
    expect(await read).toEqual({ ok: true, value: password });
    expect(state.echoes).toBe(true);
    expect(String(prompt.read())).not.toContain(password);
  });

  it('is asked for only when nothing is echoed any more', async () => {
    const { input, keys, prompt, state } = terminal();
    const echoed: boolean[] = [];
    vi.spyOn(prompt, 'write').mockImplementation(() => echoed.push(state.echoes) > 0);
    const read = readPassword(input, prompt);
    expect(echoed).toEqual([false]);
    keys.write('\r');
    await read;
  });

  it.each(['secret\x03', '\x04', 'secret\x1b[\x03'])('%j enters none', async (typed) => {
    const { input, keys, prompt, state } = terminal();
    const read = readPassword(input, prompt);
    keys.write(typed);
    expectFailure(await read, 'CANCELLED');
    expect(state.echoes).toBe(true);
  });
});

describe('a password from a pipe', () => {
  it.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\nmore', 'secret'],
    [' secret \t\n', ' secret \t'],
    ['\uFEFFsecret\n', 'secret'],
    ['', ''],
  ])('%j is %j', async (text, password) => {
    expect(await readPassword(piped(Buffer.from(text)), new PassThrough())).toEqual({ ok: true, value: password });
  });

  it('is put together from pieces, even within a letter', async () => {
    const bytes = [...Buffer.from('Grün\nmore')].map((byte) => Buffer.of(byte));
    expect(await readPassword(piped(...bytes), new PassThrough())).toEqual({ ok: true, value: 'Grün' });
  });

  it('that isn’t UTF-8 is refused instead of guessed at', async () => {
    const { field } = expectFailure(
      await readPassword(piped(Buffer.from('Grün\n', 'latin1')), new PassThrough()),
      'INVALID_INPUT',
    );
    expect(field).toBe('password');
  });

  it('that never ends is not waited for', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65_536, 'x');
      })(),
    ) as unknown as Input;
    const read = await readPassword(endless, new PassThrough());
    expect(read.ok && read.value.length).toBeLessThan(8_000_000);
  });
});
