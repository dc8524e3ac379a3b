/** A message as it goes over the wire: with CRLF, without dot-stuffing and without the final dot (RFC 5321 section 4.5.2). */
export type MessageSource = {
  readonly sizeBytes: number;
  /**
   * Reads it from the beginning, at most some 64 kB at a time; throws when a part of it can't be read. What it has given may be
   * overwritten when it is asked for more.
   */
  readonly chunks: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
};

/** A message that is in memory already. */
export function messageOf(bytes: Uint8Array): MessageSource {
  return { sizeBytes: bytes.byteLength, chunks: () => [bytes] };
}
