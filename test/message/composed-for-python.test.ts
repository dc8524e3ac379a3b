import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { type ComposedMessage, composeMessage, type MessageParts } from '../../src/main/message/compose-message.ts';
import { type Charset, charsets } from '../../src/shared/charset.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { headerOf, type PythonMessage, readWithPython } from '../servers/python-message.ts';
import { contents, endOfText, everywhere, plain, withContents } from './message-parts.ts';
import { scripts } from './scripts.ts';

function expectAllOf(parts: MessageParts, message: PythonMessage, charset: Charset): void {
  expect(message.defects).toEqual([]);
  expect(headerOf(message, 'Subject')).toBe(parts.subject);
  expect(headerOf(message, 'X-Workflow')).toBe(parts.headers?.['X-Workflow']);
  expect(headerOf(message, 'Message-ID')).toBe(parts.messageId);
  expect(message.date).toBe(parts.date.getTime() / 1000);
  expect(message.from).toEqual([parts.from]);
  expect(message.to).toEqual(parts.to);
  expect(message.cc).toEqual(parts.cc);
  expect(message.replyTo).toEqual([parts.replyTo]);
  const [text, html, ...files] = message.parts;
  expect([text?.contentType, text?.charset]).toEqual(['text/plain', charset]);
  expect(endOfText(text?.text ?? '')).toBe(parts.text);
  expect([html?.contentType, html?.charset]).toEqual(['text/html', charset]);
  expect(endOfText(html?.text ?? '')).toBe(parts.html?.replace('utf-8', charset));
  expect(
    files.map(({ fileName, name, contentType, base64 }) => ({
      name: fileName,
      fallback: name,
      contentType,
      bytes: Buffer.from(base64, 'base64').toString('latin1'),
    })),
  ).toEqual(
    (parts.attachments ?? []).map(({ name, contentType }, index) => ({
      name,
      fallback: name,
      contentType: contentType.replace(/;.*/, ''),
      bytes: contents[index]?.toString('latin1'),
    })),
  );
}

