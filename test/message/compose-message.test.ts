import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { composeMessage, type MessageParts } from '../../src/main/message/compose-message.ts';
import { charsets } from '../../src/shared/charset.ts';
import { everywhere, plain, withContents } from './message-parts.ts';
import { scripts } from './scripts.ts';

const sourceOf = async (parts: Partial<MessageParts>) =>
  Buffer.from((await composeMessage({ ...plain, ...parts })).source).toString('latin1');

describe('a composed message', () => {
  test('of plain ASCII is 7bit, and says the set that was chosen', async () => {
    const parts = { subject: 'Plain', text: `short\n${'long '.repeat(150)}end`, html: '<p>HTML</p>' };
    const source = await sourceOf({ ...parts, charset: 'us-ascii' });
    expect(source.match(/^Content-Transfer-Encoding: .*$/gm)).toEqual(Array(2).fill('Content-Transfer-Encoding: 7bit'));
    expect(source.match(/charset=\S+/g)).toEqual(['charset=us-ascii', 'charset=us-ascii']);
    expect(source).not.toContain('=?');
  });

  test('has encoded words that each read by themselves, of 75 characters at most', async () => {
    for (const charset of charsets) {
      const { text } = scripts[charset];
      const source = await sourceOf({ charset, subject: text.repeat(20), from: { name: text, address: 'a@b.test' } });
      const words = source.split('\r\n\r\n')[0]?.match(/=\?\S+\?=/g) ?? [];
      if (charset !== 'us-ascii') expect(words.length).toBeGreaterThan(5);
      for (const word of words) {
        expect(word.length).toBeLessThanOrEqual(75);
        const [, set = '', letter, encoded = ''] = /^=\?([^?]+)\?([BQ])\?([^?]*)\?=$/.exec(word) ?? [];
        expect(set).toBe(charset);
        const quoted = encoded
          .replaceAll('_', ' ')
          .replace(/=(..)/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`)));
        const bytes = letter === 'B' ? Buffer.from(encoded, 'base64') : Buffer.from(quoted, 'latin1');
        expect(() => new TextDecoder(charset, { fatal: true }).decode(bytes)).not.toThrow();
        if (charset === 'iso-2022-jp') expect(bytes.toString('latin1').split('\x1b').at(-1)).toMatch(/^\(B/);
      }
    }
  });

  test('has CRLF alone for line breaks, and lines of 998 at most', async () => {
    const text = `a\nb\r\nc\rd${'x'.repeat(3000)}\n\n`;
    for (const charset of ['utf-8', 'us-ascii', 'iso-2022-jp', 'windows-1251'] as const) {
      const source = await sourceOf({ text, html: text, charset });
      expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
      expect(source.endsWith('\r\n')).toBe(true);
    }
  });

  test('made of HTML has a text beside it, or instead of it', async () => {
    const { text: _text, ...rest } = plain;
    const html = '<h1>Title</h1><p>See <a href="https://example.test/">this</a></p>';
    const both = await PostalMime.parse((await composeMessage({ ...rest, html })).source);
    expect([both.text?.trim(), both.html?.trim()]).toEqual(['Title\n\nSee this (https://example.test/)', html]);
    const text = Buffer.from((await composeMessage({ ...rest, html, plainTextOnly: true })).source).toString();
    expect(text).toContain('Content-Type: text/plain; charset=utf-8');
    expect(text).toContain('See this (https://example.test/)');
    expect(text).not.toMatch(/<h1>|multipart|text\/html/);
  });

  const metas: readonly (readonly [string, string])[] = [
    ['<meta charset=utf-8>', '<meta charset=koi8-r>'],
    ["<META name=x><meta  charset = 'windows-1251' />", "<META name=x><meta  charset = 'koi8-r' />"],
    [
      '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">',
      '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
    ],
    ['<meta name="description" content="the charset=utf-8">', '<meta name="description" content="the charset=utf-8">'],
    ['<p>charset=utf-8</p>', '<p>charset=utf-8</p>'],
  ];
  test.each(metas)('has no HTML that contradicts its set: %s', async (html, expected) => {
    const email = await PostalMime.parse((await composeMessage({ ...plain, html, charset: 'koi8-r' })).source);
    expect(email.html?.trim()).toBe(expected);
  });

  test('has addresses beyond ASCII as they are, when it goes by SMTPUTF8, and nothing else', async () => {
    const from = { name: 'Жанна', address: 'жанна@xn--e1afmkfd.test' };
    const parts: MessageParts = { ...plain, from, to: [{ name: '', address: '用户@b.test' }], charset: 'koi8-r' };
    const source = Buffer.from((await composeMessage({ ...parts, internationalized: true })).source).toString();
    expect(source).toMatch(/^From: =\?koi8-r\?B\?[\w+/=]+\?= <жанна@xn--e1afmkfd\.test>\r$/m);
    expect(source).toMatch(/^To: 用户@b\.test\r$/m);
    await expect(composeMessage(parts)).rejects.toThrow('SMTPUTF8');
    const unchanged = await sourceOf({ charset: 'koi8-r', subject: 'Тема', internationalized: true });
    expect(unchanged).toBe(await sourceOf({ charset: 'koi8-r', subject: 'Тема' }));
  });

  test('with lone surrogates goes without them', async () => {
    const parts = everywhere('a\ud83eb', 'koi8-r');
    const composed = await composeMessage(parts);
    expect(composed.fellBack).toBe(true);
    expect((await PostalMime.parse(composed.source)).from?.name).toBe('a\ufffdb');
  });

  const refused: readonly (readonly [string, Partial<MessageParts>])[] = [
    ['a line break in an address', { to: [{ name: '', address: 'a@b.test\r\nBcc: c@d.test' }] }],
    ['two addresses in one', { from: { name: '', address: 'a@b.test>, <c@d.test' } }],
    ['a Bcc', { headers: { bcc: 'a@b.test' } }],
    ['a second Content-Type', { headers: { 'Content-type': 'text/html' } }],
    ['a header’s name with a line break', { headers: { 'X: y\r\nBcc': 'a@b.test' } }],
    ['a Message-ID with a line break', { messageId: '<a@b>\r\nBcc: c@d.test' }],
  ];
  test.each(refused)('is not made with %s', async (_what, changes) => {
    await expect(composeMessage({ ...plain, ...changes })).rejects.toThrow();
  });

  const types: readonly (readonly [string, string])[] = [
    ['text/plain; charset=windows-1251; name="other.txt"', 'text/plain; charset=windows-1251; name="a.txt"'],
    ['IMAGE/PNG', 'image/png; name="a.txt"'],
    ['message/rfc822', 'application/octet-stream; name="a.txt"'],
    ['multipart/mixed; boundary=x', 'application/octet-stream; name="a.txt"'],
    ['no type', 'application/octet-stream; name="a.txt"'],
    ['', 'application/octet-stream; name="a.txt"'],
    ['text/plain\r\nBcc: x@y.test', 'application/octet-stream; name="a.txt"'],
  ];
  test.each(types)('has an attachment of type %j with its bytes unchanged', async (contentType, expected) => {
    const content = Buffer.from('A: b\r\n\0\n\n--\r\n.\r\n');
    const composed = await composeMessage({ ...plain, attachments: [{ name: 'a.txt', contentType }] });
    const source = await withContents(composed, [content]);
    expect(source.toString().replaceAll('\r\n ', ' ')).toContain(`Content-Type: ${expected}\r\n`);
    const [attachment] = (await PostalMime.parse(source)).attachments;
    expect(attachment?.filename).toBe('a.txt');
    expect(Buffer.from(attachment?.content as ArrayBuffer)).toEqual(content);
  });
});
