export const SERVER_CHALLENGE = Buffer.from('0123456789abcdef', 'hex');
/** UNICODE, REQUEST_TARGET, NTLM, ALWAYS_SIGN, TARGET_TYPE_SERVER, EXTENDED_SESSIONSECURITY, TARGET_INFO (MS-NLMP section 2.2.2.5). */
export const USUAL_FLAGS = 0x008a8205;
export const NTLM = 0x200;
export const LM_KEY = 0x80;
export const TARGET_INFO = 0x800000;

export const END = Buffer.alloc(4);
export const TIMESTAMP = avPair(7, Buffer.from('00c0a2d4a53bdc01', 'hex'));
export const NAMES = Buffer.concat([avPair(2, utf16('DOMAIN')), avPair(1, utf16('SERVER'))]);

export type ChallengeParts = {
  readonly flags?: number;
  readonly targetName?: Uint8Array;
  /** What the target info field points at. */
  readonly targetInfo?: Uint8Array;
};

/** Puts a CHALLENGE_MESSAGE together (MS-NLMP section 2.2.1.2); without other wishes a valid one. */
export function challengeMessage(parts: ChallengeParts = {}): Buffer {
  const { flags = USUAL_FLAGS, targetName = utf16('SERVER') } = parts;
  const targetInfo = parts.targetInfo ?? Buffer.concat([NAMES, TIMESTAMP, END]);
  const header = Buffer.alloc(56);
  header.write('NTLMSSP\0', 'latin1');
  header.writeUInt32LE(2, 8);
  writeField(header, 12, targetName.byteLength, 56);
  header.writeUInt32LE(flags >>> 0, 20);
  SERVER_CHALLENGE.copy(header, 24);
  writeField(header, 40, targetInfo.byteLength, 56 + targetName.byteLength);
  return Buffer.concat([header, targetName, targetInfo]);
}

export function avPair(id: number, value: Uint8Array, length = value.byteLength): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16LE(id, 0);
  header.writeUInt16LE(length, 2);
  return Buffer.concat([header, value]);
}

export function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** Gives what the fields of an AUTHENTICATE_MESSAGE hold (MS-NLMP section 2.2.1.3). */
export function fieldsOf(message: Uint8Array) {
  const bytes = Buffer.from(message);
  const at = (position: number): Buffer => {
    const offset = bytes.readUInt32LE(position + 4);
    return bytes.subarray(offset, offset + bytes.readUInt16LE(position));
  };
  const response = at(20);
  return {
    lm: at(12),
    nt: response,
    time: response.subarray(24, 32),
    /** The attributes within the NTLMv2 response, without the four bytes after their end mark. */
    targetInfo: response.subarray(44, -4),
    domain: at(28).toString('utf16le'),
    user: at(36).toString('utf16le'),
    workstation: at(44).toString('utf16le'),
    sessionKey: at(52),
    flags: bytes.readUInt32LE(60),
    payloadAt: bytes.readUInt32LE(32),
  };
}

function writeField(header: Buffer, at: number, length: number, offset: number): void {
  header.writeUInt16LE(length, at);
  header.writeUInt16LE(length, at + 2);
  header.writeUInt32LE(offset, at + 4);
}
