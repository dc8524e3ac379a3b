import { useEffect, useRef, useState } from 'react';
import type { ProbedPort, ProbeReport } from '../../shared/probe.ts';
import type { Result } from '../../shared/result.ts';
import { bridge } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';

/** `ports` has a place for each port of the report; those that haven't been heard of yet are left out of it. `asked`: their numbers. */
export type ProbeRun =
  | { readonly phase: 'ready' }
  | {
      readonly phase: 'running';
      readonly probeId: string;
      readonly host: string;
      readonly asked: readonly number[];
      readonly stopping: boolean;
      readonly ports: readonly (ProbedPort | undefined)[];
    }
  | {
      readonly phase: 'done';
      readonly host: string;
      readonly asked: readonly number[];
      readonly result: Result<ProbeReport>;
      readonly ports: readonly (ProbedPort | undefined)[];
    };

type ProbeRunner = {
  readonly run: ProbeRun;
  readonly start: (host: string, ports: readonly number[]) => Promise<void>;
  readonly stop: () => void;
  /** Puts what was found out of sight. */
  readonly reset: () => void;
};

/** Runs a probe and follows its ports as they are found. It is stopped when the component goes. */
export function useProbeRun(): ProbeRunner {
  const [run, setRun] = useState<ProbeRun>({ phase: 'ready' });
  const underWay = useRef<string | null>(null);

  useBridgeEvent('probe.port', ({ probeId, index, port }) => {
    setRun((before) => {
      if (before.phase !== 'running' || before.probeId !== probeId) return before;
      const ports = [...before.ports];
      ports[index] = port;
      return { ...before, ports };
    });
  });

  useEffect(
    () => () => {
      if (underWay.current !== null) void bridge().invoke('probe.cancel', { probeId: underWay.current });
    },
    [],
  );

  const start = async (host: string, ports: readonly number[]) => {
    const probeId = crypto.randomUUID();
    underWay.current = probeId;
    setRun({ phase: 'running', probeId, host, asked: ports, stopping: false, ports: [] });
    const result = await bridge().invoke('probe.run', { probeId, host, ports: [...ports] });
    if (underWay.current !== probeId) return;
    underWay.current = null;
    setRun((before) => ({
      phase: 'done',
      host,
      asked: ports,
      result,
      // The report has every port; an event may have been missed.
      ports: result.value?.ports ?? (before.phase === 'running' ? before.ports : []),
    }));
  };

  const stop = () => {
    if (run.phase !== 'running') return;
    setRun({ ...run, stopping: true });
    void bridge().invoke('probe.cancel', { probeId: run.probeId });
  };

  return { run, start, stop, reset: () => setRun({ phase: 'ready' }) };
}
