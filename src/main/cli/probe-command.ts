import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import type { EventPayload } from '../../shared/contract.ts';
import { parsePort } from '../../shared/host.ts';
import type { App } from '../app.ts';
import { onInterruption } from './interruption.ts';
import { type Outcome, Refusal } from './outcome.ts';
import { probeText } from './probe-text.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { onOneLine } from './text.ts';

const CLEAR_LINE = '\r\x1b[K';

type Options = { readonly port?: readonly number[] };

/** `probe HOST [--port PORT ...]` */
export function addProbeCommand(program: Command, run: Run): void {
  program
    .command('probe')
    .description(t('cli.help.probe'))
    .argument('<HOST>', t('cli.help.probe.host'))
    .option('--port <PORT>', t('cli.help.probe.port'), collectPort)
    .action((host: string, { port }: Options) => run((session) => probe(session, host, port)));
}

async function probe(session: Session, host: string, ports: readonly number[] | undefined): Promise<Outcome> {
  const probeId = randomUUID();
  const stopShowing = session.json ? () => {} : showProgress(session.app, probeId, host);
  const ignore = onInterruption(() => void session.call('probe.cancel', { probeId }));
  const result = await session.call('probe.run', {
    probeId,
    host,
    ...(ports === undefined ? {} : { ports: [...ports] }),
  });
  ignore();
  stopShowing();
  return result.value === undefined
    ? { result }
    : { result, text: probeText(result.value, session.width, session.program) };
}

/** Counts the answers on the last line of a terminal. It goes to standard error: it is no part of what was asked for. */
function showProgress(app: App, probeId: string, host: string): () => void {
  const err = process.stderr;
  if (!err.isTTY) return () => {};
  let count = 0;
  const show = () => {
    const line = onOneLine(t('cli.probe.progress', { host, count }));
    err.write(`${CLEAR_LINE}${line.slice(0, Math.max(err.columns - 1, 0))}`);
  };
  show();
  const unsubscribe = app.subscribe((name, payload) => {
    if (name !== 'probe.port' || (payload as EventPayload<'probe.port'>).probeId !== probeId) return;
    count++;
    show();
  });
  return () => {
    unsubscribe();
    err.write(CLEAR_LINE);
  };
}

function collectPort(text: string, ports: readonly number[] = []): readonly number[] {
  const port = parsePort(text);
  if (port.ok) return [...ports, port.value];
  throw new Refusal({ code: 'INVALID_INPUT', message: port.message, field: 'port' });
}
