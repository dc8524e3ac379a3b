import { AV_CHANNEL_BINDINGS, AV_FLAGS, AV_TARGET_NAME, AV_TIMESTAMP, type AvPairs, writeAvPairs } from './av-pairs.ts';
import type { Challenge } from './challenge.ts';
import { LM_KEY, NTLM, OFFERED } from './flags.ts';
import { hmacMd5, lmv2Response, ntlmv2Response, responseKey, utf16 } from './responses.ts';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** The bit of MsvAvFlags by which a client says that its message has an integrity code. */
const HAS_INTEGRITY_CODE = 0x2;
const INTEGRITY_CODE_AT = 72;
const INTEGRITY_CODE_LENGTH = 16;
/** FILETIME counts from 1601 (MS-DTYP section 2.3.3). */
const MS_FROM_1601_TO_1970 = 11_644_473_600_000n;

/** NEGOTIATE_MESSAGE (MS-NLMP section 2.2.1.1): what Postroom can do; says nothing about user or machine. */
export function negotiateMessage(): Uint8Array {
  const message = Buffer.alloc(40);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(OFFERED, 12);
  // Domain and workstation are empty, their offsets still point at the end; the version stays zero.
  message.writeUInt32LE(message.byteLength, 20);
  message.writeUInt32LE(message.byteLength, 28);
  return message;
}

export type AuthenticateInput = {
  readonly challenge: Challenge;
  /** The NEGOTIATE_MESSAGE that was sent. */
  readonly negotiate: Uint8Array;
  readonly username: string;
  readonly domain: string;
  readonly password: string;
  /** The name of this machine; may be empty. */
  readonly workstation: string;
  /** Eight random bytes. */
  readonly clientChallenge: Uint8Array;
  readonly now: Date;
};

/**
 * AUTHENTICATE_MESSAGE (MS-NLMP sections 2.2.1.3 and 3.1.5.1.2) with an NTLMv2 response. Gives 'NTLM_V1_ONLY' instead when
 * the server's flags leave room for NTLMv1 or LM alone.
 */
export function authenticateMessage(input: AuthenticateInput): Uint8Array | 'NTLM_V1_ONLY' {
  const { challenge, clientChallenge } = input;
  if (wantsOlderResponse(challenge.flags)) return 'NTLM_V1_ONLY';
  const timestamp = challenge.targetInfo?.get(AV_TIMESTAMP);
  const { targetInfo, hasIntegrityCode } = answerTargetInfo(challenge.targetInfo);
  const key = responseKey(input.password, input.username, input.domain);
  const { serverChallenge } = challenge;
  const { response, sessionBaseKey } = ntlmv2Response({
    key,
    serverChallenge,
    clientChallenge,
    time: timestamp ?? fileTime(input.now),
    targetInfo: writeAvPairs(targetInfo),
  });
  const message = assemble(challenge.flags & OFFERED, hasIntegrityCode, {
    // A server that sends its time wants no LM response of any kind.
    lm: timestamp === undefined ? lmv2Response(key, serverChallenge, clientChallenge) : new Uint8Array(24),
    nt: response,
    domain: utf16(input.domain),
    user: utf16(input.username),
    workstation: utf16(input.workstation),
  });
  if (hasIntegrityCode) {
    // Without key exchange the session key is the one that the response gives (section 3.4.5.1).
    const code = hmacMd5(sessionBaseKey, input.negotiate, challenge.message, message);
    message.set(code, INTEGRITY_CODE_AT);
  }
  return message;
}

/**
 * The version of the response is not negotiated (section 3.3.2): a challenge from before NTLMv2 may well be answered with it, and
 * Cyrus SASL verifies that. What can't be had with NTLMv2 is a session key from the LM hash (section 3.4.5.1), or no NTLM at all.
 */
function wantsOlderResponse(flags: number): boolean {
  return (flags & LM_KEY) !== 0 || (flags & NTLM) === 0;
}

/**
 * The server's attributes as they go back to it. A server that sends its time gets an integrity code over the three messages, and one
 * that has set the flag for it looks for one as well, since it reads its own attributes in the answer.
 * Section 3.1.5.1.2 also wants to be told that a client knows of channel bindings and target names when it has none to give: sixteen
 * zero bytes and an empty name. SASL's NTLM has no channel binding, and the name of a host that a person typed proves nothing.
 */
function answerTargetInfo(given: AvPairs | undefined): {
  readonly targetInfo: AvPairs;
  readonly hasIntegrityCode: boolean;
} {
  if (given === undefined) return { targetInfo: new Map(), hasIntegrityCode: false };
  const flags = Buffer.from(given.get(AV_FLAGS) ?? new Uint8Array(4)).readUInt32LE();
  const hasIntegrityCode = given.has(AV_TIMESTAMP) || (flags & HAS_INTEGRITY_CODE) !== 0;
  const targetInfo = new Map(given);
  if (hasIntegrityCode) {
    const value = Buffer.alloc(4);
    value.writeUInt32LE((flags | HAS_INTEGRITY_CODE) >>> 0);
    targetInfo.set(AV_FLAGS, value);
  }
  targetInfo.set(AV_CHANNEL_BINDINGS, new Uint8Array(16));
  targetInfo.set(AV_TARGET_NAME, new Uint8Array());
  return { targetInfo, hasIntegrityCode };
}

type Fields = Readonly<Record<'lm' | 'nt' | 'domain' | 'user' | 'workstation', Uint8Array>>;

function assemble(flags: number, hasIntegrityCode: boolean, fields: Fields): Buffer {
  const header = Buffer.alloc(INTEGRITY_CODE_AT + (hasIntegrityCode ? INTEGRITY_CODE_LENGTH : 0));
  SIGNATURE.copy(header);
  header.writeUInt32LE(3, 8);
  header.writeUInt32LE(flags, 60);
  const payload: Uint8Array[] = [];
  let offset = header.byteLength;
  const put = (at: number, value: Uint8Array): void => {
    header.writeUInt16LE(value.byteLength, at);
    header.writeUInt16LE(value.byteLength, at + 2);
    header.writeUInt32LE(offset, at + 4);
    payload.push(value);
    offset += value.byteLength;
  };
  put(28, fields.domain);
  put(36, fields.user);
  put(44, fields.workstation);
  put(12, fields.lm);
  put(20, fields.nt);
  // No key is exchanged.
  put(52, new Uint8Array());
  return Buffer.concat([header, ...payload]);
}

function fileTime(date: Date): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(date.getTime()) + MS_FROM_1601_TO_1970) * 10_000n);
  return bytes;
}
