import { mkdir, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { type Service, type ServiceOptions, startService } from '../../src/main/serve/service.ts';
import { readWindowFiles } from '../../src/main/window-files.ts';
import { expectValue } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

export type Asked = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type ServiceUnderTest = {
  readonly service: Service;
  readonly token: string;
  /** Sends a request as it is: no header is added but Host, no path is tidied up. */
  readonly ask: (asked: Asked) => Promise<Answer>;
  /** The same with the token. */
  readonly call: (operation: string, input: unknown) => Promise<Answer>;
};

export const windowPage = '<!doctype html><title>Postroom</title>';

/** Starts the service on a small window of its own, next to a file that is none of the window's. */
export async function startServiceUnderTest(
  app: App,
  options: Partial<ServiceOptions> = {},
): Promise<ServiceUnderTest> {
  const folder = await makeTemporaryFolder('serve');
  onTestFinished(folder.remove);
  const window = join(folder.path, 'renderer');
  await mkdir(join(window, 'assets'), { recursive: true });
  await writeFile(join(folder.path, 'secret.txt'), 'not for the window');
  await writeFile(join(window, 'index.html'), windowPage);
  await writeFile(join(window, 'assets', 'index-3f9a.js'), 'export {};');
  const files = await readWindowFiles(window);
  if (files === undefined) throw new Error('the window under test was not read');
  const service = expectValue(await startService({ app, files, ...options }));
  onTestFinished(service.close);
  const token = new URL(service.link).hash.replace('#token=', '');
  const ask = (asked: Asked) => askOnce(service.port, asked);
  return {
    service,
    token,
    ask,
    call: (operation, input) =>
      ask({
        method: 'POST',
        path: `/api/${operation}`,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      }),
  };
}

function askOnce(port: number, { method = 'GET', path = '/', headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (chunk) => {
        text += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text }));
      reply.on('error', reject);
    });
    sent.on('error', reject);
    sent.setTimeout(10_000, () => sent.destroy(new Error('no answer within 10 seconds')));
    sent.end(body);
  });
}
