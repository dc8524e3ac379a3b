import { networkInterfaces } from 'node:os';
import { operations } from '../../../src/shared/contract.ts';
import type { ProbedPort, ProbeReport } from '../../../src/shared/probe.ts';
import type { Result } from '../../../src/shared/result.ts';
import type { AppUnderTest } from '../../app-under-test.ts';

let lastProbe = 0;

export const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

/** Looks at ports of a host, of 127.0.0.1 unless another is named. */
export async function probe(
  postroom: AppUnderTest,
  ports: readonly number[],
  { host = '127.0.0.1', probeId = `probe-${++lastProbe}` } = {},
): Promise<Result<ProbeReport>> {
  return (await postroom.app.dispatch('probe.run', { probeId, host, ports })) as Result<ProbeReport>;
}

/** Gives what was found, whether it is a success or not. */
export function reportOf(result: Result<ProbeReport>): ProbeReport {
  if (result.value === undefined) throw new Error(`There is no report: ${JSON.stringify(result)}`);
  return operations['probe.run'].output.parse(result.value);
}

/** Gives the one port that was looked at. */
export function onlyPort(result: Result<ProbeReport>): ProbedPort {
  const [port, ...others] = reportOf(result).ports;
  if (port === undefined || others.length > 0) throw new Error(`Not one port: ${JSON.stringify(result)}`);
  return port;
}
