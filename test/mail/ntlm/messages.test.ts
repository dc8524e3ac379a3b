import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readAvPairs } from '../../../src/main/mail/ntlm/av-pairs.ts';
import { readChallenge } from '../../../src/main/mail/ntlm/challenge.ts';
import { authenticateMessage, negotiateMessage } from '../../../src/main/mail/ntlm/messages.ts';
import { ntlmv2Response, responseKey } from '../../../src/main/mail/ntlm/responses.ts';
import {
  avPair,
  type ChallengeParts,
  challengeMessage,
  END,
  fieldsOf,
  LM_KEY,
  NAMES,
  NTLM,
  SERVER_CHALLENGE,
  TARGET_INFO,
  TIMESTAMP,
  USUAL_FLAGS,
  utf16,
} from './challenges.ts';

const CLIENT_CHALLENGE = Buffer.from('f1f2f3f4f5f6f7f8', 'hex');
const NOW = new Date('2026-03-01T12:00:00Z');
const negotiate = negotiateMessage();

function answer(parts: ChallengeParts, wishes: { username?: string; domain?: string; workstation?: string } = {}) {
  const challenge = readChallenge(challengeMessage(parts));
  if (challenge === undefined) throw new Error('The challenge was not read.');
  return authenticateMessage({
    challenge,
    negotiate,
    username: 'alice',
    domain: 'OFFICE',
    password: 'secret',
    workstation: 'CONSOLE',
    clientChallenge: CLIENT_CHALLENGE,
    now: NOW,
    ...wishes,
  });
}

function fieldsOfAnswer(...input: Parameters<typeof answer>) {
  const message = answer(...input);
  if (message === 'NTLM_V1_ONLY') throw new Error(message);
  return { ...fieldsOf(message), message: Buffer.from(message) };
}

function attributesOf(targetInfo: Uint8Array): Record<string, string> {
  const pairs = readAvPairs(targetInfo) ?? [];
  return Object.fromEntries([...pairs].map(([id, value]) => [id, Buffer.from(value).toString('hex')]));
}

const withTime = { targetInfo: Buffer.concat([NAMES, TIMESTAMP, END]) };
const withoutTime = { targetInfo: Buffer.concat([NAMES, END]) };

describe('the first message', () => {
  test('offers NTLM in Unicode and nothing of signing, sealing, key exchange, OEM text or LM', () => {
    expect(Buffer.from(negotiate).readUInt32LE(12)).toBe(0x00888205);
  });

  test('says nothing about the user or the machine', () => {
    expect(Buffer.from(negotiate).toString('hex')).toBe(
      `4e544c4d53535000010000000582880000000000280000000000000028000000${'00'.repeat(8)}`,
    );
  });
});

describe('the answer to a server that sends its time', () => {
  const { lm, time, targetInfo, message, payloadAt, nt } = fieldsOfAnswer(withTime);

  test('has the server’s time and no LM response', () => {
    expect(Buffer.from(time)).toEqual(TIMESTAMP.subarray(4));
    expect(lm).toEqual(Buffer.alloc(24));
  });

  test('says that it has an integrity code, gives no channel binding and no target name, and keeps the rest', () => {
    expect(attributesOf(targetInfo)).toEqual({
      1: utf16('SERVER').toString('hex'),
      2: utf16('DOMAIN').toString('hex'),
      6: '02000000',
      7: TIMESTAMP.subarray(4).toString('hex'),
      9: '',
      10: '00'.repeat(16),
    });
  });

  test('has an integrity code over the three messages', () => {
    expect(payloadAt).toBe(88);
    const key = responseKey('secret', 'alice', 'OFFICE');
    const { response, sessionBaseKey } = ntlmv2Response({
      key,
      serverChallenge: SERVER_CHALLENGE,
      clientChallenge: CLIENT_CHALLENGE,
      time,
      targetInfo,
    });
    expect(nt).toEqual(response);
    const blank = Buffer.from(message);
    blank.fill(0, 72, 88);
    const code = createHmac('md5', sessionBaseKey).update(negotiate).update(challengeMessage(withTime)).update(blank);
    expect(message.subarray(72, 88)).toEqual(code.digest());
  });
});

