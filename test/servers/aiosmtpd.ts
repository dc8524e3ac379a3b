import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../wait.ts';
import type { Certificates } from './certificates.ts';
import { keepDaemons } from './daemons.ts';
import {
  freeInteropPorts,
  type InteropPorts,
  type RunningInteropServer,
  shownCertificates,
  type Transmission,
} from './interop-ports.ts';
import { pythonWithAiosmtpd } from './peers.ts';
import { says } from './says.ts';
import { asciiAccount } from './smtp-server.ts';

/** Starts aiosmtpd, a server in Python, on free ports of 127.0.0.1; `describeWithPeers(['aiosmtpd'])` says when it can't be had. */
export async function startAiosmtpd(certificates: Certificates): Promise<RunningInteropServer> {
  const temporary = await makeTemporaryFolder('aiosmtpd');
  const [plan, arrivals] = [join(temporary.path, 'plan.json'), join(temporary.path, 'arrivals')];
  const ports = await freeInteropPorts();
  await writeFile(plan, JSON.stringify({ ...asciiAccount, arrivals, ports: listeners(ports, certificates) }));
  const daemons = keepDaemons();
  const stop = async (): Promise<void> => {
    daemons.kill();
    await temporary.remove();
  };
  try {
    daemons.start(pythonWithAiosmtpd() ?? 'python3', [join(import.meta.dirname, 'aiosmtpd-server.py'), plan]);
    // They are opened in order, so that the last one tells that all are open.
    const greets = () => says(connect(ports.unknownIssuer.offered, '127.0.0.1'), '220 ');
    await waitFor('aiosmtpd', greets, { withinMs: 10_000, everyMs: 20 });
  } catch (error) {
    await stop();
    throw error;
  }
  const arrival = async (messageId: string): Promise<Transmission | undefined> => {
    const lines = (await readFile(arrivals, 'utf8').catch(() => '')).split('\n');
    // The last line may be half written.
    const seen = lines.slice(0, -1).map((line) => JSON.parse(line) as Transmission & { messageId: string });
    const found = seen.find((each) => each.messageId === messageId);
    return found === undefined ? undefined : { encrypted: found.encrypted, signedIn: found.signedIn };
  };
  return { ports, arrival, close: stop };
}

function listeners(ports: InteropPorts, certificates: Certificates) {
  const withTls = shownCertificates.flatMap((name) => {
    const { chainFile } = certificates[name];
    const { offered, implicit } = ports[name];
    return [
      { port: implicit, tls: 'implicit', chainFile },
      { port: offered, tls: 'offered', chainFile },
    ];
  });
  return [{ port: ports.plain, tls: 'none', chainFile: '' }, ...withTls];
}
