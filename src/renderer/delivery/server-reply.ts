import type { DeliveryStatus } from '../../shared/delivery.ts';
import type { FailureCode } from '../../shared/result.ts';

type Outcome = {
  readonly status: DeliveryStatus;
  readonly reply: string | null;
  readonly code: FailureCode | undefined;
  /** How many people the session named, or would have. */
  readonly recipients: number;
};

/**
 * Gives the reply that decided a delivery; null where the last one decided nothing: the greeting before a certificate that was
 * refused, or the offer in which a test ended that was to go no further.
 */
export function decisiveReply({ status, reply, code, recipients }: Outcome): string | null {
  if (reply === null || reply === '') return null;
  if (status === 'sent') return reply;
  if (status === 'checked') return recipients > 0 ? reply : null;
  // Only a refusal (RFC 5321 section 4.2.1) says why.
  return /^[45]/.test(reply) && code?.startsWith('CERTIFICATE_') !== true ? reply : null;
}

/** Gives a reply's first line. */
export function firstLineOf(reply: string): string {
  return reply.split('\n', 1)[0] ?? '';
}

/** Takes the further lines of a reply out of a sentence that quotes several of them, one after the other. */
export function withFirstLineOnly(sentence: string, reply: string): string {
  const lines = reply.split('\n');
  for (let count = lines.length; count > 1; count--) {
    const quoted = lines.slice(0, count).join(' ');
    if (sentence.includes(quoted)) return sentence.replace(quoted, () => `${lines[0]} …`);
  }
  return sentence;
}