const read = async (composed: ComposedMessage) => readWithPython(await withContents(composed));
describeWithPeers(['python3'], 'a composed message', () => {
  test.each(charsets)('goes out in %s, everywhere, and reads back exactly', async (charset) => {
    const parts = everywhere(scripts[charset].text, charset);
    const composed = await composeMessage(parts);
    expect(composed).toMatchObject({ charset, fellBack: false, subject: parts.subject, messageId: parts.messageId });
    expectAllOf(parts, await read(composed), charset);
  });

  test.each(charsets.filter((charset) => scripts[charset].beyond !== undefined))(
    'goes as UTF-8 and says so, when %s lacks a character',
    async (charset) => {
      const parts = everywhere(`${scripts[charset].text} ${scripts[charset].beyond}`, charset);
      const composed = await composeMessage(parts);
      expect(composed).toMatchObject({ charset: 'utf-8', fellBack: true });
      expectAllOf(parts, await read(composed), 'utf-8');
    },
  );

  const places: readonly (readonly [string, Partial<MessageParts>])[] = [
    ['the subject', { subject: 'ы' }],
    ['the sender’s name', { from: { name: 'ы', address: 'a@b.test' } }],
    ['a recipient’s name', { to: [{ name: 'ы', address: 'a@b.test' }] }],
    ['a copy’s name', { cc: [{ name: 'ы', address: 'a@b.test' }] }],
    ['the name for replies', { replyTo: { name: 'ы', address: 'a@b.test' } }],
    ['the text', { text: 'ы' }],
    ['the HTML', { html: '<p>ы</p>' }],
    ['the text made of HTML', { text: '', html: '<p>&#1099;</p>', plainTextOnly: true }],
    ['an attachment’s name', { attachments: [{ name: 'ы', contentType: 'image/png' }] }],
    ['a header', { headers: { 'X-Note': 'ы' } }],
  ];
  test.each(places)('falls back for one character in %s alone', async (_place, changes) => {
    const { text: _text, ...withoutText } = plain;
    const base = changes.plainTextOnly ? withoutText : plain;
    const { text: _none, ...rest } = changes;
    const parts = changes.plainTextOnly ? { ...base, ...rest } : { ...base, ...changes };
    expect(await composeMessage({ ...parts, charset: 'iso-8859-1' })).toMatchObject({
      charset: 'utf-8',
      fellBack: true,
    });
    expect(await composeMessage({ ...parts, charset: 'koi8-r' })).toMatchObject({ charset: 'koi8-r', fellBack: false });
  });

  const subjects = [
    'x'.repeat(1000),
    'word '.repeat(400).trim(),
    'ж'.repeat(5000),
    '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(40),
    'e\u0301\u0323'.repeat(60),
    'שלום עולם, مرحبا بالعالم',
    '=?utf-8?Q?not_encoded?=',
    ' leading, trailing and  double blanks ',
    'a\u00a0b\u2003c',
    '"quoted" \\ (comment) <a@b.test>, x; y: z',
    '_ = ? _',
  ];
  test.each(subjects)('has its subject and names unchanged: %#', async (text) => {
    const parts = { ...plain, subject: text, from: { name: text, address: 'a@b.test' } };
    const message = await read(await composeMessage(parts));
    expect(message.defects).toEqual([]);
    expect(headerOf(message, 'Subject')).toBe(text);
    expect(message.from).toEqual([parts.from]);
  });

  const attacks = [
    'x\r\nBcc: evil@x.test',
    'x\nBcc: evil@x.test',
    'x\rBcc: evil@x.test',
    'x\0y',
    'x\u0085y\u2028z',
    '\r\n\r\nbody',
  ];
  test.each(attacks)('can’t be given a header by what is typed: %j', async (text) => {
    const composed = await composeMessage({ ...everywhere(text, 'utf-8'), text: 'a text', html: '<p>HTML</p>' });
    const message = await read(composed);
    expect(message.defects).toEqual([]);
    expect(message.headers.map(([name]) => name)).toEqual([
      'X-Workflow',
      'From',
      'To',
      'Cc',
      'Reply-To',
      'Subject',
      'Message-ID',
      'Date',
      'MIME-Version',
      'Content-Type',
    ]);
    expect(message.parts.map(({ contentType }) => contentType)).toEqual([
      'text/plain',
      'text/html',
      'text/plain',
      'application/pdf',
      'text/csv',
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the purpose
    expect(composed.subject).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028]/);
  });

  test.each(['x', 'x ', 'ы', '日本', '"\\'])('takes names of 10,000 characters: %s', async (piece) => {
    const name = piece.repeat(10_000 / piece.length).trim();
    const from = { name, address: 'a@b.test' };
    const attachments = [{ name, contentType: 'image/png' }];
    const message = await read(await composeMessage({ ...plain, from, attachments }));
    expect(message.defects).toEqual([]);
    expect(message.from).toEqual([from]);
    expect(message.parts.at(-1)?.fileName).toBe(name);
  });

  test('has a Japanese file name of any length whole', async () => {
    for (const name of ['日本'.repeat(60), '日本'.repeat(200)]) {
      const attachments = [{ name, contentType: 'image/png' }];
      const composed = await composeMessage({ ...plain, attachments, charset: 'iso-2022-jp' });
      expect((await read(composed)).parts.at(-1)).toMatchObject({ fileName: name, name });
      expect((await PostalMime.parse(composed.source)).attachments[0]?.filename).toBe(name);
    }
  });

  test.each(charsets)('is read back from %s by the reader of Captured Mail', async (charset) => {
    const parts = everywhere(scripts[charset].text, charset);
    const email = await PostalMime.parse((await composeMessage(parts)).source);
    expect(email.subject).toBe(parts.subject);
    expect(email.from).toEqual(parts.from);
    expect(email.to).toEqual(parts.to);
    expect(endOfText(email.text ?? '')).toBe(parts.text);
    expect(endOfText(email.html ?? '')).toBe(parts.html?.replace('utf-8', charset));
    expect(email.attachments.map(({ filename }) => filename)).toEqual(parts.attachments?.map(({ name }) => name));
  });
});
