import { protocol, type Session } from 'electron';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import type { WindowFiles } from '../window-files.ts';
import { isOwnAddress, WINDOW_SCHEME } from './window-origin.ts';

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/** Makes the window's scheme one with an origin of its own. Electron wants this before it is ready. */
export function registerWindowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: WINDOW_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built window under its scheme, to this session only. */
export function serveWindowFiles(session: Session, files: WindowFiles): void {
  session.protocol.handle(WINDOW_SCHEME, (request) => respond(request, files));
}

function respond(request: Request, files: WindowFiles): Response {
  if (!isOwnAddress(request.url)) return new Response(null, { status: 404, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const file = files.get(new URL(request.url).pathname);
  if (file === undefined) return new Response(null, { status: 404, headers });
  return new Response(file.bytes, { headers: { ...headers, 'Content-Type': file.type } });
}
