import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';

// Above what any operation takes, so that the core gets to see, and refuse, what is too long.
const LIMIT_BYTES = 4 * 1024 * 1024;

const LINE_FEED = 0x0a;

/** Reads a text file, or standard input for `-`. Fails with INVALID_INPUT, naming the file. */
export async function readText(file: string, stdin: Readable): Promise<Result<string>> {
  const read = await readFileBytes(file, stdin);
  return read.ok ? decode(read.value, t('cli.file.notText', { file }), 'file') : fail(read.error);
}

/** Reads a file, or standard input for `-`: its first megabytes. Fails with INVALID_INPUT, naming the file. */
export async function readFileBytes(file: string, stdin: Readable): Promise<Result<Uint8Array>> {
  try {
    return succeed(await readBytes(file === '-' ? stdin : createReadStream(file)));
  } catch (error) {
    return fail(fileFailure(file, error));
  }
}

/** Reads the first line of a stream, without its line break, and lets the rest go. */
export async function readFirstLine(stream: Readable): Promise<Result<string>> {
  const bytes = await readBytes(stream, LINE_FEED);
  const end = bytes.indexOf(LINE_FEED);
  const line = decode(end === -1 ? bytes : bytes.subarray(0, end), t('cli.password.notText'), 'password');
  return line.ok ? succeed(line.value.replace(/\r$/, '')) : line;
}

/** What to say of a file that can't be read or written. */
export function fileFailure(file: string, error: unknown) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message =
    code === 'ENOENT'
      ? t('cli.file.missing', { file })
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? t('cli.file.denied', { file })
        : code === 'EISDIR'
          ? t('cli.file.isFolder', { file })
          : t('cli.file.failed', { file, reason: code });
  return { code: 'INVALID_INPUT', message, field: 'file' } as const;
}

async function readBytes(stream: Readable, until?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIMIT_BYTES || (until !== undefined && chunk.includes(until))) break;
  }
  return Buffer.concat(chunks);
}

/** A password or a setting with its bytes guessed at would be another one, so what isn't UTF-8 is refused. */
function decode(bytes: Uint8Array, refusal: string, field: string): Result<string> {
  try {
    return succeed(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail({ code: 'INVALID_INPUT', message: refusal, field });
  }
}