describe('the answer to a server that sends no time', () => {
  test('has the time of this machine, an LMv2 response and no integrity code', () => {
    const { lm, time, payloadAt, targetInfo } = fieldsOfAnswer(withoutTime);
    expect(Buffer.from(time).readBigUInt64LE()).toBe((BigInt(NOW.getTime()) + 11_644_473_600_000n) * 10_000n);
    const proof = createHmac('md5', responseKey('secret', 'alice', 'OFFICE')).update(SERVER_CHALLENGE);
    expect(lm).toEqual(Buffer.concat([proof.update(CLIENT_CHALLENGE).digest(), CLIENT_CHALLENGE]));
    expect(payloadAt).toBe(72);
    expect(attributesOf(targetInfo)[6]).toBeUndefined();
  });

  test('has an integrity code when the server’s flags ask for it, beside the flags that were there', () => {
    const flags = avPair(6, Buffer.from('03000000', 'hex'));
    const { payloadAt, targetInfo, message } = fieldsOfAnswer({ targetInfo: Buffer.concat([NAMES, flags, END]) });
    expect(payloadAt).toBe(88);
    expect(message.subarray(72, 88)).not.toEqual(Buffer.alloc(16));
    expect(attributesOf(targetInfo)[6]).toBe('03000000');
  });

  test('keeps flags that don’t ask for one as they are', () => {
    const flags = avPair(6, Buffer.from('01000080', 'hex'));
    const { payloadAt, targetInfo } = fieldsOfAnswer({ targetInfo: Buffer.concat([flags, END]) });
    expect(payloadAt).toBe(72);
    expect(attributesOf(targetInfo)[6]).toBe('01000080');
  });
});

test('a channel binding and a target name that the server made up do not go back to it', () => {
  const made = Buffer.concat([avPair(10, Buffer.alloc(16, 9)), avPair(9, utf16('smtp/else')), END]);
  expect(attributesOf(fieldsOfAnswer({ targetInfo: made }).targetInfo)).toEqual({ 9: '', 10: '00'.repeat(16) });
});

test('a server that says nothing about itself is answered with NTLMv2 over no attributes', () => {
  const { nt, targetInfo, lm, flags } = fieldsOfAnswer({ flags: USUAL_FLAGS & ~TARGET_INFO });
  expect(targetInfo).toEqual(END);
  expect(nt).toHaveLength(16 + 28 + 4 + 4);
  expect(lm.subarray(16)).toEqual(CLIENT_CHALLENGE);
  expect(flags & TARGET_INFO).toBe(0);
});

test('the answer agrees to nothing that was not offered', () => {
  const everythingButLm = 0xffffffff & ~LM_KEY;
  expect(fieldsOfAnswer({ flags: everythingButLm }).flags).toBe(0x00888205);
});

test('no session key goes over the wire', () => {
  expect(fieldsOfAnswer({}).sessionKey).toHaveLength(0);
});

test('user, domain and workstation go as they are, in Unicode', () => {
  const names = { username: 'Jörg ß 🙂', domain: 'Büro', workstation: '' };
  const { user, domain, workstation } = fieldsOfAnswer({}, names);
  expect({ user, domain, workstation }).toEqual({ user: names.username, domain: names.domain, workstation: '' });
});

test.each([
  ['a session key from the LM hash', USUAL_FLAGS | LM_KEY],
  ['LM without NTLM', USUAL_FLAGS & ~NTLM],
  ['a session key from the LM hash, and has no target info', (USUAL_FLAGS & ~TARGET_INFO) | LM_KEY],
])('a server that wants %s gets no answer', (_, flags) => {
  expect(answer({ flags })).toBe('NTLM_V1_ONLY');
});

test.each([
  ['ALICE', 'alice', true],
  ['JÖRG', 'jörg', true],
  ['Αλεξης', 'αλεξης', true],
  ['STRASSE', 'straße', false],
  ['ı', 'I', false],
  ['ſ', 'S', false],
  ['ა', 'Ა', false],
])('as Windows sees it, %s and %s being one user is %s', (one, other, same) => {
  const [first, second] = [one, other].map((name) => Buffer.from(responseKey('secret', name, 'OFFICE')));
  expect(first?.equals(second ?? Buffer.alloc(0))).toBe(same);
});

test('the domain counts as it is written', () => {
  expect(responseKey('secret', 'alice', 'OFFICE')).not.toEqual(responseKey('secret', 'alice', 'office'));
});
