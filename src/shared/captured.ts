import { z } from 'zod';
import { messageViewSchema } from './message.ts';

/** A message that the capture server took, as Captured Mail lists it. */
export const capturedRowSchema = z.object({
  id: z.int(),
  at: z.string(),
  /** Envelope sender and recipients (RFC 5321), which the headers may not tell. */
  sender: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
  sizeBytes: z.int(),
  attachments: z.int(),
});
export type CapturedRow = z.infer<typeof capturedRowSchema>;

export const capturedMessageSchema = capturedRowSchema.extend({ message: messageViewSchema });
export type CapturedMessage = z.infer<typeof capturedMessageSchema>;
