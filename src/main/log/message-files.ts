import type { Database } from '../store/database.ts';

/** A file of a delivery's message. */
export type LoggedFile = {
  readonly byteOffset: number;
  readonly sha256: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
};

/** Gives what lists the files of a delivery's message, in their order in it. */
export function openMessageFiles(database: Database): (deliveryId: number) => readonly LoggedFile[] {
  const files = database.prepare<[number], LoggedFile>(
    `SELECT byte_offset AS byteOffset, sha256, name, content_type AS contentType, size_bytes AS sizeBytes
     FROM delivery_attachments WHERE delivery_id = ? ORDER BY place`,
  );
  return (deliveryId) => files.all(deliveryId);
}
