// The values that Microsoft publishes in [MS-NLMP], sections 4.2.1 (common values) and 4.2.4 (NTLMv2 authentication). 4.2.4.2.3,
// the encrypted session key, belongs to key exchange, which a sign-in over SMTP has no use for.
import { describe, expect, test } from 'vitest';
import { AV_FLAGS, writeAvPairs } from '../../../src/main/mail/ntlm/av-pairs.ts';
import { type Challenge, readChallenge } from '../../../src/main/mail/ntlm/challenge.ts';
import { authenticateMessage, negotiateMessage } from '../../../src/main/mail/ntlm/messages.ts';
import { lmv2Response, ntlmv2Response, responseKey } from '../../../src/main/mail/ntlm/responses.ts';
import { fieldsOf } from './challenges.ts';

// 4.2.1
const USER = 'User';
const DOMAIN = 'Domain';
const PASSWORD = 'Password';
const WORKSTATION = 'COMPUTER';
const TIME = hex('0000000000000000');
const CLIENT_CHALLENGE = hex('aaaaaaaaaaaaaaaa');
const SERVER_CHALLENGE = hex('0123456789abcdef');
// 4.2.4.1.1, 4.2.4.1.2, 4.2.4.2.1, 4.2.4.2.2
const NTOWFV2 = '0c868a403bfd7a93a3001ef22ef02e3f';
const SESSION_BASE_KEY = '8de40ccadbc14a82f15cb0ad0de95ca3';
const LMV2_RESPONSE = '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa';
const NT_PROOF = '68cd0ab851e51c96aabc927bebef6a1c';
const TARGET_INFO = '02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000';
// 4.2.4.1.3
const TEMP = `01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000${TARGET_INFO}00000000`;
// 4.2.4.3
const CHALLENGE_MESSAGE = hex(
  `4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000060070170000000f\
530065007200760065007200${TARGET_INFO}`,
);
const AUTHENTICATE_MESSAGE = hex(
  `4e544c4d5353500003000000180018006c00000054005400840000000c000c00480000000800080054000000100010005c00000010001000d8000000\
358288e20501280a0000000f44006f006d00610069006e00550073006500720043004f004d0050005500540045005200\
86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa\
68cd0ab851e51c96aabc927bebef6a1c01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000\
02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000\
c5dad2544fc9799094ce1ce90bc9d03e`,
);

describe('the published values of NTLMv2', () => {
  const key = responseKey(PASSWORD, USER, DOMAIN);
  const input = { key, serverChallenge: SERVER_CHALLENGE, clientChallenge: CLIENT_CHALLENGE, time: TIME };

  test('the response key is NTOWFv2', () => expect(toHex(key)).toBe(NTOWFV2));

  test('the LMv2 response', () =>
    expect(toHex(lmv2Response(key, SERVER_CHALLENGE, CLIENT_CHALLENGE))).toBe(LMV2_RESPONSE));

  test('the NTLMv2 response is the proof and what it is over', () => {
    const { response } = ntlmv2Response({ ...input, targetInfo: hex(TARGET_INFO) });
    expect(toHex(response)).toBe(NT_PROOF + TEMP);
  });

  test('the session base key', () => {
    const { sessionBaseKey } = ntlmv2Response({ ...input, targetInfo: hex(TARGET_INFO) });
    expect(toHex(sessionBaseKey)).toBe(SESSION_BASE_KEY);
  });

  test('the challenge message is read', () => {
    const challenge = published();
    expect(challenge.flags >>> 0).toBe(0xe28a8233);
    expect(toHex(challenge.serverChallenge)).toBe(toHex(SERVER_CHALLENGE));
    expect(
      [...(challenge.targetInfo ?? [])].map(([id, value]) => [id, Buffer.from(value).toString('utf16le')]),
    ).toEqual([
      [2, 'Domain'],
      [1, 'Server'],
    ]);
  });

  test('the challenge’s attributes, written again, give the response of the published answer', () => {
    const targetInfo = writeAvPairs(published().targetInfo ?? new Map());
    const { response } = ntlmv2Response({ ...input, targetInfo });
    expect(toHex(response)).toBe(toHex(fieldsOf(AUTHENTICATE_MESSAGE).nt));
  });

  test('our answer says the same as the published one, but for what today’s clients add and key exchange', () => {
    const message = authenticateMessage({
      challenge: published(),
      negotiate: negotiateMessage(),
      username: USER,
      domain: DOMAIN,
      password: PASSWORD,
      workstation: WORKSTATION,
      clientChallenge: CLIENT_CHALLENGE,
      now: new Date('1601-01-01T00:00:00Z'),
    });
    if (message === 'NTLM_V1_ONLY') throw new Error(message);
    const { lm, domain, user, workstation, time, payloadAt, targetInfo } = fieldsOf(message);
    const expected = fieldsOf(AUTHENTICATE_MESSAGE);
    expect({ lm, domain, user, workstation, time, payloadAt }).toEqual({
      lm: expected.lm,
      domain: expected.domain,
      user: expected.user,
      workstation: expected.workstation,
      time: expected.time,
      payloadAt: expected.payloadAt,
    });
    expect(toHex(targetInfo)).toBe(`${TARGET_INFO.slice(0, -8)}0a001000${'00'.repeat(16)}0900000000000000`);
    expect(published().targetInfo?.has(AV_FLAGS)).toBe(false);
  });
});

function published(): Challenge {
  const challenge = readChallenge(CHALLENGE_MESSAGE);
  if (challenge === undefined) throw new Error('The published challenge was not read.');
  return challenge;
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
