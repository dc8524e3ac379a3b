import { execFileSync } from 'node:child_process';
import { chown, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import type { Certificates } from './certificates.ts';
import { writeCyrus } from './cyrus-configuration.ts';
import { keepDaemons } from './daemons.ts';
import { dovecotConfiguration } from './dovecot-configuration.ts';
import { freePorts } from './free-ports.ts';
import { INTEROP_PORT_COUNT, namedInteropPorts, type Transmission } from './interop-ports.ts';
import { messageIdsIn, watchMaildir } from './maildir.ts';
import { reasonMissing } from './peers.ts';
import {
  accessTables,
  mainConfiguration,
  masterConfiguration,
  type PostfixPlan,
  type PostfixPortName,
  postfixPortNames,
} from './postfix-configuration.ts';
import { says } from './says.ts';
import { account, asciiAccount } from './smtp-server.ts';

export type RunningPostfix = {
  readonly ports: Readonly<Record<PostfixPortName, number>>;
  readonly interopPorts: PostfixPlan['interopPorts'];
  /** How the message with this Message-ID arrived, as far as it is delivered yet. */
  readonly arrival: (messageId: string) => Promise<Transmission | undefined>;
  /** Waits for the delivered message with this Message-ID and gives its bytes: line feeds only, trace headers in front. */
  readonly delivered: (messageId: string) => Promise<Buffer>;
  /** How many messages were delivered so far. */
  readonly deliveredCount: () => Promise<number>;
  /** The Message-ID of every message that was delivered so far, as often as it was. */
  readonly received: () => Promise<readonly string[]>;
  /** How many messages Postfix has taken and not yet delivered. */
  readonly waiting: () => Promise<number>;
  readonly log: () => Promise<string>;
  /** Kills it at once; what it has taken stays. */
  readonly stop: () => void;
  /** Starts it again, on the same ports. */
  readonly startAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Starts Postfix, with Dovecot for signing in, on free ports of 127.0.0.1, with queue, mail and configuration in a folder of their own.
 * Needs root, because Postfix does; `describeWithPeers(['postfix'])` says when it can't be had.
 */
export async function startPostfix(certificates: Certificates): Promise<RunningPostfix> {
  const temporary = await makeTemporaryFolder('postfix');
  const plan = await makePlan(temporary.path, certificates);
  await writeFolders(plan);
  await writeConfiguration(plan);
  if (reasonMissing('cyrus') === undefined) writeCyrus(plan.folder, plan.userId);
  const daemons = keepDaemons();
  let master = keepDaemons();
  const stop = async (): Promise<void> => {
    master.kill();
    daemons.kill();
    await temporary.remove();
  };
  const startMaster = async (): Promise<void> => {
    master = keepDaemons();
    master.start(join(plan.daemonFolder, 'master'), ['-d', '-c', join(plan.folder, 'postfix')]);
    await waitFor('Postfix', () => says(connect(plan.ports.plain, '127.0.0.1'), '220 '), {
      withinMs: 10_000,
      everyMs: 20,
    });
  };
  try {
    // Dovecot first: an smtpd that finds no authentication service dies, and master then waits for a minute.
    daemons.start('dovecot', ['-F', '-c', join(plan.folder, 'dovecot/dovecot.conf')]);
    await waitFor('Dovecot', () => says(connect(join(plan.folder, 'queue/private/auth')), 'MECH'), {
      withinMs: 10_000,
    });
    await startMaster();
  } catch (error) {
    await stop();
    throw error;
  }
  const maildir = join(plan.folder, 'mail/box/new');
  return {
    ports: plan.ports,
    interopPorts: plan.interopPorts,
    arrival: watchMaildir(join(plan.folder, 'mail/box')),
    delivered: (messageId) => waitFor(`the delivered message ${messageId}`, () => findMessage(maildir, messageId)),
    deliveredCount: async () => (await filesIn(maildir)).length,
    received: () => messageIdsIn(maildir),
    waiting: () => messagesIn(join(plan.folder, 'queue')),
    log: () => readFile(join(plan.folder, 'mail.log'), 'utf8'),
    stop: () => master.kill(),
    startAgain: startMaster,
    close: stop,
  };
}

async function makePlan(folder: string, certificates: Certificates): Promise<PostfixPlan> {
  const ports = await freePorts(postfixPortNames.length + 2 * INTEROP_PORT_COUNT);
  const ofInterop = ports.splice(postfixPortNames.length);
  const interopPorts = {
    dovecot: namedInteropPorts(ofInterop.slice(0, INTEROP_PORT_COUNT)),
    cyrus: namedInteropPorts(ofInterop.slice(INTEROP_PORT_COUNT)),
  };
  const [daemonFolder = '', commandFolder = ''] = execFileSync(
    'postconf',
    ['-dh', 'daemon_directory', 'command_directory'],
    {
      encoding: 'utf8',
    },
  ).split('\n');
  return {
    folder,
    ports: Object.fromEntries(postfixPortNames.map((name, index) => [name, ports[index] ?? 0])) as PostfixPlan['ports'],
    interopPorts,
    certificates,
    userId: numberFrom('id', '-u', 'postfix'),
    groupId: numberFrom('id', '-g', 'postfix'),
    daemonFolder,
    commandFolder,
  };
}

/** Makes what `postfix check` would make, which takes two seconds for it. */
async function writeFolders(plan: PostfixPlan): Promise<void> {
  const at = (...path: string[]): string => join(plan.folder, ...path);
  const postdrop = Number(execFileSync('getent', ['group', 'postdrop'], { encoding: 'utf8' }).split(':')[2]);
  await chown(plan.folder, 0, 0);
  for (const name of ['postfix', 'queue', 'dovecot/run', 'dovecot/state']) await mkdir(at(name), { recursive: true });
  for (const name of ['data', 'mail']) await makeOwned(at(name), plan.userId, plan.groupId, 0o755);
  for (const name of [
    'active',
    'bounce',
    'corrupt',
    'defer',
    'deferred',
    'flush',
    'hold',
    'incoming',
    'private',
    'saved',
    'trace',
  ]) {
    await makeOwned(at('queue', name), plan.userId, 0, 0o700);
  }
  await makeOwned(at('queue/maildrop'), plan.userId, postdrop, 0o730);
  await makeOwned(at('queue/public'), plan.userId, postdrop, 0o710);
  await mkdir(at('queue/pid'));
  // The daemons run as other users; Dovecot's and Postfix's own folders are guarded by their modes.
  execFileSync('chmod', ['755', plan.folder]);
}

async function makeOwned(path: string, userId: number, groupId: number, mode: number): Promise<void> {
  await mkdir(path);
  await chown(path, userId, groupId);
  execFileSync('chmod', [mode.toString(8), path]);
}

async function writeConfiguration(plan: PostfixPlan): Promise<void> {
  const authenticationSocket = join(plan.folder, 'queue/private/auth');
  const files: Record<string, string> = {
    'postfix/main.cf': mainConfiguration(plan),
    'postfix/master.cf': masterConfiguration(plan),
    'postfix/senders': accessTables.senders,
    'postfix/recipients': accessTables.recipients,
    'postfix/headers': accessTables.headers,
    'dovecot/dovecot.conf': dovecotConfiguration({ ...plan, authenticationSocket }),
    'dovecot/users': [account, asciiAccount]
      .map(({ username, password }) => `${username}:{PLAIN}${password}\n`)
      .join(''),
  };
  // Postfix reads a file of the last two seconds again and again: it could still be written to.
  const minuteAgo = new Date(Date.now() - 60_000);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(plan.folder, name), text);
    await utimes(join(plan.folder, name), minuteAgo, minuteAgo);
  }
}

function numberFrom(program: string, ...args: string[]): number {
  return Number(execFileSync(program, args, { encoding: 'utf8' }));
}

async function findMessage(maildir: string, messageId: string): Promise<Buffer | undefined> {
  for (const name of await filesIn(maildir)) {
    const content = await readFile(join(maildir, name));
    if (content.includes(`\nMessage-ID: ${messageId}\n`)) return content;
  }
  return undefined;
}

/** Counts queue files. One that isn't executable by its owner isn't whole, and its sender was told of no success. */
async function messagesIn(queue: string): Promise<number> {
  let count = 0;
  for (const name of ['maildrop', 'incoming', 'active', 'deferred']) {
    const entries = await readdir(join(queue, name), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
      if (found !== undefined && (found.mode & 0o100) !== 0) count++;
    }
  }
  return count;
}

async function filesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
