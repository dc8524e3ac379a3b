import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChallenge } from '../../../src/main/mail/ntlm/challenge.ts';
import {
  avPair,
  challengeMessage,
  END,
  NAMES,
  SERVER_CHALLENGE,
  TARGET_INFO,
  TIMESTAMP,
  USUAL_FLAGS,
  utf16,
} from './challenges.ts';

/** The usual challenge with something written over. */
function changed(change: (message: Buffer) => void): Buffer {
  const message = challengeMessage();
  change(message);
  return message;
}

const withInfo = (...parts: Buffer[]): Buffer => challengeMessage({ targetInfo: Buffer.concat(parts) });

const unreadable: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', Buffer.alloc(0)],
  ['a header that is cut off', challengeMessage().subarray(0, 31)],
  ['a target info field that is cut off', challengeMessage({ targetName: Buffer.alloc(0) }).subarray(0, 47)],
  ['another signature', changed((message) => message.write('NTLMSSQ', 'latin1'))],
  ['a NEGOTIATE_MESSAGE', changed((message) => message.writeUInt32LE(1, 8))],
  ['an AUTHENTICATE_MESSAGE', changed((message) => message.writeUInt32LE(3, 8))],
  ['no Unicode', challengeMessage({ flags: USUAL_FLAGS & ~1 })],
  ['OEM text instead of Unicode', challengeMessage({ flags: (USUAL_FLAGS & ~1) | 2 })],
  ['a target name behind the end', changed((message) => message.writeUInt32LE(message.length - 1, 16))],
  ['a target name at the far end of 32 bits', changed((message) => message.writeUInt32LE(0xffffffff, 16))],
  ['a target name within the header', changed((message) => message.writeUInt32LE(8, 16))],
  ['a target name with half a character', challengeMessage({ targetName: Buffer.alloc(5) })],
  ['target info behind the end', changed((message) => message.writeUInt32LE(message.length, 44))],
  ['target info that is longer than the message', changed((message) => message.writeUInt16LE(0xffff, 40))],
  ['target info within the header', changed((message) => message.writeUInt32LE(32, 44))],
  ['attributes without an end mark', withInfo(NAMES)],
  ['an end mark that is cut off', withInfo(NAMES, END.subarray(0, 3))],
  ['an end mark with a value', withInfo(NAMES, avPair(0, Buffer.alloc(2)))],
  ['an attribute that is cut off', withInfo(avPair(1, utf16('SERVER'), 200), END)],
  ['an attribute that reaches over the end by one byte', withInfo(avPair(1, utf16('S'), 3))],
  ['a name with half a character', withInfo(avPair(1, Buffer.alloc(3)), END)],
  ['a time of seven bytes', withInfo(avPair(7, Buffer.alloc(7)), END)],
  ['no bytes of time', withInfo(avPair(7, Buffer.alloc(0)), END)],
  ['flags of two bytes', withInfo(avPair(6, Buffer.alloc(2)), END)],
  ['two times', withInfo(TIMESTAMP, TIMESTAMP, END)],
  ['more bytes than a line holds', Buffer.concat([challengeMessage(), Buffer.alloc(9216)])],
];

describe('a challenge', () => {
  test.each(unreadable)('with %s is not read', (_, message) => {
    expect(readChallenge(message)).toBeUndefined();
  });

  test('gives the server’s eight bytes, its flags and what it says about itself', () => {
    const challenge = readChallenge(challengeMessage());
    expect(challenge?.serverChallenge).toEqual(SERVER_CHALLENGE);
    expect(challenge?.flags).toBe(USUAL_FLAGS);
    expect([...(challenge?.targetInfo?.keys() ?? [])]).toEqual([2, 1, 7]);
    expect(challenge?.message).toEqual(challengeMessage());
  });

  test.each([
    [
      'of 32 bytes, from before NTLMv2',
      challengeMessage({ flags: USUAL_FLAGS & ~TARGET_INFO, targetName: Buffer.alloc(0) }).subarray(0, 32),
    ],
    ['without the flag for target info', challengeMessage({ flags: USUAL_FLAGS & ~TARGET_INFO })],
    ['with an empty target info', challengeMessage({ targetInfo: Buffer.alloc(0) })],
  ])('%s has none', (_, message) => {
    const challenge = readChallenge(message);
    expect(challenge?.serverChallenge).toEqual(SERVER_CHALLENGE);
    expect(challenge?.targetInfo).toBeUndefined();
  });

  test.each([
    ['an attribute that nobody knows', withInfo(avPair(77, Buffer.alloc(3)), END), [77]],
    ['padding behind the end mark', withInfo(NAMES, END, Buffer.alloc(8, 1)), [2, 1]],
    ['nothing but the end mark', withInfo(END), []],
  ])('may have %s', (_, message, ids) => {
    expect([...(readChallenge(message)?.targetInfo?.keys() ?? ['none'])]).toEqual(ids);
  });

  test('doesn’t change when the bytes that it was read from do', () => {
    const bytes = challengeMessage();
    const challenge = readChallenge(bytes);
    bytes.fill(0);
    expect(challenge?.message).toEqual(challengeMessage());
    expect(challenge?.serverChallenge).toEqual(SERVER_CHALLENGE);
  });
});

describe('whatever bytes a server sends as its challenge', () => {
  const fitsMessage = (bytes: Uint8Array): void => {
    const challenge = readChallenge(bytes);
    if (challenge === undefined) return;
    const { message, serverChallenge, targetInfo } = challenge;
    expect(message.byteLength).toBeLessThanOrEqual(9216);
    expect(serverChallenge.byteLength).toBe(8);
    const size = [...(targetInfo?.values() ?? [])].reduce((sum, value) => sum + value.byteLength, 0);
    expect(size).toBeLessThan(message.byteLength);
  };

  test('are read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 10_000 }), fitsMessage), { numRuns: 500 });
  });

  test('are read or refused when they nearly are one', () => {
    const change = fc.record({ at: fc.nat({ max: 200 }), value: fc.nat({ max: 255 }) });
    const mutated = fc
      .tuple(
        fc.array(fc.tuple(fc.nat({ max: 12 }), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 }),
        fc.array(change, { maxLength: 6 }),
        fc.option(fc.nat({ max: 300 })),
      )
      .map(([pairs, changes, end]) => {
        const message = withInfo(...pairs.map(([id, value]) => avPair(id, value)), END);
        for (const { at, value } of changes) if (at < message.length) message[at] = value;
        return end === null ? message : message.subarray(0, end);
      });
    fc.assert(fc.property(mutated, fitsMessage), { numRuns: 3000 });
  });
});
