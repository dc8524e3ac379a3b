import { extname } from 'node:path';
import { detectMimeType } from 'nodemailer/lib/mime-funcs/mime-types';

/** Gives the media type that a file's name speaks of by its ending; `application/octet-stream` where it speaks of none. */
export function contentTypeOf(fileName: string): string {
  const extension = extname(fileName);
  return extension === '' ? 'application/octet-stream' : detectMimeType(`file${extension}`);
}
