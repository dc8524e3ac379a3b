import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClientName, parseHost } from '../../src/shared/host.ts';
import { parsePem, pemOf } from '../../src/shared/pem.ts';
import { bounded } from './bounds.ts';

const piece = fc.constantFrom(
  'a',
  'mail',
  '.',
  '-',
  '_',
  ':',
  '[',
  ']',
  'IPv6:',
  '::1',
  '127.0.0.1',
  '%',
  '@',
  '//',
  ' ',
  '\n',
  'ü',
  '㎄',
  '。',
  '0',
  '\u202e',
  'localhost',
  'xn--',
);
const hostLike = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.domain(),
  fc.ipV4(),
  fc.ipV6(),
  fc.webUrl(),
);

describe('a host name, whatever is typed', () => {
  test('is refused with a sentence or becomes one that can be connected to, and stays so', () => {
    fc.assert(
      fc.property(hostLike, (text) => {
        const parsed = parseHost(text);
        if (!parsed.ok) return void expect(parsed.message).toMatch(/\S/);
        expect(parsed.value).toMatch(/^[A-Za-z0-9._:%-]{1,300}$/);
        if (parsed.value.includes(':')) expect(isIP(parsed.value.replace(/%.*$/, ''))).toBe(6);
        expect(parseHost(parsed.value)).toEqual(parsed);
      }),
      bounded(2000),
    );
  });

  test('that is an IP address is taken', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(parseHost(address).ok).toBe(true);
        expect(parseHost(`[${address}]`).ok).toBe(address.includes(':'));
      }),
      bounded(1000),
    );
  });
});

test('a name for EHLO is refused with a sentence or can’t hold a second command, and stays as it is', () => {
  fc.assert(
    fc.property(hostLike, (text) => {
      const parsed = parseClientName(text);
      if (!parsed.ok) return void expect(parsed.message).toMatch(/\S/);
      expect(parsed.value).toMatch(/^(?:[A-Za-z0-9._-]{1,253}|\[(?:IPv6:[0-9A-Fa-f:.]+|[\d.]+)\])$/);
      expect(parsed.value).not.toMatch(/^localhost(?:\.|$)/i);
      expect(parseClientName(parsed.value)).toEqual(parsed);
    }),
    bounded(2000),
  );
});

describe('PEM text', () => {
  const base64 = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  const block = base64.map(pemOf);
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom(
      '-----BEGIN CERTIFICATE-----',
      '-----END CERTIFICATE-----',
      '-----',
      '\r\n',
      'Bag Attributes\n',
      '\0',
    ),
  );

  test('whatever it is, is refused with a sentence or gives certificates alone, which give themselves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(noise, block), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (parts, most) => {
          const parsed = parsePem(parts.join('\n'), most);
          if (!parsed.ok) return void expect(parsed.message).toMatch(/\S/);
          expect(parsed.value).toMatch(
            /^(?:-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?)+$/,
          );
          expect(parsed.value.match(/BEGIN/g)?.length).toBeLessThanOrEqual(most);
          expect(parsePem(parsed.value, most)).toEqual(parsed);
        },
      ),
      bounded(1500),
    );
  });

  test('is found between other text, however it is wrapped', () => {
    const lineBreak = fc.constantFrom('\n', '\r\n', ' \n', '\n\n');
    const width = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.array(base64, { minLength: 1, maxLength: 4 }), lineBreak, width, (bodies, end, columns) => {
        const wrapped = (body: string) => body.match(new RegExp(`.{1,${columns}}`, 'g'))?.join(end) ?? '';
        const text = bodies.map((body) =>
          ['subject=/CN=x', '-----BEGIN CERTIFICATE-----', wrapped(body), '-----END CERTIFICATE-----', ''].join(end),
        );
        expect(parsePem(text.join(end), 4)).toEqual({ ok: true, value: bodies.map(pemOf).join('\n') });
      }),
      bounded(500),
    );
  });

  test.each([
    '-----BEGIN CERTIFICATE-----\n',
    '-----BEGIN CERTIFICATE-----\nA',
    'A\n',
    ' ',
    '-----BEGIN CERTIFICATE-----\n \n-----END',
    // A search that isn't linear would take minutes here, and longer than the test may.
  ])('that repeats %j without end is read to its end', (part) => {
    expect(parsePem(part.repeat(Math.floor(99_000 / part.length)), 20).ok).toBe(false);
  });

  test('with a private key in it is refused', () => {
    const keys = fc.constantFrom('PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY');
    fc.assert(
      fc.property(block, keys, base64, (certificate, kind, body) => {
        const key = `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----`;
        for (const text of [certificate + key, key + certificate]) expect(parsePem(text, 5).ok).toBe(false);
      }),
      bounded(200),
    );
  });
});
