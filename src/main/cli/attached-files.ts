import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { Session } from './session.ts';

const PIECE_BYTES = 262_143;
// A pipe that took the file's place meanwhile must not hold anything up.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A file as it was found: its name without folders, and its size by then. */
export type FoundFile = { readonly path: string; readonly name: string; readonly sizeBytes: number };

/** Looks at a file and makes sure that it can be read. Fails with ATTACHMENT_UNREADABLE, naming it. */
export async function findFile(path: string): Promise<Result<FoundFile>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return fail(noFile(path, found.isDirectory()));
    const file = await open(path, READ);
    await file.close();
    return succeed({ path, name: basename(path), sizeBytes: found.size });
  } catch (error) {
    return fail(unreadable(path, error));
  }
}

/**
 * Hands a file to Postroom piece by piece. What is read counts, whatever its size was before.
 * Fails with ATTACHMENT_UNREADABLE, or with what the core says of it; then nothing of it stays.
 */
export async function uploadFile(call: Session['call'], { path, name, sizeBytes }: FoundFile): Promise<Result<string>> {
  const begun = await call('uploads.begin', { name, sizeBytes });
  if (!begun.ok) return fail(begun.error);
  const { uploadId } = begun.value;
  const sent = await sendPieces(call, uploadId, path);
  if (sent.ok) return succeed(uploadId);
  await call('uploads.cancel', { uploadId });
  return fail(sent.error);
}

async function sendPieces(call: Session['call'], uploadId: string, path: string): Promise<Result<null>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, READ);
    const found = await file.stat();
    if (!found.isFile()) return fail(noFile(path, found.isDirectory()));
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES);
      if (bytesRead === 0) return succeed(null);
      const base64 = piece.toString('base64', 0, bytesRead);
      const taken = await call('uploads.append', { uploadId, base64 });
      if (!taken.ok) return fail(taken.error);
    }
  } catch (error) {
    return fail(unreadable(path, error));
  } finally {
    await file?.close();
  }
}

function noFile(path: string, isFolder: boolean): Failure {
  const message = isFolder ? t('cli.file.isFolder', { file: path }) : t('cli.attach.noFile', { file: path });
  return { code: 'ATTACHMENT_UNREADABLE', message, field: 'attachments' };
}

function unreadable(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // What has no such code is a bug.
  if (code === '') throw error;
  const message =
    code === 'ENOENT'
      ? t('cli.file.missing', { file: path })
      : code === 'EACCES' || code === 'EPERM'
        ? t('cli.file.denied', { file: path })
        : t('cli.file.failed', { file: path, reason: code });
  return { code: 'ATTACHMENT_UNREADABLE', message, field: 'attachments' };
}
