import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, realpath, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import type { Certificates } from './certificates.ts';
import { keepDaemons } from './daemons.ts';
import { freeInteropPorts, type InteropPorts, type RunningInteropServer, shownCertificates } from './interop-ports.ts';
import { watchMaildir } from './maildir.ts';
import { inPrivateView, type Replacement, withUsers } from './private-view.ts';
import { says } from './says.ts';
import { asciiAccount } from './smtp-server.ts';
import { opensmtpdFolder, opensmtpdProgram } from './unpacked-packages.ts';

const HOST_NAME = 'opensmtpd.postroom.test';

/** Users that nobody else has: OpenSMTPD's own two, and the one that mail is delivered to. */
const users = { opensmtpd: 61_252, opensmtpq: 61_253, keeper: 61_254 } as const;

/**
 * Starts OpenSMTPD, unpacked from its package, on free ports of 127.0.0.1. It offers AUTH after TLS only, and Debian 12's can't do
 * TLS: it was not made for OpenSSL 3 (OpenSMTPD issues 1171 and 1239).
 * Needs root; `describeWithPeers(['opensmtpd'])` says when it can't be had.
 */
export async function startOpensmtpd(certificates: Certificates): Promise<RunningInteropServer> {
  const temporary = await makeTemporaryFolder('opensmtpd');
  const folder = temporary.path;
  const ports = await freeInteropPorts();
  await chmod(folder, 0o755);
  await writeConfiguration(folder, ports, certificates);
  const replacements = [...(await withUsers(folder, users)), ...(await makeFolders(folder))];
  const daemons = keepDaemons();
  const stop = async (): Promise<void> => {
    daemons.kill();
    await temporary.remove();
  };
  try {
    const command = [opensmtpdProgram, '-d', '-f', join(folder, 'smtpd.conf')];
    const { program, args } = inPrivateView(replacements, 0, command);
    daemons.start(program, args);
    const greets = () => says(connect(ports.plain, '127.0.0.1'), '220 ');
    await waitFor('OpenSMTPD', greets, { withinMs: 10_000, everyMs: 20 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports, arrival: watchMaildir(join(folder, 'mail/box')), close: stop };
}

async function writeConfiguration(folder: string, ports: InteropPorts, certificates: Certificates): Promise<void> {
  const { username, password } = asciiAccount;
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' }).trim();
  const lines: string[] = [];
  for (const name of shownCertificates) {
    await writeFile(join(folder, `${name}.pem`), certificates[name].cert);
    await writeFile(join(folder, `${name}.key`), certificates[name].key, { mode: 0o600 });
    lines.push(`pki "${name}" cert "${folder}/${name}.pem"`, `pki "${name}" key "${folder}/${name}.key"`);
    for (const [way, port] of [
      ['tls', ports[name].offered],
      ['smtps', ports[name].implicit],
    ]) {
      // Without TLS `auth` is a mistake in the configuration.
      lines.push(`listen on 127.0.0.1 port ${port} ${way} pki "${name}" auth-optional <people> hostname ${HOST_NAME}`);
    }
  }
  const text = `table people { ${username} = "${hash}" }
table everybody { "@" = "keeper" }
${lines.join('\n')}
listen on 127.0.0.1 port ${ports.plain} hostname ${HOST_NAME}
action keep maildir "${folder}/mail/box" virtual <everybody>
match from any for any action keep
`;
  await writeFile(join(folder, 'smtpd.conf'), text, { mode: 0o600 });
}

/** Makes what OpenSMTPD has compiled in, and gives where it is to be seen. */
async function makeFolders(folder: string): Promise<Replacement[]> {
  const at = (name: string): string => join(folder, name);
  for (const name of ['run', 'lib/opensmtpd/empty', 'spool/smtpd', 'mail']) await mkdir(at(name), { recursive: true });
  await chmod(at('spool/smtpd'), 0o711);
  await chown(at('mail'), users.keeper, users.keeper);
  return [
    ...(await withoutNameServer(folder)),
    { at: '/run', by: at('run') },
    { at: '/var/lib', by: at('lib') },
    { at: '/var/spool', by: at('spool') },
    { at: '/usr/libexec', by: join(opensmtpdFolder, 'usr/libexec') },
  ];
}

/** OpenSMTPD greets nobody before it has looked up the client's name, which takes long where no name server answers. */
async function withoutNameServer(folder: string): Promise<Replacement[]> {
  const file = await realpath('/etc/resolv.conf').catch(() => undefined);
  if (file === undefined) return [];
  // A file in /run is replaced with that folder.
  const own = join(folder, file.startsWith('/run/') ? file : 'resolv.conf');
  await mkdir(dirname(own), { recursive: true });
  await writeFile(own, 'lookup file\n', { mode: 0o644 });
  return file.startsWith('/run/') ? [] : [{ at: file, by: own }];
}
