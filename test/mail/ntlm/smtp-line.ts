import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { Exchange, NtlmEnvironment } from '../../../src/main/mail/ntlm/sign-in.ts';

export type SmtpLine = {
  readonly exchange: Exchange;
  /** Every line that was sent, and as what it was to be shown. */
  readonly sent: readonly { readonly line: string; readonly shown: string }[];
  readonly close: () => void;
};

/** Opens a plain connection to an SMTP server and says EHLO: as little of a client as a sign-in needs. */
export async function openSmtpLine(port: number): Promise<SmtpLine> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  const reply = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The server has gone.');
    return /^\d{3}-/.test(value) ? reply() : value;
  };
  await reply();
  socket.write('EHLO client.test\r\n');
  await reply();
  const sent: { line: string; shown: string }[] = [];
  return {
    exchange: (line, shown) => {
      sent.push({ line, shown });
      socket.write(`${line}\r\n`);
      return reply();
    },
    sent,
    close: () => void socket.destroy(),
  };
}

/** The time and a client challenge as they are, and a name for this machine. */
export function newEnvironment(): NtlmEnvironment {
  return { workstation: 'CONSOLE', clientChallenge: randomBytes(8), now: new Date() };
}
