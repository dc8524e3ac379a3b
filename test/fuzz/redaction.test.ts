import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, MASK } from '../../src/main/mail/redactor.ts';
import { createMask } from '../../src/main/support/masking.ts';
import { passwordSchema } from '../../src/shared/settings.ts';
import { bounded } from './bounds.ts';

const password = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 6, maxLength: 60 }),
    fc.string({ unit: 'binary', minLength: 6, maxLength: 40 }),
  )
  .filter((text) => passwordSchema.safeParse(text).success && !/^[•\s]+$/.test(text));
const username = fc.string({ minLength: 1, maxLength: 20 });
/** Text around a secret in which none of it can be found by chance. */
const around = fc.stringMatching(/^[ ,:;]{0,20}$/);

describe('a password, whatever it is', () => {
  const spellings: readonly [name: string, spell: (password: string, username: string) => string][] = [
    ['as it is', (secret) => secret],
    ['in base64', (secret) => Buffer.from(secret).toString('base64')],
    ['as AUTH PLAIN', (secret, user) => Buffer.from(`\0${user}\0${secret}`).toString('base64')],
    ['percent-encoded', (secret) => encodeURIComponent(secret)],
    ['as a form field', (secret) => new URLSearchParams({ p: secret }).toString().slice(2)],
    ['in hexadecimal', (secret) => Buffer.from(secret).toString('hex')],
    ['as JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
    ['shown byte by byte', (secret) => Buffer.from(secret).toString('latin1')],
  ];

  test.each(spellings)('is masked in a reply, %s', (_name, spell) => {
    fc.assert(
      fc.property(password, username, around, around, (secret, user, before, after) => {
        const redact = createRedactor({ username: user, password: secret });
        const shown = redact(`535 5.7.8 ${before}${spell(secret, user)}${after}`);
        expect(shown).toContain(MASK);
        expect(shown.replaceAll(MASK, '')).not.toContain(secret);
        expect(shown.replaceAll(MASK, '')).not.toContain(spell(secret, user));
      }),
      bounded(300),
    );
  });

  test('is masked anywhere within base64', () => {
    fc.assert(
      fc.property(
        password,
        fc.uint8Array({ maxLength: 20 }),
        fc.uint8Array({ maxLength: 20 }),
        (secret, before, after) => {
          const redact = createRedactor({ username: 'u', password: secret });
          const encoded = Buffer.concat([before, Buffer.from(secret), after]).toString('base64');
          const left = redact(`334 ${encoded}`)
            .split(MASK)
            .map((part) => Buffer.from(part, 'base64').toString());
          expect(left.some((part) => part.includes(secret))).toBe(false);
        },
      ),
      bounded(500),
    );
  });

  test('does no harm to anything: any text of any server, with any password, gives text that can be shown', () => {
    const anyPassword = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyPassword, fc.string({ unit: 'binary', maxLength: 2000 }), (secret, text) => {
        const shown = createRedactor({ username: 'u', password: secret })(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
        expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
        expect(shown.length).toBeLessThan(2000 * 6 * MASK.length + 100);
      }),
      bounded(500),
    );
  });
});

describe('a person, whoever it is', () => {
  const letters = fc.stringMatching(/^[a-zäöü][a-z0-9äöü._'+-]{3,30}[a-zäöü]$/);
  const domain = fc.domain();
  const people = { usernames: [], displayNames: [], messageIds: [] };

  test('is masked, known or not, in upper or lower case, and broken over lines anywhere', () => {
    fc.assert(
      fc.property(letters, domain, fc.boolean(), fc.boolean(), fc.nat(), (local, host, isKnown, shouts, at) => {
        const mask = createMask({ ...people, addresses: isKnown ? [`${local}@${host}`] : [] });
        const address = shouts ? `${local}@${host}`.toUpperCase() : `${local}@${host}`;
        expect(mask(`550 5.1.1 <${address}> unknown`)).toBe(
          `550 5.1.1 <‹user 1›@${address.slice(address.lastIndexOf('@') + 1)}> unknown`,
        );
        const place = 1 + (at % local.length);
        const broken = mask(`550-5.1.1 <${address.slice(0, place)}\n550 5.1.1 ${address.slice(place)}> unknown`);
        expect(broken.replace(/\n550 5\.1\.1 /, '')).toBe(
          `550-5.1.1 <‹user 1›@${address.slice(address.lastIndexOf('@') + 1)}> unknown`,
        );
      }),
      bounded(500),
    );
  });

  test('is masked in base64, whatever stands beside', () => {
    fc.assert(
      fc.property(letters, fc.stringMatching(/^[ ;:,]{0,5}$/), (local, before) => {
        const mask = createMask({ ...people, addresses: [] });
        const encoded = Buffer.from(`${before}${local}@elsewhere.test${before}`).toString('base64');
        for (const run of mask(`334 ${encoded}`).match(/[A-Za-z0-9+/]{4,}/g) ?? []) {
          expect(Buffer.from(run, 'base64').toString()).not.toContain(local);
        }
      }),
      bounded(300),
    );
  });

  test('can’t be so named, nor a text be such, that masking fails or makes text much longer', () => {
    const any = fc.string({ unit: 'binary', maxLength: 40 });
    const all = fc.array(any, { maxLength: 4 });
    fc.assert(
      fc.property(
        all,
        all,
        all,
        fc.string({ unit: 'binary', maxLength: 1000 }),
        (addresses, usernames, displayNames, text) => {
          const mask = createMask({ addresses, usernames, displayNames, messageIds: addresses });
          expect(mask(text).length).toBeLessThan(text.length * 20 + 20);
          expect(mask(text)).toBe(mask(text));
        },
      ),
      bounded(500),
    );
  });
});
