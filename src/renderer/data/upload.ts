import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { bridge } from './call.ts';

/** Bytes of one piece: in base64 it stays well below what a door takes at a time. Divisible by three, so that none is padded. */
const PIECE = 262_143;

type UploadOptions = {
  readonly signal: AbortSignal;
  /** Told after each piece how many bytes have arrived. */
  readonly onProgress: (receivedBytes: number) => void;
};

/**
 * Hands a file to Postroom piece by piece, so that it is never in memory as a whole.
 *
 * @returns the upload's id; CANCELLED when the signal says so, ATTACHMENT_UNREADABLE when the file is gone or was changed meanwhile
 */
export async function uploadFile(file: File, { signal, onProgress }: UploadOptions): Promise<Result<string>> {
  const begun = await bridge().invoke('uploads.begin', { name: file.name, sizeBytes: file.size });
  if (!begun.ok) return fail(begun.error);
  const { uploadId } = begun.value;
  const giveUp = (failure: Failure) => {
    cancelUploads([uploadId]);
    return fail(failure);
  };
  for (let from = 0; from < file.size; from += PIECE) {
    if (signal.aborted) return giveUp({ code: 'CANCELLED', message: t('uploading.cancelled') });
    const base64 = await base64Of(file.slice(from, from + PIECE));
    if (base64 === undefined)
      return giveUp({ code: 'ATTACHMENT_UNREADABLE', message: t('uploading.unreadable', { name: file.name }) });
    const appended = await bridge().invoke('uploads.append', { uploadId, base64 });
    if (!appended.ok) return giveUp(appended.error);
    onProgress(appended.value.receivedBytes);
  }
  return succeed(uploadId);
}

/** Forgets uploads that nothing came of. */
export function cancelUploads(uploadIds: readonly string[]): void {
  for (const uploadId of uploadIds) void bridge().invoke('uploads.cancel', { uploadId });
}

/** Gives the piece in base64 (RFC 4648), made by the browser off the page's own thread; undefined when it can't be read. */
function base64Of(piece: Blob): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onerror = () => resolve(undefined);
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.readAsDataURL(piece);
  });
}
