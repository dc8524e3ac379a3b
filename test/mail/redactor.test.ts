import { describe, expect, test } from 'vitest';
import { createRedactor, MASK, maskSignInCommand, maskSignInReply } from '../../src/main/mail/redactor.ts';

const password = 'pässwörtchen "7';
const redact = createRedactor({ username: 'alice', password });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the password is masked', () => {
  test.each([
    ['as it is', password],
    ['shown byte by byte', Buffer.from(password).toString('latin1')],
    ['in base64', base64(password)],
    ['in base64 without padding', base64(password).replace(/=+$/, '')],
    ['as a PLAIN response', base64(`\0alice\0${password}`)],
    ['percent-encoded', encodeURIComponent(password)],
    ['as JSON text', JSON.stringify(password).slice(1, -1)],
  ])('%s', (_how, form) => {
    expect(redact(`535 5.7.8 no: ${form}!`)).toBe(`535 5.7.8 no: ${MASK}!`);
  });

  test.each([1, 2, 3, 4, 5])('in base64 of something longer, %i bytes in', (before) => {
    const middle = base64(password).slice(4, 16);
    const encoded = base64(`${'x'.repeat(before)}${password}yyyy`);
    expect(redact(encoded)).toContain(MASK);
    expect(redact(encoded)).not.toContain(middle);
  });
});

test.each(['5', '535', '250', '.', 'a'])('the short password %j leaves the codes of a reply readable', (short) => {
  const shown = createRedactor({ username: 'u', password: short })(`535 5.7.8 said ${short}.`);
  expect(shown).toMatch(/^535 5\.7\.8 /);
  expect(shown).toContain(MASK);
});

test('control characters, direction marks and line separators are shown, not done', () => {
  expect(createRedactor(undefined)('250 \x1b[31mred\x07 \u202eevil\u2028 end')).toBe(
    '250 \\x1b[31mred\\x07 \\u202eevil\\u2028 end',
  );
});

test('a line without end is cut', () => {
  expect(createRedactor(undefined)('x'.repeat(10_000)).length).toBeLessThan(4_100);
});

test('nothing of a sign-in but its mechanism is kept', () => {
  expect(maskSignInCommand('AUTH PLAIN AGFsaWNlAHNlY3JldA==')).toBe(`AUTH PLAIN ${MASK}`);
  expect(maskSignInCommand('AUTH LOGIN')).toBe('AUTH LOGIN');
  expect(maskSignInCommand('c2VjcmV0')).toBe(MASK);
  expect(maskSignInReply('334 VXNlcm5hbWU6')).toBe(`334 ${MASK}`);
  expect(maskSignInReply('535 5.7.8 no')).toBe('535 5.7.8 no');
});
