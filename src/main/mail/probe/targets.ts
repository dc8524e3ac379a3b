import { familyOf } from '../connect.ts';

/** An address and port to look at. */
export type Target = {
  /** The name or address that was asked for: what a certificate has to be for. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
};

/** Addresses of each family that are looked at: more would tell little more, and knock at many doors. */
const MOST_ADDRESSES = 2;

/** Gives the addresses worth looking at: the first of each family. */
export function addressesToProbe(found: readonly string[]): readonly string[] {
  const addresses = [...new Set(found)];
  const ofFamily = (family: 'ipv4' | 'ipv6') =>
    addresses.filter((address) => familyOf(address) === family).slice(0, MOST_ADDRESSES);
  const chosen = [...ofFamily('ipv4'), ...ofFamily('ipv6')];
  return addresses.filter((address) => chosen.includes(address));
}

/** Every address at every port, port by port. */
export function targetsFor(host: string, ports: readonly number[], addresses: readonly string[]): readonly Target[] {
  return [...new Set(ports)].flatMap((port) => addresses.map((address) => ({ host, address, port })));
}
