import type { IncomingMessage } from 'node:http';

type Asked = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'method' | 'url'>;

/**
 * Says whether a request comes from the console's own pages or from a program on this computer, by what a browser
 * can't be made to leave out or forge:
 * - Host, given once, must be this service's own name, or a foreign name was made to point here (DNS rebinding);
 * - Origin (RFC 6454), when there is one, must be the very origin that was called;
 * - Sec-Fetch-Site (Fetch Metadata), when there is one, must not name another site or another port of this computer;
 *   other sites may only lead a whole window to the page, as the file does that `serve --open` opens.
 */
export function comesFromHere(asked: Asked, port: number): boolean {
  const { host, origin, 'sec-fetch-site': site } = asked.headers;
  // Node keeps the first Host header and forgets the others.
  if (host === undefined || timesGiven('host', asked.rawHeaders) !== 1) return false;
  if (!ownHosts(port).includes(host.toLowerCase())) return false;
  if (site === 'cross-site') return leadsWindowToPage(asked);
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** What comes of it is the entrance page: the cookie of the window's files is not sent along from another site. */
function leadsWindowToPage({ method, url, headers }: Asked): boolean {
  const { origin, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  if (origin !== undefined && origin !== 'null') return false;
  return method === 'GET' && url === '/' && mode === 'navigate' && destination === 'document';
}

/** `rawHeaders` has names and values by turns. */
function timesGiven(name: string, rawHeaders: readonly string[]): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

function ownHosts(port: number): readonly string[] {
  const named = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Port 80 is HTTP's own, and browsers leave it out.
  return port === 80 ? [...named, '127.0.0.1', 'localhost'] : named;
}
