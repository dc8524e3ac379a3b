import { describe, expect, test } from 'vitest';
import { parseMailbox, parseMailboxList } from '../../src/shared/address.ts';

describe('one address', () => {
  test.each([
    ['pat@example.org', '', 'pat@example.org'],
    ['  pat@example.org ', '', 'pat@example.org'],
    ['Pat Lee <pat@example.org>', 'Pat Lee', 'pat@example.org'],
    ['"Lee, Pat" <pat@example.org>', 'Lee, Pat', 'pat@example.org'],
    ['"quo\\"ted" <pat@example.org>', 'quo"ted', 'pat@example.org'],
    ['<pat@example.org>', '', 'pat@example.org'],
    ['"john doe"@example.org', '', '"john doe"@example.org'],
    ['"a@b"@example.org', '', '"a@b"@example.org'],
    ['"pat"@example.org', '', 'pat@example.org'],
    ['Pat <"p\\at.lee"@example.org>', 'Pat', 'pat.lee@example.org'],
    ['"pat."@example.org', '', '"pat."@example.org'],
    ['"j\\ohn doe"@example.org', '', '"john doe"@example.org'],
    ['"a\\"b\\\\"@example.org', '', '"a\\"b\\\\"@example.org'],
    ['""@example.org', '', '""@example.org'],
    ["o'hara+tag@sub.example.org", '', "o'hara+tag@sub.example.org"],
    ['pat@intranet', '', 'pat@intranet'],
    ['pat@[192.0.2.1]', '', 'pat@[192.0.2.1]'],
    ['pat@bücher.example', '', 'pat@xn--bcher-kva.example'],
    ['Пётр <pat@пример.рф>', 'Пётр', 'pat@xn--e1afmkfd.xn--p1ai'],
    [`${'a'.repeat(64)}@example.org`, '', `${'a'.repeat(64)}@example.org`],
  ])('takes %j', (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ ok: true, value: { name, address } });
  });

  test.each([
    ['', /Enter an e-mail address/],
    ['   ', /Enter an e-mail address/],
    ['pat', /no @/],
    ['@example.org', /nothing before/],
    ['pat@', /not a valid domain/],
    ['pat@@example.org', /more than one @/],
    ['pat@lee@example.org', /more than one @/],
    ['pat lee@example.org', /space/],
    ['pat..lee@example.org', /not valid/],
    ['.pat@example.org', /not valid/],
    ['pat@example..org', /not a valid domain/],
    ['pat@-example.org', /not a valid domain/],
    ['pat@exam ple.org', /not a valid domain/],
    ['pat@exam_ple.org', /not a valid domain/],
    ['pat@[192.0.2.1', /not a valid domain/],
    ['pe\u200bt@example.org', /not valid/],
    ['pe\u00a0t@example.org', /not valid/],
    [`${'ж'.repeat(33)}@example.org`, /longer than 64/],
    [`${'a'.repeat(65)}@example.org`, /longer than 64/],
    [`pat@${'a'.repeat(64)}.org`, /not a valid domain/],
    [`pat@${'abcdefgh.'.repeat(30)}org`, /not a valid domain|at most 254/],
    ['pat@example.org\r\nRCPT TO:<eve@example.org>', /control characters/],
    ['pat@example.org\nBcc: eve@example.org', /control characters/],
    ['Pat\r\nBcc: eve@example.org <pat@example.org>', /control characters/],
    ['pat@example.org\0', /control characters/],
    ['pat@example.org\u2028', /control characters/],
    ['Pat <pat@example.org> trailing', /not valid|space|domain/],
    ['<pat@example.org', /not valid/],
    ['"a>b"@example.org', /not valid/],
    ['Ann <ann@example.org> <pat@example.org>', /more than one address/],
    ['ann@example.org <pat@example.org>', /more than one address/],
  ])('refuses %j', (text, why) => {
    const parsed = parseMailbox(text);
    expect(parsed.ok ? '' : parsed.message).toMatch(why);
  });
});

describe('a list of addresses', () => {
  test.each([
    ['a@example.org,b@example.org', ['a@example.org', 'b@example.org']],
    ['a@example.org; b@example.org;', ['a@example.org', 'b@example.org']],
    ['"Lee, Pat; Dr" <a@example.org>, b@example.org', ['a@example.org', 'b@example.org']],
    ['"a,b"@example.org', ['"a,b"@example.org']],
    ['a@example.org, a@example.org', ['a@example.org']],
  ])('separates %j', (text, addresses) => {
    const parsed = parseMailboxList(text);
    expect(parsed.ok ? parsed.value.map((each) => each.address) : parsed.message).toEqual(addresses);
  });

  test.each(['', ' , ; ', 'a@example.org, nobody', 'a@example.org\r\n, b@example.org'])('refuses %j', (text) => {
    expect(parseMailboxList(text).ok).toBe(false);
  });
});
