import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { App } from '../app.ts';
import type { WindowFiles } from '../window-files.ts';
import { type Access, createAccess } from './access.ts';
import { api } from './api.ts';
import { entrance } from './entrance.ts';
import { comesFromHere } from './gate.ts';
import { responseHeaders } from './response-headers.ts';
import { windowRoutes } from './window-routes.ts';

const HOST = '127.0.0.1';

// A client has this long to send what it wants to ask; the answer may take as long as the mail server does.
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 };

export type ServiceOptions = {
  readonly app: App;
  readonly files: WindowFiles;
  /** Left out: a free port that the system chooses. */
  readonly port?: number | undefined;
  readonly heartbeatMs?: number;
};

/** The local service while it runs. */
export type Service = {
  readonly port: number;
  /** The address to open, with the token in its fragment: good for as long as the service runs. */
  readonly link: string;
  /** Gives an address that lets one browser in, once, within two minutes. `onTaken` is called when it has done so. */
  readonly issueLink: (onTaken?: () => void) => string;
  /** Cuts every connection and frees the port. The app stays open. */
  readonly close: () => Promise<void>;
};

/** Starts the service behind the browser window, on the loopback interface only. Fails when the port can't be had. */
export async function startService(options: ServiceOptions): Promise<Result<Service>> {
  const server = createServer(LIMITS);
  try {
    server.listen({ host: HOST, port: options.port ?? 0, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    return fail({ code: 'SERVICE_UNREACHABLE', ...portProblem(options.port ?? 0, error), field: 'port' });
  }
  const { port } = server.address() as AddressInfo;
  const access = createAccess(port);
  answer(server, port, routes(options, access));
  const address = `http://${HOST}:${port}/`;
  return succeed({
    port,
    link: `${address}#token=${access.token}`,
    issueLink: (onTaken) => `${address}#code=${access.issueCode(onTaken)}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

function routes(options: ServiceOptions, access: Access): Hono<{ Bindings: HttpBindings }> {
  const all = new Hono<{ Bindings: HttpBindings }>();
  all.route('/api', api(options.app, access, options.heartbeatMs ?? 15_000));
  all.route('/', entrance(access));
  all.route('/', windowRoutes(options.files, access));
  all.onError(() => new Response(null, { status: 500 }));
  return all;
}

/** Headers and gate stand before the library, so that they hold for what it answers on its own, too. */
function answer(server: Server, port: number, all: Hono<{ Bindings: HttpBindings }>): void {
  const listener = getRequestListener(all.fetch, {
    overrideGlobalObjects: false,
    errorHandler: () => new Response(null, { status: 400 }),
  });
  const isLetIn = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of Object.entries(responseHeaders)) outgoing.setHeader(name, value);
    if (comesFromHere(incoming, port) && incoming.url?.startsWith('/')) return true;
    outgoing.writeHead(403, { Connection: 'close' }).end();
    return false;
  };
  server.on('request', (incoming, outgoing) => {
    if (isLetIn(incoming, outgoing)) void listener(incoming, outgoing);
  });
  // RFC 9110 section 10.1.1 knows one expectation, 100-continue, and Node meets it.
  server.on('checkExpectation', (incoming, outgoing) => {
    if (isLetIn(incoming, outgoing)) outgoing.writeHead(417, { Connection: 'close' }).end();
  });
}

function portProblem(port: number, error: unknown): { message: string; help?: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return { message: t('serve.portTaken', { port }), help: t('serve.portTaken.help') };
  if (code === 'EACCES') return { message: t('serve.portDenied', { port }), help: t('serve.portDenied.help') };
  return { message: t('serve.portFailed', { port, reason: code }) };
}
