import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createTransport as createPool } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { plainConnection } from '../src/main/mail/connection.ts';
import { messageOf } from '../src/main/mail/message-source.ts';
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
 * What Postroom's steps, transcript and checks cost: messages through it against as many through nodemailer's bare SMTP
 * connection, in turn, one after the other, unencrypted, to the same server.
 *
 * `warm`: all messages over one connection that is open already, each with its own steps and transcript; against nodemailer's pool
 * of one connection, and against its connection without anything around it. `fresh`: through
 * the transport as a test message goes, a connection for each message, from the look-up to the end after QUIT.
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
  const transport = createTransport({});
  const ways = {
    warm: {
      peer: 'nodemailer’s pool',
      ours: () => warmLine(transport, port),
      theirs: () => warmPool(port),
    },
    'warm, bare': {
      peer: 'nodemailer’s SMTP connection',
      ours: () => warmLine(transport, port),
      theirs: () => warmBare(port),
    },
    fresh: {
      peer: 'nodemailer’s SMTP connection',
      ours: async () => ({ send: () => sendThroughTransport(transport, port), end: async () => {} }),
      theirs: async () => ({ send: () => sendBare(port), end: async () => {} }),
    },
  };
  for (const [way, { peer, ours, theirs }] of Object.entries(ways)) {
    const computing = { ours: [] as number[], theirs: [] as number[] };
    const time = await inTurn(
      runs,
      async () => measured(await ours(), messages, computing.ours),
      async () => measured(await theirs(), messages, computing.theirs),
    );
    const tell = (what: string, samples: readonly number[], peerSamples: readonly number[]) =>
      report({
        bench: 'recording',
        case: `${way}, ${server}, ${messages} messages, ${what}`,
        unit: 'ms',
        samples,
        peer: { name: peer, samples: peerSamples },
      });
    tell('time', time.ours, time.theirs);
    // As with the time, the first turn doesn't count.
    tell('computing', computing.ours.slice(1), computing.theirs.slice(1));
  }
}

/** Something that sends one message after the other. */
type Sending = { readonly send: () => Promise<void>; readonly end: () => Promise<void> };

async function measured({ send, end }: Sending, messages: number, used: number[]): Promise<number> {
  const [started, startedCpu] = [performance.now(), process.threadCpuUsage()];
  for (let sent = 0; sent < messages; sent++) await send();
  const { user, system } = process.threadCpuUsage(startedCpu);
  used.push((user + system) / 1000);
  const time = performance.now() - started;
  await end();
  return time;
}

/** One connection, over which one message goes after the other. */
async function warmLine(transport: Transport, port: number): Promise<Sending> {
  const line = transport.open({ ...plainConnection, host, port, clientName: name });
  const { signal } = new AbortController();
  const send = async () => {
    const outcome = await line.deliver({ sender, recipients: [recipient], message: messageOf(message), signal });
    if (outcome.status !== 'sent') throw new Error(outcome.failure?.message);
  };
  await send();
  return { send, end: line.close };
}

/** What a program gets that hands ready messages to nodemailer. */
async function warmPool(port: number): Promise<Sending> {
  const pool = createPool({ host, port, name, ignoreTLS: true, pool: true, maxConnections: 1, maxMessages: 1_000_000 });
  const send = async () => {
    await pool.sendMail({ envelope: { from: sender, to: [recipient] }, raw: message });
  };
  await send();
  return { send, end: async () => pool.close() };
}

async function warmBare(port: number): Promise<Sending> {
  const { connection, ended } = await openBare(port);
  return {
    send: () => settled((done) => connection.send(envelope, message, done)),
    end: async () => {
      connection.quit();
      await ended;
    },
  };
}

async function sendThroughTransport(transport: Transport, port: number): Promise<void> {
  const outcome = await transport.run({
    connection: { ...plainConnection, host, port, clientName: name },
    sender,
    recipients: [recipient],
    message: messageOf(message),
    until: 'send',
    signal: new AbortController().signal,
    report: () => {},
  });
  if (outcome.status !== 'sent') throw new Error(outcome.failure?.message);
}

const envelope = { from: sender, to: [recipient], size: message.byteLength };

async function openBare(port: number): Promise<{ connection: SMTPConnection; ended: Promise<void> }> {
  const connection = new SMTPConnection({ host, port, name, ignoreTLS: true, logger: false });
  const ended = new Promise<void>((resolve) => connection.once('end', resolve));
  await settled((done) => connection.connect(done));
  return { connection, ended };
}

async function sendBare(port: number): Promise<void> {
  const { connection, ended } = await openBare(port);
  await settled((done) => connection.send(envelope, message, done));
  connection.quit();
  await ended;
}

function settled(work: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
}
