import { chmod, chown, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import type { Certificates } from './certificates.ts';
import { keepDaemons } from './daemons.ts';
import { eximConfiguration } from './exim-configuration.ts';
import { freeInteropPorts, type RunningInteropServer, shownCertificates } from './interop-ports.ts';
import { watchMaildir } from './maildir.ts';
import { inPrivateView, withUsers } from './private-view.ts';
import { says } from './says.ts';
import { eximProgram } from './unpacked-packages.ts';

/** An ordinary user that nobody else has. Exim wants its compiled-in user to be there, and a set-uid program only when it is to be root. */
const USER_ID = 61_251;

/** Starts Exim, unpacked from its package, on free ports of 127.0.0.1. Needs root; `describeWithPeers(['exim'])` says when it can't be had. */
export async function startExim(certificates: Certificates): Promise<RunningInteropServer> {
  const temporary = await makeTemporaryFolder('exim');
  const folder = temporary.path;
  const at = (name: string): string => join(folder, name);
  const own = async (path: string): Promise<void> => chown(path, USER_ID, USER_ID);
  await chmod(folder, 0o755);
  for (const name of ['spool', 'log', 'mail']) {
    await mkdir(at(name));
    await own(at(name));
  }
  const plan = {
    folder,
    program: at('exim4'),
    userId: USER_ID,
    ports: await freeInteropPorts(),
    chainFile: (name: string) => at(`${name}.pem`),
  };
  for (const name of shownCertificates) {
    await copyFile(certificates[name].chainFile, plan.chainFile(name));
    await own(plan.chainFile(name));
  }
  await copyFile(eximProgram, plan.program);
  await chmod(plan.program, 0o755);
  await writeFile(at('exim.conf'), eximConfiguration(plan));

  const users = await withUsers(folder, { 'Debian-exim': USER_ID });
  const daemons = keepDaemons();
  const stop = async (): Promise<void> => {
    daemons.kill();
    await temporary.remove();
  };
  try {
    const { program, args } = inPrivateView(users, USER_ID, [plan.program, '-C', at('exim.conf'), '-bdf', '-q1m']);
    daemons.start(program, args);
    const greets = () => says(connect(plan.ports.plain, '127.0.0.1'), '220 ');
    await waitFor('Exim', greets, { withinMs: 10_000, everyMs: 20 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports: plan.ports, arrival: watchMaildir(at('mail')), close: stop };
}
