import type { KeyPair } from './certificates.ts';
import type { Script, ServerSession } from './scripted.ts';

/** What the client does, as far as a server can answer differently: its connecting, its commands, the end of its message. */
export type Moment =
  | 'connect'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'message'
  | 'QUIT'
  | 'RSET';

/** Text that is sent as it is, or something else to do. `stop` says that the script is over. */
export type Answer = string | Buffer | ((session: ServerSession, line: string) => Promise<'stop' | 'go on'>);

export type Answers = Partial<Record<Moment, Answer>>;

/** Bytes of every value, in no order that means anything. */
export const garbage = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 167 + 13) % 256));

/** Breaks the connection off. */
export const cut: Answer = async (session) => {
  session.reset();
  return 'stop';
};

/** Closes the connection without a word. */
export const hangUp: Answer = async () => 'stop';

/** Says nothing any more and waits for the client to go. */
export const silence: Answer = async (session) => {
  await session.gone;
  return 'stop';
};

/** Sends something and then says nothing any more. */
export const thenSilence =
  (text: string | Buffer): Answer =>
  async (session) => {
    await session.send(text);
    await session.gone;
    return 'stop';
  };

/** Sends something and closes the connection. */
export const thenHangUp =
  (text: string): Answer =>
  async (session) => {
    await session.send(text);
    return 'stop';
  };

/** Sends text byte by byte, each in a packet of its own. */
export const drip =
  (text: string): Answer =>
  async (session) => {
    for (const byte of Buffer.from(text)) await session.send(Buffer.of(byte));
    return 'go on';
  };

/** Sends the same again and again until the client goes, `most` bytes at the utmost. */
export const endless =
  (text: string, most = 300_000_000): Answer =>
  async (session) => {
    const chunk = text.repeat(Math.max(1, Math.floor(65_536 / text.length)));
    for (let sent = 0; sent < most; sent += chunk.length) await session.send(chunk);
    return 'stop';
  };

/** Says that it is ready for TLS, shakes hands, and goes on encrypted. What `injected` has is sent in clear in the same packet. */
export const upgrade =
  (keyPair: KeyPair, injected = ''): Answer =>
  async (session) => {
    // Both listeners are in place before the client can answer.
    const ready = session.send(`220 2.0.0 Ready to start TLS\r\n${injected}`);
    await session.startTls(keyPair);
    await ready;
    return 'go on';
  };

const polite: Record<Moment, Answer> = {
  connect: '220 mail.postroom.test ESMTP\r\n',
  EHLO: '250-mail.postroom.test\r\n250 8BITMIME\r\n',
  HELO: '250 mail.postroom.test\r\n',
  STARTTLS: '502 5.5.1 Not implemented\r\n',
  AUTH: '235 2.7.0 Authentication successful\r\n',
  MAIL: '250 2.1.0 Ok\r\n',
  RCPT: '250 2.1.5 Ok\r\n',
  DATA: '354 End data with <CR><LF>.<CR><LF>\r\n',
  message: '250 2.0.0 Ok: queued as POLITE\r\n',
  QUIT: thenHangUp('221 2.0.0 Bye\r\n'),
  RSET: '250 2.0.0 Ok\r\n',
};

/** A script that answers as a polite server does, except where it is told otherwise. */
export function answering(answers: Answers): Script {
  const all = { ...polite, ...answers };
  return async (session) => {
    let moment: Moment | undefined = 'connect';
    let line: string | undefined = '';
    while (line !== undefined) {
      if (moment === undefined) await session.send('500 5.5.2 Command not recognized\r\n');
      else if ((await give(session, all[moment], line)) === 'stop') return;
      const inMessage: boolean = moment === 'DATA' && all.DATA.toString().startsWith('354');
      line = await session.line();
      if (inMessage) while (line !== undefined && line !== '.') line = await session.line();
      moment = inMessage ? 'message' : momentOf(line);
    }
  };
}

async function give(session: ServerSession, answer: Answer, line: string): Promise<'stop' | 'go on'> {
  if (typeof answer === 'function') return answer(session, line);
  await session.send(answer);
  return 'go on';
}

function momentOf(line: string | undefined): Moment | undefined {
  const verb = line?.split(' ')[0]?.toUpperCase() ?? '';
  return verb !== 'CONNECT' && verb !== 'MESSAGE' && Object.hasOwn(polite, verb) ? (verb as Moment) : undefined;
}
