import fc from 'fast-check';
import addressparser from 'nodemailer/lib/addressparser';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeMessage } from '../../src/main/message/compose-message.ts';
import { type Mailbox, parseMailbox, parseMailboxList } from '../../src/shared/address.ts';
import { bounded } from './bounds.ts';

const piece = fc.constantFrom(
  'a',
  'B7',
  '.',
  '@',
  '"',
  '\\',
  '<',
  '>',
  '(',
  ')',
  ',',
  ';',
  ':',
  ' ',
  '\t',
  '\r\n',
  '\n',
  '\0',
  'ü',
  '漢',
  '🎉',
  '\u202e',
  '\u2028',
  '[127.0.0.1]',
  '[IPv6:::1]',
  'x.test',
  'bücher.test',
  "'",
  '=?utf-8?q?a?=',
  'Bcc: c@d.test',
  '%',
  '+',
  '\ud800',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc.emailAddress({ size: 'large' }),
  fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.emailAddress())
    .map(([name, address]) => `${name} <${address}>`),
  fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.emailAddress())
    .map(([name, address]) => `${JSON.stringify(name)} <${address}>`),
);

const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u;

test('a mailbox, whatever is typed, is refused with a sentence or has nothing that starts a line', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const parsed = parseMailbox(typed);
      if (!parsed.ok) return void expect(parsed.message).toMatch(/\S/);
      expect(parsed.value.name).toMatch(oneLine);
      expect(parsed.value.address).toMatch(oneLine);
      expect(parsed.value.address).toMatch(/^[^\s<>]+@[^\s<>@]+$|^"[^<>]*"@[^\s<>@]+$/);
      expect(parsed.value.address.length).toBeLessThanOrEqual(254);
      expect(parseMailbox(parsed.value.address)).toEqual({ ok: true, value: { ...parsed.value, name: '' } });
    }),
    bounded(2000),
  );
});

test('a list, whatever is typed, has no address twice and none that alone would be refused', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), fc.constantFrom(',', ';', ', ', ' ;'), (parts, separator) => {
      const parsed = parseMailboxList(parts.join(separator));
      if (!parsed.ok) return void expect(parsed.message).toMatch(/\S/);
      const addresses = parsed.value.map(({ address }) => address);
      expect(new Set(addresses).size).toBe(addresses.length);
      for (const address of addresses) expect(parseMailbox(address).ok).toBe(true);
    }),
    bounded(2000),
  );
});

test('a list of a hundred thousand characters takes no time', () => {
  for (const part of ['a@b.test,', '"', ',', '<', 'a', '\\"', '"a",', '@', '<a@b.test>;']) {
    const started = performance.now();
    parseMailboxList(part.repeat(Math.floor(100_000 / part.length)));
    expect(performance.now() - started, part).toBeLessThan(2000);
  }
});

test('what is accepted is in the message as it was meant, and adds no header', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 12, maxLength: 12 }), async (typed) => {
      const to = typed.map(parseMailbox).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
      const [from] = to;
      if (from === undefined) return;
      const { source } = await composeMessage({
        from,
        to,
        subject: 'Test',
        text: 'Text',
        charset: 'utf-8',
        plainTextOnly: true,
        date: new Date(0),
        messageId: '<1@sender.test>',
        internationalized: true,
      });
      const { headers, from: readFrom, to: readTo } = await PostalMime.parse(source);
      const names = headers.map(({ key }) => key);
      expect(names.filter((name) => ['from', 'to', 'subject', 'bcc', 'cc'].includes(name)).sort()).toEqual([
        'from',
        'subject',
        'to',
      ]);
      expect(readFrom?.address).toBe(from.address);
      expect(readTo?.map(({ address }) => address)).toEqual(to.map(({ address }) => address));
      expect(readTo?.map(({ name }) => spaced(name ?? ''))).toEqual(to.map(({ name }) => spaced(name)));
    }),
    bounded(150),
  );
});

test('another parser reads an accepted address as the same one', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const parsed = parseMailbox(typed);
      if (!parsed.ok) return;
      const [read, ...more] = addressparser(`<${parsed.value.address}>`, { flatten: true }) as Mailbox[];
      expect([read?.address, more]).toEqual([parsed.value.address, []]);
    }),
    bounded(1000),
  );
});

/** A long header is folded where there is a space, so that more than one of them can't be relied on (RFC 5322 section 2.2.3). */
function spaced(name: string): string {
  return name.replace(/\s+/gu, ' ').trim();
}
