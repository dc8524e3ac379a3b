import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { keepDaemons } from '../test/servers/daemons.ts';
import { freePorts } from '../test/servers/free-ports.ts';
import { waitFor } from '../test/wait.ts';

/** Says why Postfix's programs for measuring can't be used here; undefined when they can. */
export function reasonNoSink(): string | undefined {
  try {
    execFileSync('sh', ['-c', 'command -v smtp-sink smtp-source'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'Postfix’s smtp-sink and smtp-source are not installed';
  }
}

/** Starts Postfix's server that takes every message and throws it away, in a process of its own. */
export async function startSink(): Promise<{ readonly port: number; readonly end: () => void }> {
  const [port = 0] = await freePorts(1);
  const daemons = keepDaemons();
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  daemons.start('smtp-sink', [...user, `127.0.0.1:${port}`, '100']);
  await waitFor('smtp-sink', () => isOpen(port));
  return { port, end: daemons.kill };
}

/** Sends messages as fast as Postfix's own generator can, over so many connections that stay open. */
export async function sendWithSource(port: number, sessions: number, messages: number): Promise<void> {
  const load = ['-d', '-s', String(sessions), '-m', String(messages), '-l', '2000'];
  const envelope = ['-f', 'console@sender.test', '-t', 'someone@recipient.test'];
  const child = spawn('smtp-source', [...load, ...envelope, `127.0.0.1:${port}`], { stdio: 'inherit' });
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`smtp-source ended with ${exitCode}.`);
}

async function isOpen(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
