/// <reference path="./js-md4.d.ts" />
import { createHmac } from 'node:crypto';
// Node's OpenSSL 3 and Electron's BoringSSL have no MD4.
import md4 from 'js-md4';

const RESPONSE_VERSION = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
const ZERO_4 = Buffer.alloc(4);
/** Letters that Windows leaves as they are: three whose capital is of another kind, and scripts that got their second case late (Georgian, Cherokee). */
const NOT_RAISED = /[µıſ\u10d0-\u10ff\u13f8-\u13fd\uab70-\uabbf]/;

/** The key that proves the password: NTOWFv2, and LMOWFv2 alike (MS-NLMP section 3.3.2). */
export function responseKey(password: string, user: string, domain: string): Uint8Array {
  const passwordHash = Buffer.from(md4.arrayBuffer(utf16(password)));
  return hmacMd5(passwordHash, utf16(upperCase(user) + domain));
}

/** LMv2_RESPONSE (MS-NLMP sections 2.2.2.4 and 3.3.2). Both challenges have eight bytes. */
export function lmv2Response(key: Uint8Array, serverChallenge: Uint8Array, clientChallenge: Uint8Array): Uint8Array {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}

export type Ntlmv2Input = {
  readonly key: Uint8Array;
  /** Eight bytes each. `time` is a FILETIME. */
  readonly serverChallenge: Uint8Array;
  readonly clientChallenge: Uint8Array;
  readonly time: Uint8Array;
  /** The attributes, with their end mark. */
  readonly targetInfo: Uint8Array;
};

/** NTLMv2_RESPONSE and the session key that belongs to it (MS-NLMP sections 2.2.2.7, 2.2.2.8 and 3.3.2). */
export function ntlmv2Response(input: Ntlmv2Input): {
  readonly response: Uint8Array;
  readonly sessionBaseKey: Uint8Array;
} {
  const { key, serverChallenge, clientChallenge, time, targetInfo } = input;
  const temp = Buffer.concat([RESPONSE_VERSION, time, clientChallenge, ZERO_4, targetInfo, ZERO_4]);
  const proof = hmacMd5(key, serverChallenge, temp);
  return { response: Buffer.concat([proof, temp]), sessionBaseKey: hmacMd5(key, proof) };
}

/** HMAC-MD5 (RFC 2104) over all parts in a row. */
export function hmacMd5(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Text as NTLM messages hold it: UTF-16, low byte first. */
export function utf16(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

/** Upper case as Windows makes it (MS-UCODEREF section 3.1.5.3): one 16-bit unit by one, so that ß stays ß. */
function upperCase(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    const raised = unit.toUpperCase();
    return raised.length === 1 && !NOT_RAISED.test(unit) ? raised : unit;
  }).join('');
}
