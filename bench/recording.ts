import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { plainConnection } from '../src/main/mail/connection.ts';
import { createTransport, type Transport } from '../src/main/mail/transport.ts';
import { makeCertificates } from '../test/servers/certificates.ts';
import { type Peer, reasonMissing } from '../test/servers/peers.ts';
import { startPostfix } from '../test/servers/postfix.ts';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { inTurn, report } from './measure.ts';

const [host, name] = ['127.0.0.1', '[127.0.0.1]'];
const [sender, recipient] = ['console@sender.test', 'someone@recipient.test'];
const line = 'A line of some eighty characters, as they are in many messages that are sent.\r\n';
const message = Buffer.from(`From: ${sender}\r\nTo: ${recipient}\r\nSubject: Bench\r\n\r\n${line.repeat(25)}`);

/**
 * What Postroom's steps, transcript and checks cost: messages through its transport against as many through nodemailer's bare SMTP
 * connection, in turn, one after the other, unencrypted, to the same server. Both open a connection for each message, say EHLO,
 * MAIL, RCPT, DATA and QUIT, and wait for the end: there is no pool of connections yet that could be kept warm.
 *
 * `time` is what passes, the server's and the network's share included. The bare server answers from a thread of its own and does
 * nothing else, which makes the overhead look as large as it can be; Postfix does what a mail server does. `computing` is the
 * processor time of the measured thread alone, where nothing hides behind waiting.
 */
export async function run(): Promise<void> {
  const server = new Worker(new URL('./send-server.ts', import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  await compare('bare server', port, { runs: 7, messages: 1000 });
  await server.terminate();

  const missing = (['openssl', 'postfix'] satisfies Peer[]).map(reasonMissing).find((reason) => reason !== undefined);
  if (missing !== undefined) return void process.stderr.write(`${missing}: not measured against Postfix.\n`);
  const folder = await makeTemporaryFolder('bench');
  const postfix = await startPostfix(await makeCertificates(`${folder.path}/certificates`));
  await compare('Postfix', postfix.ports.open, { runs: 7, messages: 100 });
  await postfix.close();
  await folder.remove();
}

async function compare(
  server: string,
  port: number,
  { runs, messages }: { readonly runs: number; readonly messages: number },
): Promise<void> {
  const computing = { ours: [] as number[], theirs: [] as number[] };
  const measured = async (send: () => Promise<void>, used: number[]): Promise<number> => {
    const [started, startedCpu] = [performance.now(), process.threadCpuUsage()];
    for (let sent = 0; sent < messages; sent++) await send();
    const { user, system } = process.threadCpuUsage(startedCpu);
    used.push((user + system) / 1000);
    return performance.now() - started;
  };
  const transport = createTransport({});
  const time = await inTurn(
    runs,
    () => measured(() => sendThroughTransport(transport, port), computing.ours),
    () => measured(() => sendBare(port), computing.theirs),
  );
  const tell = (what: string, samples: readonly number[], peerSamples: readonly number[]) =>
    report({
      bench: 'recording',
      case: `${server}, ${messages} messages, ${what}`,
      unit: 'ms',
      samples,
      peer: { name: 'nodemailer’s SMTP connection', samples: peerSamples },
    });
  tell('time', time.ours, time.theirs);
  // As with the time, the first turn doesn't count.
  tell('computing', computing.ours.slice(1), computing.theirs.slice(1));
}

async function sendThroughTransport(transport: Transport, port: number): Promise<void> {
  const outcome = await transport.run({
    connection: { ...plainConnection, host, port, clientName: name },
    sender,
    recipients: [recipient],
    message,
    until: 'send',
    signal: new AbortController().signal,
    report: () => {},
  });
  if (outcome.status !== 'sent') throw new Error(outcome.failure?.message);
}

async function sendBare(port: number): Promise<void> {
  const connection = new SMTPConnection({ host, port, name, ignoreTLS: true, logger: false });
  const ended = new Promise<void>((resolve) => connection.once('end', resolve));
  await settled((done) => connection.connect(done));
  const envelope = { from: sender, to: [recipient], size: message.byteLength, use8BitMime: true };
  await settled((done) => connection.send(envelope, message, done));
  connection.quit();
  await ended;
}

function settled(work: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
}
