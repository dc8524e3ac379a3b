import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { fileFailure } from './input-text.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { onManyLines } from './text.ts';

/** No notification's file is larger. */
const LARGEST_BYTES = 16 * 1_048_576;

type Written = { readonly path: string; readonly bytes: Buffer; readonly isEarlierOne: (there: Buffer) => boolean };

/**
 * Writes a notification's file, and its fixed files beside it. An earlier export of the same notification is replaced, any
 * other file only when `force` says so; that is looked at before the first one is written.
 */
export async function exportNotification(
  { call, terminal }: Session,
  name: string,
  file: string,
  force: boolean,
): Promise<Outcome> {
  const exported = await call('notifications.export', { name });
  if (!exported.ok) return { result: exported };
  const { text, files } = exported.value;
  if (file === '-')
    return {
      result: exported,
      text: terminal ? onManyLines(text) : text,
      notices: files.map((each) => t('cli.notifications.notWritten', { file: each })),
    };
  // Also in other capitals: some file systems don't tell them apart.
  const same = files.find((each) => each.toLowerCase() === basename(file).toLowerCase());
  if (same !== undefined) {
    const message = t('cli.notifications.sameName', { file: same });
    return { result: fail({ code: 'INVALID_INPUT', message, field: 'file' }) };
  }
  const writing: Written[] = [
    {
      path: file,
      bytes: Buffer.from(text),
      isEarlierOne: (there) => nameIn(there)?.toLowerCase() === nameIn(Buffer.from(text))?.toLowerCase(),
    },
  ];
  for (const each of files) {
    const content = await contentOf(call, name, each);
    if (!content.ok) return { result: content };
    const bytes = content.value;
    writing.push({ path: join(dirname(file), each), bytes, isEarlierOne: (there) => there.equals(bytes) });
  }
  const written = await writeAll(writing, force);
  if (!written.ok) return { result: written };
  return {
    result: succeed({ file, files }),
    text: [
      t('cli.notifications.exported', { name, file }),
      ...files.map((each) => t('cli.notifications.fileExported', { file: join(dirname(file), each) })),
    ].join('\n'),
  };
}

async function contentOf(call: Session['call'], name: string, file: string): Promise<Result<Buffer>> {
  const found = await call('notifications.get', { name });
  if (!found.ok) return fail(found.error);
  const content = await call('notifications.file', { id: found.value.id, file });
  return content.ok ? succeed(Buffer.from(content.value.base64, 'base64')) : fail(content.error);
}

async function writeAll(writing: readonly Written[], force: boolean): Promise<Result<null>> {
  const flags: ('w' | 'wx')[] = [];
  for (const each of writing) {
    const flag = await flagFor(each, force);
    if (!flag.ok) return fail(flag.error);
    flags.push(flag.value);
  }
  for (const [index, { path, bytes }] of writing.entries()) {
    try {
      await writeFile(path, bytes, { flag: flags[index] ?? 'wx' });
    } catch (error) {
      return fail(fileFailure(path, error));
    }
  }
  return succeed(null);
}

/** How a file may be opened: what wasn't there a moment ago mustn't be there then, not even as a link. */
async function flagFor({ path, isEarlierOne }: Written, force: boolean): Promise<Result<'w' | 'wx'>> {
  try {
    const there = await stat(path);
    // A device or a pipe has nothing in it to be lost.
    if (force || !there.isFile()) return succeed('w');
    if (there.size <= LARGEST_BYTES && isEarlierOne(await readFile(path))) return succeed('w');
    return fail({ code: 'INVALID_INPUT', message: t('cli.notifications.fileExists', { file: path }), field: 'file' });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? succeed('wx') : fail(fileFailure(path, error));
  }
}

/** The name of the notification that a file is an export of; undefined for any other file. */
function nameIn(bytes: Buffer): string | undefined {
  try {
    const { name } = JSON.parse(bytes.toString('utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
