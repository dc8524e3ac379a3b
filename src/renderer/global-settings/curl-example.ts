/** Stands for the port in the link that `postroom serve` prints, where the window isn't that link's own. */
const ANY_SERVICE = 'http://127.0.0.1:PORT';

/** Gives a command line that queues a message by the local service (RFC 6750 section 2.1). */
export function curlExample(origin: string, token: string): string {
  const service = origin.startsWith('http:') ? origin : ANY_SERVICE;
  const action = JSON.stringify({ notification: 'ticket-created', values: { id: 'T1', title: 'Sample' } });
  return [
    `curl ${service}/api/notify`,
    `-H 'Authorization: Bearer ${token}'`,
    "-H 'Content-Type: application/json'",
    `-d '${action}'`,
  ].join(' \\\n  ');
}
