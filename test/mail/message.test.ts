import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { FileContent } from '../../src/shared/message.ts';
import { type AppUnderTest, expectValue, openAppForFile, reportOf } from '../app-under-test.ts';
import { answering } from '../servers/answers.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { headerOf, readWithPython } from '../servers/python-message.ts';
import { startScripted } from '../servers/scripted.ts';
import { type RunningSmtpServer, startSmtpServer } from '../servers/smtp-server.ts';
import { expectTestMessage } from './message-expectations.ts';

/** Display names that could come out as something else. */
const names = [
  'Postroom',
  'Müller, Jürgen',
  'Ελληνικά и русский 日本語 🦊',
  'The "Desk"',
  'back\\slash',
  "O'Brien (IT); x@y",
  'user@elsewhere.test',
  'a, b; c: d',
  '.',
  'very long name '.repeat(12).trim(),
  'Überlänge'.repeat(20),
];

describeWithPeers(['python3'], 'the test message', () => {
  let postroom: AppUnderTest;
  let server: RunningSmtpServer;
  beforeAll(async () => {
    postroom = await openAppForFile();
    server = await startSmtpServer();
  });
  afterAll(async () => {
    await postroom?.close();
    await server?.close();
  });

  test('says what it is, from which computer and settings it came, and when', async () => {
    const report = expectValue(await postroom.test({ 'smtp.port': server.port }));
    const message = await expectTestMessage(received(), report, ['someone@recipient.test']);
    expect(message.parts.map(({ contentType }) => contentType)).toEqual(['text/plain', 'text/html']);
    for (const { text } of message.parts) {
      expect(text).toContain('Postroom');
      expect(text).toContain(hostname());
      expect(text).toContain(`127.0.0.1`);
      expect(text).toContain(`${server.port}`);
      expect(text).toContain(`${new Date().getFullYear()}`);
    }
    expect(headerOf(message, 'Auto-Submitted') ?? 'auto-generated').toBe('auto-generated');
  });

  test('is in the log as it was sent, byte for byte', async () => {
    const result = await postroom.test({ 'smtp.port': server.port });
    const id = reportOf(result).deliveryId;
    const { base64 } = expectValue(await postroom.app.dispatch('log.source', { id })) as FileContent;
    const kept = Buffer.from(base64, 'base64').toString('latin1');
    expect(kept).toBe(received().toString('latin1'));
    expect((await postroom.logged(result)).sizeBytes).toBe(received().byteLength);
  });

  test.each(names)('has the sender’s name as it was typed: %s', async (name) => {
    const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`;
    const from = `${quoted} <console@sender.test>`;
    const report = expectValue(
      await postroom.test({ 'smtp.port': server.port, 'message.from': from }, { to: `${quoted} <to@recipient.test>` }),
    );
    const message = await readWithPython(received());
    expect(message.defects).toEqual([]);
    expect(message.from).toEqual([{ name, address: 'console@sender.test' }]);
    expect(message.to.map(({ address }) => address)).toEqual(['to@recipient.test']);
    expect(report.messageId).toMatch(/@sender\.test>$/);
  });

  test('from a domain beyond ASCII has it as A-labels, in its headers and on the envelope', async () => {
    const literal = await startScripted(answering({}));
    onTestFinished(literal.close);
    const changes = { 'message.from': 'Bücherei <post@bücher.test>' };
    const report = expectValue(await postroom.test({ ...changes, 'smtp.port': literal.port }));
    expect(literal.lines).toContain('MAIL FROM:<post@xn--bcher-kva.test>');
    expect(report.messageId).toMatch(/@xn--bcher-kva\.test>$/);
    expectValue(await postroom.test({ ...changes, 'smtp.port': server.port }));
    const message = await readWithPython(received());
    expect(message.from).toEqual([{ name: 'Bücherei', address: 'post@xn--bcher-kva.test' }]);
  });

  test('has nothing in its HTML that was typed as HTML', async () => {
    const typed = '<img src=x onerror=alert(1)>&amp;';
    const changes = {
      'smtp.port': server.port,
      'message.from': `"${typed}" <console@sender.test>`,
      'smtp.username': typed,
    };
    expectValue(await postroom.test(changes));
    const html = (await readWithPython(received())).parts.find(({ contentType }) => contentType === 'text/html')?.text;
    expect(html).toMatch(/<\w+/);
    expect(html).not.toMatch(/<img/i);
  });

  test('has lines that any server takes, and no other header than it needs', async () => {
    expectValue(await postroom.test({ 'smtp.port': server.port }, { to: manyRecipients(100) }));
    const text = received().toString('latin1');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    const message = await readWithPython(received());
    expect(message.to).toHaveLength(100);
    expect(message.headers.map(([name]) => name)).not.toContain('Bcc');
    expect(headerOf(message, 'X-Mailer') ?? '').not.toMatch(/nodemailer/i);
  });

  function received(): Buffer {
    return server.messages.at(-1)?.content ?? Buffer.of();
  }
});

function manyRecipients(count: number): string {
  return Array.from({ length: count }, (_, index) => `someone-${index}@recipient.test`).join(', ');
}
