import MimeNode, { type MimeNodeHeaderValue } from 'nodemailer/lib/mime-node';
import type { TransferEncoding } from './body.ts';

/**
 * A part of a message whose headers are written already. nodemailer builds the tree, folds the headers and encodes the
 * bodies; its own writing of headers knows UTF-8 alone and is passed by.
 */
export class PartNode extends MimeNode {
  readonly #encoding: TransferEncoding | undefined;

  constructor(contentType: string | false, encoding?: TransferEncoding) {
    super(contentType, { newline: 'windows', disableFileAccess: true, disableUrlAccess: true });
    this.#encoding = encoding;
  }

  override encodeHeaderValue(_key: string, value: MimeNodeHeaderValue): string {
    // A header that would end before its end is a bug, wherever it was written; it must not reach a server.
    const text = String(value ?? '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    if (/[\x00-\x08\x0a-\x1f\x7f]/.test(text)) throw new Error('A header has a control character.');
    return text;
  }

  override getTransferEncoding(): string | false {
    return this.#encoding ?? false;
  }
}
