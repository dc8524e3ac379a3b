import { z } from 'zod';

/** A message taken apart for reading (RFC 5322, MIME): what the log and Captured Mail show. */
export const messageViewSchema = z.object({
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  subject: z.string(),
  from: z.string(),
  to: z.string(),
  date: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  attachments: z.array(z.object({ index: z.int(), fileName: z.string(), contentType: z.string(), sizeBytes: z.int() })),
  /** The message as it stands, bytes beyond ASCII read as UTF-8; cut after `SOURCE_LIMIT` characters. */
  source: z.string(),
  sourceCut: z.boolean(),
});
export type MessageView = z.infer<typeof messageViewSchema>;

/** How many characters of a message's source, text and HTML are shown; the whole can be saved. */
export const SOURCE_LIMIT = 1_000_000;

/** A file to save, its bytes in base64 (RFC 4648). */
export const fileContentSchema = z.object({ fileName: z.string(), contentType: z.string(), base64: z.string() });
export type FileContent = z.infer<typeof fileContentSchema>;
