import { type AvPairs, readAvPairs } from './av-pairs.ts';
import { TARGET_INFO, UNICODE } from './flags.ts';

/** A line of a sign-in has at most 12,288 characters (RFC 4954 section 4); in base64 they hold this many bytes. */
const LONGEST = (12_288 / 4) * 3;
const SIGNATURE = Buffer.from('NTLMSSP\0\x02\0\0\0', 'latin1');
/** Signature, type, target name, flags and challenge: what came before NTLMv2 ends here. */
const SHORTEST = 32;
const SHORTEST_WITH_TARGET_INFO = 48;

/** What a server answered to NEGOTIATE_MESSAGE. */
export type Challenge = {
  /** The message as it came: its integrity is proved together with the others’. */
  readonly message: Uint8Array;
  readonly flags: number;
  /** Eight bytes. */
  readonly serverChallenge: Uint8Array;
  /** What the server says about itself; undefined when it says nothing. */
  readonly targetInfo: AvPairs | undefined;
};

/**
 * Reads a CHALLENGE_MESSAGE (MS-NLMP section 2.2.1.2). Gives undefined when it isn't one: too short or too long (9,216
 * bytes), fields that point outside, text with half a character, attributes without an end, or an answer that is not in Unicode,
 * which is all that Postroom offers.
 */
export function readChallenge(bytes: Uint8Array): Challenge | undefined {
  if (bytes.byteLength < SHORTEST || bytes.byteLength > LONGEST) return undefined;
  const message = Buffer.from(bytes);
  if (!message.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  const flags = message.readUInt32LE(20);
  if ((flags & UNICODE) === 0) return undefined;
  const targetName = fieldAt(message, 12, SHORTEST);
  if (targetName === undefined || targetName.byteLength % 2 !== 0) return undefined;
  const challenge = { message, flags, serverChallenge: message.subarray(24, 32) };
  if ((flags & TARGET_INFO) === 0) return { ...challenge, targetInfo: undefined };

  if (bytes.byteLength < SHORTEST_WITH_TARGET_INFO) return undefined;
  const field = fieldAt(message, 40, SHORTEST_WITH_TARGET_INFO);
  if (field === undefined) return undefined;
  if (field.byteLength === 0) return { ...challenge, targetInfo: undefined };
  const targetInfo = readAvPairs(field);
  return targetInfo === undefined ? undefined : { ...challenge, targetInfo };
}

/** Gives what a field (length, allocated length, offset) points at; undefined when that is not within the message’s payload. */
function fieldAt(message: Buffer, at: number, payload: number): Uint8Array | undefined {
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (length === 0) return new Uint8Array();
  if (offset < payload || offset + length > message.byteLength) return undefined;
  return message.subarray(offset, offset + length);
}
