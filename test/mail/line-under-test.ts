import { onTestFinished } from 'vitest';
import { type Connection, plainConnection } from '../../src/main/mail/connection.ts';
import type { LineJob, MailLine } from '../../src/main/mail/line.ts';
import type { LineOutcome } from '../../src/main/mail/line-outcome.ts';
import { messageOf } from '../../src/main/mail/message-source.ts';
import { createTransport } from '../../src/main/mail/transport.ts';
import { shortTimeouts } from '../app-under-test.ts';

export type LineUnderTest = {
  readonly line: MailLine;
  /** Delivers a small message. */
  readonly send: (job?: Partial<LineJob>) => Promise<LineOutcome>;
};

/** Opens a line to a server on 127.0.0.1; it is closed when the test has finished. */
export function openLine(
  port: number,
  connection: Partial<Connection> = {},
  trustedAuthorities: readonly string[] = [],
): LineUnderTest {
  const transport = createTransport({ trustedAuthorities });
  const line = transport.open({ ...plainConnection, timeouts: shortTimeouts, host: '127.0.0.1', port, ...connection });
  onTestFinished(line.close);
  const { signal } = new AbortController();
  return {
    line,
    send: (job = {}) =>
      line.deliver({
        sender: 'console@sender.test',
        recipients: ['someone@recipient.test'],
        message: messageOf(Buffer.from('Subject: A message\r\n\r\nHello\r\n')),
        signal,
        ...job,
      }),
  };
}

export function transcriptOf({ transcript }: LineOutcome): string {
  return transcript.map(({ from, text }) => `${from}: ${text}`).join('\n');
}

/** What came of a message, for comparing several at a glance. */
export function brief({ status, failure, failedStep, reused }: LineOutcome): string {
  return [status, failure?.code, failedStep, reused ? 'reused' : 'new'].filter((each) => each != null).join(' ');
}
