import type { DeliveryWarning } from '../../../shared/delivery.ts';
import type { Failure } from '../../../shared/result.ts';
import { wholeMessage } from '../../attachments/whole-message.ts';
import type { Connection } from '../../mail/connection.ts';
import type { Connector } from '../../mail/connector.ts';
import { curesFor } from '../../mail/cures.ts';
import { envelopeSender } from '../../mail/envelope-sender.ts';
import type { LineJob, MailLine } from '../../mail/line.ts';
import type { LineOutcome } from '../../mail/line-outcome.ts';
import { type MessageSource, messageOf } from '../../mail/message-source.ts';
import type { ServerWatch } from '../../mail/server-watch.ts';
import { neverConnected } from '../../mail/session-record.ts';
import type { Transport } from '../../mail/transport.ts';
import type { ActiveSettings } from '../../settings/settings-service.ts';
import type { ClaimedMessage } from '../store/queue-message.ts';

export type Tried = {
  readonly outcome: LineOutcome;
  /** What is to be said of the server. */
  readonly warnings: readonly DeliveryWarning[];
  readonly host: string;
  readonly port: number;
  /** Of the settings that it was tried with. */
  readonly digest: string;
};

/** The connection of one lane, made of the active settings and made anew when others are saved. */
export type LaneConnection = {
  /** Never rejects. */
  readonly send: (
    message: ClaimedMessage,
    options: Required<Pick<LineJob, 'signal' | 'mayConnect' | 'beforeFinalDot'>>,
  ) => Promise<Tried>;
  readonly close: () => Promise<void>;
};

export type ConnectionDependencies = {
  readonly settings: () => ActiveSettings;
  readonly connectionFor: Connector;
  readonly transport: Pick<Transport, 'open'>;
  readonly watch: ServerWatch;
  readonly readFile: (sha256: string) => AsyncIterable<Uint8Array>;
  readonly unexpected: (error: unknown) => Failure;
};

type Open = { readonly line: MailLine; readonly connection: Connection; readonly digest: string };

export function createLaneConnection(dependencies: ConnectionDependencies): LaneConnection {
  const { connectionFor, transport, watch, readFile, unexpected } = dependencies;
  let open: Open | undefined;
  let warnings: readonly DeliveryWarning[] = [];

  async function lineFor({ draft, references, digest }: ActiveSettings): Promise<Open | Failure> {
    if (open?.digest === digest) return open;
    await close();
    const connection = await connectionFor(draft, references, {});
    if (!connection.ok) return connection.error;
    open = { line: transport.open(connection.value), connection: connection.value, digest };
    return open;
  }

  async function close(): Promise<void> {
    const { line } = open ?? {};
    open = undefined;
    await line?.close();
  }

  /** Compares the server with what it was, once for each connection. What can't be remembered now is told all the same. */
  function observe(connection: Connection, outcome: LineOutcome, { draft }: ActiveSettings): void {
    if (outcome.reused || draft.service !== 'smtp') return;
    try {
      warnings = watch.observe(connection, outcome);
    } catch (error) {
      unexpected(error);
    }
  }

  return {
    send: async (message, options) => {
      const active = dependencies.settings();
      const { draft, digest } = active;
      const line = await lineFor(active);
      if ('code' in line) {
        const outcome = unconnected(line, message.openRecipients);
        return { outcome, warnings: [], host: draft.smtp.host, port: draft.smtp.port, digest };
      }
      const outcome = await line.line.deliver({
        sender: envelopeSender(draft, message.from),
        author: message.from,
        recipients: message.openRecipients,
        message: sourceOf(message, readFile),
        ...options,
      });
      observe(line.connection, outcome, active);
      const { host, port } = line.connection;
      return { outcome: withCures(active, outcome), warnings, host, port, digest };
    },
    close,
  };
}

function unconnected(failure: Failure, recipients: readonly string[]): LineOutcome {
  return { ...neverConnected(failure, recipients), refusal: null, failedStep: null, reused: false };
}

function withCures({ draft }: ActiveSettings, outcome: LineOutcome): LineOutcome {
  if (outcome.failure === null) return outcome;
  const cures = curesFor(draft, outcome);
  return cures.length === 0 ? outcome : { ...outcome, failure: { ...outcome.failure, cures } };
}

function sourceOf({ source, files }: ClaimedMessage, read: ConnectionDependencies['readFile']): MessageSource {
  return files.length === 0 ? messageOf(source) : wholeMessage(source, files, read);
}
