import type { CapturedMessage, CapturedRow } from '../../shared/captured.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { FileContent } from '../../shared/message.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { readAttachment, readMessage } from '../message/read-message.ts';
import { pageOf } from '../store/page.ts';
import type { CapturedTableRow, CaptureStore } from './capture-store.ts';

/** Reads and deletes what the capture server kept. */
export type CapturedMail = {
  readonly list: (input: Input<'captured.list'>) => Output<'captured.list'>;
  readonly get: (id: number) => Promise<Result<CapturedMessage>>;
  readonly source: (id: number) => Result<FileContent>;
  readonly attachment: (id: number, index: number) => Promise<Result<FileContent>>;
  readonly remove: (ids: readonly number[] | 'all') => { deleted: number };
};

export function createCapturedMail(store: CaptureStore, changed: () => void): CapturedMail {
  return {
    list: ({ limit = 100, before = Number.MAX_SAFE_INTEGER }) => {
      const page = pageOf(store.page(limit + 1, before), limit);
      return { rows: page.rows.map(toCapturedRow), next: page.next, total: store.total() };
    },
    get: async (id) => {
      const row = store.get(id);
      const source = store.source(id);
      if (row === undefined || source === undefined) return fail(noSuchMessage(id));
      return succeed({ ...toCapturedRow(row), message: await readMessage(source) });
    },
    source: (id) => {
      const source = store.source(id);
      if (source === undefined) return fail(noSuchMessage(id));
      const base64 = Buffer.from(source).toString('base64');
      return succeed({ fileName: `captured-${id}.eml`, contentType: 'message/rfc822', base64 });
    },
    attachment: async (id, index) => {
      const source = store.source(id);
      if (source === undefined) return fail(noSuchMessage(id));
      const attachment = await readAttachment(source, index);
      if (attachment === undefined) {
        return fail({ code: 'NOT_FOUND', message: t('captured.noAttachment', { index }), field: 'index' });
      }
      return succeed(attachment);
    },
    remove: (ids) => {
      const deleted = store.remove(ids);
      if (deleted > 0) changed();
      return { deleted };
    },
  };
}

function noSuchMessage(id: number): Failure {
  return { code: 'NOT_FOUND', message: t('captured.notFound', { id }), field: 'id' };
}

function toCapturedRow(row: CapturedTableRow): CapturedRow {
  const { id, sender, subject, sizeBytes, attachments } = row;
  const recipients = JSON.parse(row.recipients) as string[];
  return { id, at: row.receivedAt, sender, recipients, subject, sizeBytes, attachments };
}
