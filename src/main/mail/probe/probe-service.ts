import { t } from '../../../shared/catalogue/index.ts';
import type { EventPayload, ParsedInput } from '../../../shared/contract.ts';
import { parseHost } from '../../../shared/host.ts';
import type { ProbedPort, ProbeReport } from '../../../shared/probe.ts';
import { type Failure, fail, type Result, succeed } from '../../../shared/result.ts';
import { findAddresses, type Lookup, systemLookup } from '../connect.ts';
import type { Timeouts } from '../connection.ts';
import type { Transport } from '../transport.ts';
import { cancelled, lookupFailure, notFound, nothingOpen } from './probe-failure.ts';
import { type ProbeConditions, type ProbeTrust, probePort } from './probe-port.ts';
import { bestOf, changesFor, withChanges } from './recommendation.ts';
import { addressesToProbe, targetsFor } from './targets.ts';

/** Finds out what a host's mail servers offer. */
export type ProbeService = {
  /**
   * Looks at every port of every address at once. Takes no longer than a connection and a greeting may take, and a second for the
   * farewell. Fails with DNS_NOT_FOUND, CANCELLED, or, when nothing is open, with the code of the port that tells most; the
   * report comes along then.
   */
  readonly run: (input: ParsedInput<'probe.run'>) => Promise<Result<ProbeReport>>;
  readonly cancel: (probeId: string) => boolean;
  /** Cancels every probe and waits for its end. */
  readonly close: () => Promise<void>;
};

export type ProbeDependencies = {
  readonly transport: Transport;
  /** Left out: the operating system's. */
  readonly lookup?: Lookup | undefined;
  /** What the settings trust at a host, and elsewhere not. */
  readonly trustAt: (host: string) => ProbeTrust;
  /** Stand for the usual ones, where a test can't wait as long. */
  readonly timeouts?: Timeouts | undefined;
  /** Told of each port as soon as it has been looked at. */
  readonly portFound: (payload: EventPayload<'probe.port'>) => void;
  /** Tells what an error means that only a bug explains. */
  readonly unexpected: (error: unknown) => Failure;
};

/** Shorter than a session's: somebody is waiting. */
const probeTimeouts: Timeouts = { connectMs: 10_000, greetingMs: 10_000, idleMs: 15_000 };

export function createProbeService(dependencies: ProbeDependencies): ProbeService {
  const { transport, lookup = systemLookup, timeouts = probeTimeouts, portFound, unexpected } = dependencies;
  const limitMs = timeouts.connectMs + timeouts.greetingMs;
  const running = new Map<string, { readonly controller: AbortController; readonly done: Promise<unknown> }>();
  const clock = () => performance.now();

  async function perform(
    { probeId, ports }: ParsedInput<'probe.run'>,
    host: string,
    stopped: AbortSignal,
  ): Promise<Result<ProbeReport>> {
    const started = clock();
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), limitMs);
    const signal = AbortSignal.any([stopped, end.signal]);
    try {
      const addresses = await find(host, signal);
      if (!addresses.ok) return fail(stopped.aborted ? cancelled() : addresses.error);
      const targets = targetsFor(host, ports, addresses.value);
      const trust = dependencies.trustAt(host);
      const conditions: ProbeConditions = { transport, trust, timeouts, limitMs, signal, clock };
      const findings = await Promise.all(
        targets.map(async (target, index) => {
          const finding = await probePort(target, conditions);
          const port: ProbedPort = { ...finding, changes: changesFor(host, finding, [finding]) };
          if (!stopped.aborted) portFound({ probeId, index, port });
          return finding;
        }),
      );
      if (stopped.aborted) return fail(cancelled());
      const found = withChanges(host, findings);
      const durationMs = Math.round((clock() - started) * 10) / 10;
      const report = { host, addresses: [...addresses.value], ports: found, best: bestOf(found), durationMs };
      const failure = nothingOpen(host, found);
      return failure === undefined ? succeed(report) : { ok: false, error: failure, value: report };
    } catch (error) {
      return fail(unexpected(error));
    } finally {
      clearTimeout(timer);
      // A bug in one of the sessions must not leave the others behind.
      end.abort();
    }
  }

  async function find(host: string, signal: AbortSignal): Promise<Result<readonly string[]>> {
    try {
      const found = await findAddresses(host, lookup, 'both', timeouts.connectMs, signal);
      return found.length === 0 ? fail(notFound(host)) : succeed(addressesToProbe(found));
    } catch (error) {
      const failure = signal.aborted ? cancelled() : lookupFailure(host, error);
      if (failure === undefined) throw error;
      return fail(failure);
    }
  }

  return {
    run: async (input) => {
      const { probeId } = input;
      if (running.has(probeId)) return fail(invalid('probeId', t('probing.alreadyRunning')));
      const host = parseHost(input.host);
      if (!host.ok) return fail(invalid('host', host.message));
      const controller = new AbortController();
      const done = perform(input, host.value, controller.signal);
      running.set(probeId, { controller, done });
      return done.finally(() => running.delete(probeId));
    },
    cancel: (probeId) => {
      const probe = running.get(probeId);
      probe?.controller.abort();
      return probe !== undefined;
    },
    close: async () => {
      for (const { controller } of running.values()) controller.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

function invalid(field: string, message: string): Failure {
  return { code: 'INVALID_INPUT', message, field };
}
