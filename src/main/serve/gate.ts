import type { IncomingHttpHeaders } from 'node:http';

/**
 * Says whether a request comes from the console's own pages or from a program on this computer, by what a browser
 * can't be made to leave out or forge:
 * - Host must be this service's own name, or a foreign name was made to point here (DNS rebinding);
 * - Origin (RFC 6454), when there is one, must be the very origin that was called;
 * - Sec-Fetch-Site (Fetch Metadata), when there is one, must not name another site or another port of this computer.
 */
export function comesFromHere(headers: IncomingHttpHeaders, port: number): boolean {
  const { host, origin } = headers;
  if (host === undefined || !ownHosts(port).includes(host.toLowerCase())) return false;
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function ownHosts(port: number): readonly string[] {
  const named = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Port 80 is HTTP's own, and browsers leave it out.
  return port === 80 ? [...named, '127.0.0.1', 'localhost'] : named;
}
