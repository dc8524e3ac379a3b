/** The attributes of a server that are of use here (MS-NLMP section 2.2.2.1). */
export const AV_FLAGS = 6;
export const AV_TIMESTAMP = 7;
export const AV_TARGET_NAME = 9;
export const AV_CHANNEL_BINDINGS = 10;

const AV_END = 0;
/** Names of the server, its domain and its forest, and the target's name: UTF-16. */
const TEXTS: readonly number[] = [1, 2, 3, 4, 5, AV_TARGET_NAME];
const LENGTHS: Readonly<Record<number, number>> = { [AV_FLAGS]: 4, [AV_TIMESTAMP]: 8, [AV_CHANNEL_BINDINGS]: 16 };

/** Values by attribute, in the order in which they came. */
export type AvPairs = ReadonlyMap<number, Uint8Array>;

/**
 * Takes a list of attributes apart. Gives undefined when it is cut off, doesn't end with its end mark, names an attribute twice, or
 * has a value whose length can't be. What follows the end mark is padding.
 */
export function readAvPairs(bytes: Uint8Array): AvPairs | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pairs = new Map<number, Uint8Array>();
  for (let at = 0; at + 4 <= bytes.byteLength; ) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    at += 4;
    if (id === AV_END) return length === 0 ? pairs : undefined;
    if (at + length > bytes.byteLength || !lengthCanBe(id, length) || pairs.has(id)) return undefined;
    pairs.set(id, bytes.slice(at, at + length));
    at += length;
  }
  return undefined;
}

/** Puts attributes together as they go over the wire, with the end mark. */
export function writeAvPairs(pairs: AvPairs): Uint8Array {
  const parts = [...pairs].flatMap(([id, value]) => [header(id, value.byteLength), value]);
  return Buffer.concat([...parts, header(AV_END, 0)]);
}

function header(id: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(id, 0);
  bytes.writeUInt16LE(length, 2);
  return bytes;
}

function lengthCanBe(id: number, length: number): boolean {
  return TEXTS.includes(id) ? length % 2 === 0 : length === (LENGTHS[id] ?? length);
}
