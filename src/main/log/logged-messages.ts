import { t } from '../../shared/catalogue/index.ts';
import { type FileContent, type MessageView, SOURCE_LIMIT } from '../../shared/message.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { type WholeMessage, wholeMessage } from '../attachments/whole-message.ts';
import { readMessage } from '../message/read-message.ts';
import type { DeliveryTableRow } from './log-rows.ts';
import type { LogStore } from './log-store.ts';
import type { LoggedFile } from './message-files.ts';

/** Reads the messages of the Outgoing Notifications Log. */
export type LoggedMessages = {
  /** Takes a message apart for reading; its files are listed, and none is read whole. A message whose content isn't kept says so as its text. */
  readonly message: (id: number) => Promise<Result<MessageView>>;
  /** Gives a message to save, with its files. MESSAGE_TOO_LARGE over SAVED_LIMIT, ATTACHMENT_UNREADABLE when a file of it is gone. */
  readonly source: (id: number) => Promise<Result<FileContent>>;
};

export type LoggedMessagesDependencies = {
  readonly store: Pick<LogStore, 'delivery' | 'source'>;
  /** The files of a delivery's message. */
  readonly files: (deliveryId: number) => readonly LoggedFile[];
  /** Reads a file; throws when it isn't there. */
  readonly read: (sha256: string) => AsyncIterable<Uint8Array>;
};

/** Bytes of a message that can be saved from here: it is in memory as a whole, in base64. */
const SAVED_LIMIT = 30 * 1_048_576;

export function createLoggedMessages({ store, files, read }: LoggedMessagesDependencies): LoggedMessages {
  return {
    message: async (id) => {
      const row = store.delivery(id);
      if (row === undefined) return fail(noSuchEntry(id));
      const source = store.source(id);
      if (source === undefined) return succeed(withoutContent(row));
      const placed = files(id);
      const view = await readMessage(source);
      if (placed.length === 0) return succeed(view);
      const attachments = placed.map(({ name, contentType, sizeBytes }, index) => {
        return { index, fileName: name, contentType, sizeBytes };
      });
      const shown = await beginningOf(wholeMessage(source, placed, read));
      return succeed({ ...view, attachments, ...(shown ?? {}) });
    },
    source: async (id) => {
      const row = store.delivery(id);
      if (row === undefined) return fail(noSuchEntry(id));
      const source = store.source(id);
      if (source === undefined)
        return fail({ code: 'NOT_FOUND', message: t(reasonOf(row)), field: 'id' } satisfies Failure);
      const whole = wholeMessage(source, files(id), read);
      if (whole.sizeBytes > SAVED_LIMIT) return fail(tooLargeToSave(whole.sizeBytes));
      const bytes = await allOf(whole);
      if (bytes === undefined) return fail({ code: 'ATTACHMENT_UNREADABLE', message: t('log.source.fileGone') });
      return succeed({
        fileName: `postroom-${id}.eml`,
        contentType: 'message/rfc822',
        base64: bytes.toString('base64'),
      });
    },
  };
}

/** The first of a message, as its view shows it; undefined when a file of it can't be read. */
async function beginningOf(whole: WholeMessage): Promise<Pick<MessageView, 'source' | 'sourceCut'> | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of whole.chunks()) {
      // A copy: what a message gives is overwritten when it is asked for more.
      pieces.push(new Uint8Array(piece));
      length += piece.byteLength;
      // No character has more than three bytes of UTF-8 here: one of four counts as two.
      if (length > SOURCE_LIMIT * 3) break;
    }
  } catch {
    return undefined;
  }
  const text = Buffer.concat(pieces).toString('utf8');
  return { source: text.slice(0, SOURCE_LIMIT), sourceCut: text.length > SOURCE_LIMIT };
}

async function allOf(whole: WholeMessage): Promise<Buffer | undefined> {
  const bytes = Buffer.alloc(whole.sizeBytes);
  let at = 0;
  try {
    for await (const piece of whole.chunks()) {
      bytes.set(piece, at);
      at += piece.byteLength;
    }
    return bytes;
  } catch {
    return undefined;
  }
}

function withoutContent(row: DeliveryTableRow): MessageView {
  return {
    headers: [],
    subject: row.subject,
    from: row.sender,
    to: (JSON.parse(row.recipients) as string[]).join(', '),
    date: null,
    text: t(reasonOf(row)),
    html: null,
    attachments: [],
    source: '',
    sourceCut: false,
  };
}

function reasonOf({ status }: DeliveryTableRow) {
  return status === 'skipped' ? 'log.message.never' : 'log.message.notKept';
}

function noSuchEntry(id: number): Failure {
  return { code: 'NOT_FOUND', message: t('log.notFound', { id }), field: 'id' };
}

function tooLargeToSave(sizeBytes: number): Failure {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1_048_576);
  return {
    code: 'MESSAGE_TOO_LARGE',
    message: t('log.source.tooLarge', { size: megabytes(sizeBytes), limit: megabytes(SAVED_LIMIT) }),
  };
}
