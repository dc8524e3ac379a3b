import { describe, expect, test } from 'vitest';
import { createMask } from '../../src/main/support/masking.ts';

const people = {
  addresses: [
    'desk@sender.test',
    'Alice.Miller@recipient.test',
    '"john doe"@recipient.test',
    'postmaster@recipient.test',
  ],
  usernames: ['ACME\\svc-relay', 'bob.signer@sender.test'],
  displayNames: ['Service Desk'],
  messageIds: ['<0a1b@sender.test>'],
};
/** Numbers strangers from 5 on: four people are known. */
const mask = (text: string) => createMask(people)(text);
const base64 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');

describe('addresses are masked, and their domain stays', () => {
  test.each([
    ['as it is', '550 5.1.1 Alice.Miller@recipient.test unknown', '550 5.1.1 ‹user 2›@recipient.test unknown'],
    [
      'in a command',
      'RCPT TO:<Alice.Miller@recipient.test> NOTIFY=NEVER',
      'RCPT TO:<‹user 2›@recipient.test> NOTIFY=NEVER',
    ],
    ['in lower case', '<alice.miller@RECIPIENT.test>', '<‹user 2›@RECIPIENT.test>'],
    ['in quotation marks', '"alice.miller"@recipient.test', '‹user 2›@recipient.test'],
    ['quoted, with a space', 'RCPT TO:<"john doe"@recipient.test>', 'RCPT TO:<‹user 3›@recipient.test>'],
    ['quoted, escaped', 'error: \\"john doe\\"@recipient.test', 'error: ‹user 3›@recipient.test'],
    ['after a key', 'to=alice.miller@recipient.test, relay=none', 'to=‹user 2›@recipient.test, relay=none'],
    [
      'percent-encoded',
      'https://x.test/?to=alice.miller%40recipient.test&r=1',
      'https://x.test/?to=‹user 2›%40recipient.test&r=1',
    ],
    ['in xtext', 'ORCPT=rfc822;alice.miller+40recipient.test', 'ORCPT=rfc822;‹user 2›+40recipient.test'],
    ['in quoted-printable', 'X: alice.miller=40recipient.test', 'X: ‹user 2›=40recipient.test'],
    ['as HTML', '<b>alice.miller&#64;recipient.test</b>', '<b>‹user 2›&#64;recipient.test</b>'],
    ['as JavaScript', '"alice.miller\\u0040recipient.test"', '"‹user 2›\\u0040recipient.test"'],
    ['with spaces', 'alice.miller @ recipient.test is unknown', '‹user 2› @ recipient.test is unknown'],
    ['written out', 'alice.miller (at) recipient.test', '‹user 2› (at) recipient.test'],
    ['at an address literal', 'alice.miller@[192.0.2.1]', '‹user 5›@[192.0.2.1]'],
    ['without a dot', 'alice.miller@localhost', '‹user 5›@localhost'],
    [
      'of somebody else',
      'postman carol@elsewhere.test, CAROL@elsewhere.test',
      'postman ‹user 5›@elsewhere.test, ‹user 5›@elsewhere.test',
    ],
    [
      'beyond ASCII',
      'müller@exämple.test and müller@xn--exmple-cua.test',
      '‹user 5›@exämple.test and ‹user 5›@xn--exmple-cua.test',
    ],
    ['with a full-width sign', 'carol＠elsewhere.test', '‹user 5›＠elsewhere.test'],
    [
      'percent-encoded whole',
      '%63arol%40elsewhere.test carol@elsewhere.test',
      '‹user 5›%40elsewhere.test ‹user 5›@elsewhere.test',
    ],
    ['inside another', 'bounce+carol=elsewhere.test@sender.test', '‹user 5›@sender.test'],
    ['of a function', 'contact postmaster@recipient.test', 'contact ‹user 4›@recipient.test'],
    ['with entities', '&#99;&#97;&#114;&#111;&#108;@elsewhere.test', '‹user 5›@elsewhere.test'],
    ['with invisible characters', 'car\u200bol@elsewhere.test', '‹user 5›@elsewhere.test'],
  ])('%s', (_how, text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

describe('addresses that a reply breaks over two lines are masked', () => {
  test.each([
    [
      'before the @',
      '550-5.1.1 <alice.mil\n550 5.1.1 ler@recipient.test>',
      '550-5.1.1 <‹user 2›\n550 5.1.1 @recipient.test>',
    ],
    ['at the @', '550-alice.miller\n550 @recipient.test', '550-‹user 2›\n550 @recipient.test'],
    ['after the @', '550-alice.miller@\n550 recipient.test', '550-‹user 2›@\n550 recipient.test'],
    ['in the domain', '550-alice.miller@recip\n550 ient.test', '550-‹user 2›@recip\n550 ient.test'],
    [
      'quoted in a sentence',
      'refused: 550-5.1.1 <alice.mil 550 5.1.1 ler@recipient.test>',
      'refused: 550-5.1.1 <‹user 2› 550 5.1.1 @recipient.test>',
    ],
    ['of somebody else', '550-no ca\n550-r\n550 ol@elsewhere.test', '550-no ‹user 5›\n550-\n550 @elsewhere.test'],
  ])('%s', (_where, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test('and what is not broken keeps its words', () => {
    const text = '550-5.1.1 The mailbox is unknown.\n550-5.1.1 See https://help.test/\n550 5.1.1 x1-9si123.7 - gsmtp';
    expect(mask(text)).toBe(text);
  });
});

const tagged = {
  addresses: ['desk@sender.test', 'jane.doe+news@recipient.test', 'jürgen@recipient.test', 'łukasz@recipient.test'],
  usernames: ['ACME\\svc-relay'],
  displayNames: ['Pat Smith', 'Ann van Dijk'],
  messageIds: [],
};
const bytewise = (text: string) => Buffer.from(text).toString('latin1');
const hexOf = (text: string, between: string) => (Buffer.from(text).toString('hex').match(/../g) ?? []).join(between);

describe('a person is masked in every spelling', () => {
  test.each([
    ['without the tag', '550 mailbox jane.doe is full', '550 mailbox ‹user 2› is full'],
    ['with a longer tag', '550 jane.doe+newsletter', '550 ‹user 2›+newsletter'],
    ['as UTF-8 read byte by byte', `550 ${bytewise('jürgen')} unbekannt`, '550 ‹user 3› unbekannt'],
    ['as the bytes of an address', `${bytewise('JüRGEN')}@recipient.test`, '‹user 3›@recipient.test'],
    ['with bytes that can’t be shown', '550 Å\\x82ukasz', '550 ‹user 4›'],
    ['with escaped bytes', '550 \\xc5\\x82ukasz', '550 ‹user 4›'],
    ['decomposed', `550 ${'jürgen'.normalize('NFD')}`, '550 ‹user 3›'],
    ['in quoted-printable', 'X: j=C3=BCrgen', 'X: ‹user 3›'],
    ['as an address in xtext', 'rfc822;jane.doe+2Bnews+40recipient.test', 'rfc822;‹user 2›+40recipient.test'],
    ['as an address in quoted-printable', 'jane.doe=2Bnews=40recipient.test', '‹user 2›=40recipient.test'],
    ['percent-encoded whole', 'jane%2edoe%2bnews%40recipient%2etest', '‹user 2›%40recipient%2etest'],
    ['with invisible characters', 'jane.doe+news\u200b@recipient.test', '‹user 2›@recipient.test'],
    ['as a bounce’s sender (VERP)', 'bounce-jane.doe+news=recipient.test@list.test', '‹user 2›@list.test'],
    ['rewritten (SRS)', 'SRS0=ab=xy=recipient.test=jane.doe+news@fwd.test', '‹user 2›@fwd.test'],
    ['in UTF-7', '550 bob.roe+AEA-other.test', '550 ‹user 5›+AEA-other.test'],
    ['at, as a word', 'alias <bob at other.test>', 'alias <‹user 5› at other.test>'],
    ['at, in capitals', 'alias bob.roe AT other.test', 'alias ‹user 5› AT other.test'],
    ['with a written dot', '550 bob [at] other [dot] test', '550 ‹user 5› [at] other [dot] test'],
    ['with words only', '550 bob at other dot test', '550 ‹user 5› at other dot test'],
    ['as an encoded word', '=?utf-8?Q?j=C3=BCrgen?= unknown', '‹encoded address› unknown'],
    ['as two encoded words', '=?utf-8?Q?j=C3=BC?= =?utf-8?Q?rgen?= unknown', '‹encoded address› unknown'],
    ['as an encoded word in another set', '=?iso-8859-2?Q?=B3ukasz?= unknown', '‹encoded address› unknown'],
    ['as an encoded word in base64', '=?utf-8?B?asO8cmdlbg==?= no', '‹encoded address› no'],
    ['in hexadecimal with blanks', `550 ${hexOf('bob@other.test', ' ')}`, '550 ‹encoded address›'],
    ['in hexadecimal with colons', hexOf('svc-relay', ':'), '‹encoded address›'],
    ['in hexadecimal after a digit', `5${hexOf('svc-relay', '')}`, '‹encoded address›'],
    ['a name with an underscore', '550 Pat_Smith', '550 ‹name›'],
    ['a name with a dot', '550 pat.smith', '550 ‹name›'],
    ['a name, the last part first', '550 Smith, Pat', '550 ‹name›'],
    ['a name of three parts, the last first', '550 Dijk, Ann van', '550 ‹name›'],
    ['a name with more blanks', '550 Pat  Smith', '550 ‹name›'],
    ['a name over two lines', '550-no Pat\n550 Smith', '550-no ‹name›\n550 '],
    ['a name over two lines, the last part first', '550-no Smith,\n550 Pat', '550-no ‹name›\n550 '],
  ])('%s', (_how, text, masked) => {
    expect(createMask(tagged)(text)).toBe(masked);
  });
});

describe('encoded addresses and names are masked', () => {
  test.each([
    ['an address', `334 ${base64('alice.miller@recipient.test')}`],
    ['somebody else’s', `334 ${base64('carol@elsewhere.test')}`],
    ['in the middle', `id=${base64('x;carol@elsewhere.test;y')}`],
    ['with letters in front', `550 idx${base64('carol@elsewhere.test')}`],
    [
      'over two lines',
      `334-${base64('carol@elsewhere.test').slice(0, 9)}\n334 ${base64('carol@elsewhere.test').slice(9)}`,
    ],
    ['the user name', `334 ${base64('ACME\\svc-relay')}`],
    ['the user name as NTLM writes it', `334 ${base64('svc-relay', 'utf16le')}`],
    ['in hexadecimal', `550 ${Buffer.from('carol@elsewhere.test').toString('hex')}`],
    ['beyond ASCII', `334 ${base64('müller@elsewhere.test')}`],
  ])('%s', (_what, text) => {
    expect(mask(text)).toContain('‹encoded address›');
    const runs = mask(text).match(/[A-Za-z0-9+/]{6,}/g) ?? [];
    for (const run of runs) expect(Buffer.from(run, 'base64').toString()).not.toMatch(/@|svc/);
  });
});

describe('names are masked', () => {
  test.each([
    ['the user name', '535 ACME\\svc-relay: no', '535 ‹user name›: no'],
    ['without its domain', '535 no such user: svc-relay', '535 no such user: ‹user name›'],
    ['in upper case', 'SVC-RELAY!', '‹user name›!'],
    ['percent-encoded', 'u=ACME%5Csvc-relay', 'u=‹user name›'],
    ['as JSON', '{"u":"ACME\\\\svc-relay"}', '{"u":"‹user name›"}'],
    ['a user name that is an address', 'bob.signer@sender.test', '‹user name›@sender.test'],
    ['its first half', 'unknown user bob.signer', 'unknown user ‹user name›'],
    ['a local part alone', 'no mailbox Alice.Miller here', 'no mailbox ‹user 2› here'],
    ['a quoted local part alone', 'no mailbox john doe here', 'no mailbox ‹user 3› here'],
    ['a display name', 'From: Service Desk', 'From: ‹name›'],
  ])('%s', (_what, text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

test.each([
  '250-SIZE 35882577',
  'MAIL FROM:<> SIZE=4012 BODY=8BITMIME',
  'desk.example.test is no part of an address',
  '250 2.0.0 Ok: queued as 4F1C2A0B',
  '<0a1b@sender.test> Queued mail for delivery',
  'postmaster',
  '5.7.57 Client not authenticated to send mail. [AM0PR04CA0012.eurprd04.prod.outlook.com 2026-11-22T10:00:00.000Z 08DE2]',
  'TLSv1.3, TLS_AES_256_GCM_SHA384',
  'a lone @ and @handle',
  'Your address is blacklisted at zen.dnsbl.test, see www.dnsbl.test; look it up at www.dnsbl.test or contact us at help.dnsbl.test',
  'Nothing answers at mail.example.org on port 25',
  'tried 3 times; 192.0.2.7 at mx1.example.org',
  'SHA-256 5A:3B:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD',
  '',
])('%j is left as it is', (text) => {
  expect(mask(text)).toBe(text);
});

test.each([
  ['without people', []],
  ['with a hundred', Array.from({ length: 100 }, (_, index) => `person${index}@recipient.test`)],
])('hostile texts take no time (%s)', (_name, addresses) => {
  const slow = createMask({ addresses, usernames: ['a'], displayNames: ['Pat A'], messageIds: [] });
  const started = performance.now();
  for (const piece of [
    '@',
    'a',
    'a@',
    '"',
    'a.',
    '@a',
    'QUFB',
    '550-\n',
    ' 550 ',
    '&#64;',
    '%40',
    '\\"@',
    'person1@recipient.test',
    ' at ',
    'a at b.cc ',
    'a [dot] ',
    'a at b [dot] ',
    '=?a?q?',
    '=?a?q?a?= ',
    '6 ',
    '6a:',
    '%2e',
    'a=b.c@',
    'Pat_',
  ]) {
    slow(piece.repeat(Math.ceil(100_000 / piece.length)));
  }
  expect(performance.now() - started).toBeLessThan(8_000);
});
