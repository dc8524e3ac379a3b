import type { Certificates } from './certificates.ts';
import {
  type InteropPorts,
  type RunningInteropServer,
  type ShownCertificate,
  shownCertificates,
} from './interop-ports.ts';
import { type RunningSmtpServer, startSmtpServer } from './smtp-server.ts';

/** Starts the package smtp-server once for each port of the interop table. */
export async function startInteropSmtpServer(certificates: Certificates): Promise<RunningInteropServer> {
  const servers: RunningSmtpServer[] = [];
  const start = async (tls: 'none' | 'offered' | 'implicit', name: ShownCertificate): Promise<number> => {
    const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const;
    const server = await startSmtpServer({ tls, keyPair: certificates[name], mechanisms });
    servers.push(server);
    return server.port;
  };
  const pairs: [ShownCertificate, InteropPorts[ShownCertificate]][] = [];
  for (const name of shownCertificates) {
    pairs.push([name, { offered: await start('offered', name), implicit: await start('implicit', name) }]);
  }
  const named = Object.fromEntries(pairs) as Record<ShownCertificate, InteropPorts[ShownCertificate]>;
  return {
    ports: { plain: await start('none', 'valid'), ...named },
    arrival: async (messageId) => {
      const message = servers.flatMap(({ messages }) => messages).find(({ content }) => content.includes(messageId));
      return message === undefined ? undefined : { encrypted: message.encrypted, signedIn: message.user !== undefined };
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
