import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from '../build/scripts/tools.ts';
import { type App, openApp } from '../src/main/app.ts';
import { makeCertificates } from '../test/servers/certificates.ts';
import { type Peer, reasonMissing } from '../test/servers/peers.ts';
import { startPostfix } from '../test/servers/postfix.ts';
import { asciiAccount } from '../test/servers/smtp-server.ts';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';
import { inTurn, report, timed } from './measure.ts';

const RUNS = 30;
const { username, password } = asciiAccount;

type Target = { readonly port: number; readonly signsIn: boolean };

/**
 * Time of a test message, from the call to the server's last reply, against `swaks` sending one to the same server in turn.
 * Postroom's process is warm, as a console's is; each test opens a connection of its own. The command line is measured too,
 * process and all, as swaks is.
 */
export async function run(): Promise<void> {
  const problem = reasonMissing('swaks');
  if (problem !== undefined) process.stderr.write(`${problem}: measured without a peer.\n`);
  const folder = await makeTemporaryFolder('bench');
  const opened = await openApp({ dataFolder: `${folder.path}/data`, vault: 'file' });
  if (!opened.ok) throw new Error(opened.error.message);
  const app = opened.value;
  const withPeer = problem === undefined;
  const measure = (name: string, target: Target) =>
    compare(name, () => sendFromConsole(app, target), withPeer ? () => sendWithSwaks(target) : undefined);

  const server = new Worker(new URL('./send-server.ts', import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  await measure('bare server', { port, signsIn: false });
  await measure('bare server, sign-in', { port, signsIn: true });
  const commandLine = () => sendFromCommandLine(`${folder.path}/cli`, port);
  await compare(
    'bare server, command line',
    commandLine,
    withPeer ? () => sendWithSwaks({ port, signsIn: false }) : undefined,
  );
  await server.terminate();

  const missing = (['openssl', 'postfix'] satisfies Peer[]).map(reasonMissing).find((reason) => reason !== undefined);
  if (missing === undefined) {
    const postfix = await startPostfix(await makeCertificates(`${folder.path}/certificates`));
    await measure('Postfix', { port: postfix.ports.open, signsIn: false });
    await measure('Postfix, sign-in', { port: postfix.ports.plain, signsIn: true });
    await postfix.close();
  } else {
    process.stderr.write(`${missing}: not measured against Postfix.\n`);
  }
  await app.close();
  await folder.remove();
}

async function compare(name: string, ours: () => Promise<unknown>, theirs?: () => Promise<unknown>): Promise<void> {
  const { ours: samples, theirs: peerSamples } = await inTurn(
    RUNS,
    () => timed(ours),
    () => (theirs === undefined ? Promise.resolve(0) : timed(theirs)),
  );
  const peer = theirs === undefined ? {} : { peer: { name: 'swaks', samples: peerSamples } };
  report({ bench: 'send', case: name, unit: 'ms', samples, ...peer });
}

function settingsFor({ port, signsIn }: Target): Record<string, string> {
  return {
    service: 'smtp',
    'message.from': 'console@sender.test',
    'smtp.host': '127.0.0.1',
    'smtp.port': String(port),
    ...(signsIn
      ? { 'smtp.authentication': 'true', 'smtp.username': username, 'smtp.allowClearTextPassword': 'true' }
      : {}),
  };
}

async function sendFromConsole(app: App, target: Target): Promise<void> {
  const input = { testId: 'bench', to: 'someone@recipient.test', changes: settingsFor(target) };
  const result = await app.dispatch('test.run', target.signsIn ? { ...input, password } : input);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
}

async function sendFromCommandLine(dataFolder: string, port: number): Promise<void> {
  const set = Object.entries(settingsFor({ port, signsIn: false })).flatMap(([key, value]) => [
    '--set',
    `${key}=${value}`,
  ]);
  const args = [
    `${root}/src/main/cli.ts`,
    '--data-dir',
    dataFolder,
    '--json',
    'test',
    '--to',
    'someone@recipient.test',
    ...set,
  ];
  await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, POSTROOM_VAULT: 'file' },
    timeout: 30_000,
  });
}

async function sendWithSwaks({ port, signsIn }: Target): Promise<void> {
  const envelope = ['--from', 'console@sender.test', '--to', 'someone@recipient.test'];
  const credentials = signsIn ? ['--auth', 'PLAIN', '--auth-user', username, '--auth-password', password] : [];
  const args = ['--server', '127.0.0.1', '--port', String(port), ...envelope, ...credentials];
  await promisify(execFile)('swaks', args, { timeout: 30_000 });
}
