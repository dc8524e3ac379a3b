import type { ActionInput } from '../../shared/action.ts';
import type { Notification } from '../../shared/notification.ts';

/** Stands for the port in the link that `postroom serve` prints, where the window isn't that link's own. */
const ANY_SERVICE = 'http://127.0.0.1:PORT';

/** What README shows, where there is no notification to show it with. */
const anyAction: ActionInput = {
  notification: 'ticket-created',
  values: { requester: 'pat@example.org', id: 'T-1042', title: 'No network' },
};

/** Gives a command line that queues a message by the local service (RFC 6750 section 2.1), for a POSIX shell. */
export function curlExample(origin: string, token: string, action: ActionInput = anyAction): string {
  const service = origin.startsWith('http:') ? origin : ANY_SERVICE;
  return [
    `curl ${service}/api/notify`,
    `-H ${quoted(`Authorization: Bearer ${token}`)}`,
    `-H ${quoted('Content-Type: application/json')}`,
    `-d ${quoted(JSON.stringify(action))}`,
  ].join(' \\\n  ');
}

/** Gives an Action that fills a notification with its samples; undefined when it asks for a file too, or a sample is missing. */
export function exampleAction(notification: Notification): ActionInput | undefined {
  const { name, placeholders, attachments, allowBlanks } = notification;
  if (attachments.some((each) => 'slot' in each && each.required)) return undefined;
  if (!allowBlanks && Object.values(placeholders).includes('')) return undefined;
  const samples = Object.entries(placeholders);
  const values = Object.fromEntries(samples.filter((sample): sample is [string, string] => isText(sample[1])));
  const data = Object.fromEntries(samples.filter(([, sample]) => !isText(sample)));
  return {
    notification: name,
    ...(Object.keys(values).length > 0 && { values }),
    ...(Object.keys(data).length > 0 && { data }),
  };
}

function isText(sample: unknown): sample is string {
  return typeof sample === 'string';
}

/** In single quotes, everything stands for itself but a single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
