import { fail, type Result, succeed } from '../../shared/result.ts';
import { cancelUploads, uploadFile } from './upload.ts';

/** How far the files have come, all together. */
export type UploadProgress = { readonly name: string; readonly sentBytes: number; readonly totalBytes: number };

type Options = { readonly signal: AbortSignal; readonly onProgress: (progress: UploadProgress) => void };

/**
 * Hands several files to Postroom, one after the other.
 *
 * @returns the uploads' ids in the order of the files; when one fails, its Failure, and the others are forgotten
 */
export async function uploadFiles(files: readonly File[], options: Options): Promise<Result<readonly string[]>> {
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  const ids: string[] = [];
  let doneBytes = 0;
  for (const file of files) {
    const tell = (received: number) =>
      options.onProgress({ name: file.name, sentBytes: doneBytes + received, totalBytes });
    tell(0);
    const uploaded = await uploadFile(file, { signal: options.signal, onProgress: tell });
    if (!uploaded.ok) {
      cancelUploads(ids);
      return fail(uploaded.error);
    }
    ids.push(uploaded.value);
    doneBytes += file.size;
  }
  return succeed(ids);
}
