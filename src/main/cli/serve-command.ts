import { join } from 'node:path';
import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { parsePort } from '../../shared/host.ts';
import { fail, succeed } from '../../shared/result.ts';
import { packageRoot } from '../package-root.ts';
import { openBrowser } from './browser.ts';
import { onInterruption } from './interruption.ts';
import { type Outcome, Refusal } from './outcome.ts';
import type { Run } from './program.ts';
import { print, printJson, printNotice } from './report.ts';
import type { Session } from './session.ts';

type Options = { readonly port?: number; readonly open?: true };

/** `serve [--port N] [--open]` */
export function addServeCommand(program: Command, run: Run): void {
  program
    .command('serve')
    .description(t('cli.help.serve'))
    .option('--port <N>', t('cli.help.serve.port'), readPort)
    .option('--open', t('cli.help.serve.open'))
    .action((options: Options) => run((session) => serve(session, options), { worker: 'runs' }));
}

function readPort(text: string): number {
  const port = parsePort(text);
  if (port.ok) return port.value;
  throw new Refusal({ code: 'INVALID_INPUT', message: port.message, field: 'port' });
}

/** Runs the local service until it is interrupted. */
async function serve({ app, call, json }: Session, { port, open }: Options): Promise<Outcome> {
  // No other command needs a web server, so none waits for it to load.
  const [{ startService }, { readWindowFiles }] = await Promise.all([
    import('../serve/service.ts'),
    import('../window-files.ts'),
  ]);
  const files = await readWindowFiles(join(packageRoot(), 'out', 'renderer'));
  if (files === undefined) {
    return {
      result: fail({ code: 'SERVICE_UNREACHABLE', message: t('serve.notBuilt'), help: t('serve.notBuilt.help') }),
    };
  }
  const interrupted = new Promise<void>((done) => {
    onInterruption(done);
  });
  const started = await startService({ app, files, port });
  if (!started.ok) return { result: started };
  const service = started.value;
  if (json) printJson(succeed({ url: service.link, port: service.port }));
  else print(t('serve.running', { link: service.link }));
  const info = open ? await call('app.info', {}) : undefined;
  const endOpening = info?.ok ? await openBrowser(service, info.value.dataFolder) : undefined;
  if (open && endOpening === undefined) printNotice(t('serve.notOpened'));
  await interrupted;
  endOpening?.();
  await service.close();
  return { result: succeed(null), printed: true };
}
