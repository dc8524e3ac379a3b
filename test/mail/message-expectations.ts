import { expect } from 'vitest';
import type { TestReport } from '../../src/shared/test-message.ts';
import { sender } from '../app-under-test.ts';
import { headerOf, type PythonMessage, readWithPython } from '../servers/python-message.ts';

/** Reads a test message as it arrived, with Python, and expects it to be a good one. */
export async function expectTestMessage(
  content: Buffer,
  report: TestReport,
  recipients: readonly string[],
): Promise<PythonMessage> {
  const message = await readWithPython(content);
  expect(message.defects).toEqual([]);
  expect(message.from).toEqual([sender]);
  expect(message.to.map(({ address }) => address)).toEqual(recipients);
  expect(headerOf(message, 'Message-ID')).toBe(report.messageId);
  expect(report.messageId).toMatch(/^<[^<>@\s]+@sender\.test>$/);
  expect(headerOf(message, 'Subject')).toMatch(/\S/);
  expect(headerOf(message, 'MIME-Version')).toBe('1.0');
  expect(headerOf(message, 'Bcc')).toBeUndefined();
  expect(Math.abs((message.date ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  for (const part of message.parts) expect(part.charset).toBe('utf-8');
  return message;
}
