import { type Parsed, toAscii } from './address.ts';
import { t } from './catalogue/index.ts';

const LABEL = /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/**
 * Parses a mail server's name: a host name, an IPv4 or an IPv6 address (with or without brackets).
 * Gives it ready to be connected to: A-labels, no brackets, no trailing dot.
 */
export function parseHost(text: string): Parsed<string> {
  if (text.trim() === '') return refuse(t('host.empty'));
  if (text !== text.trim() || /\s/.test(text)) return refuse(t('host.spaces'));
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(text);
  if (url !== null) return refuse(t('host.url', { host: url[1] ?? '' }));
  const ipv6 = parseIpv6(text);
  if (ipv6 !== undefined) return { ok: true, value: ipv6 };
  const withPort = /^([^:]+):(\d+)$/.exec(text);
  if (withPort !== null) return refuse(t('host.port', { host: withPort[1] ?? '', port: withPort[2] ?? '' }));
  if (text.includes('@')) return refuse(t('host.address', { host: text.slice(text.lastIndexOf('@') + 1) }));
  const name = toAscii(text.replace(/\.$/, ''));
  if (name === undefined || name.length > 253) return refuse(t('host.invalid'));
  // A name of digits and dots that isn't an address, such as 300.1.1.1, would be looked up as a name and never found.
  if (/^[\d.]+$/.test(name)) return IPV4.test(name) ? { ok: true, value: name } : refuse(t('host.invalid'));
  return name.split('.').every((label) => LABEL.test(label)) ? { ok: true, value: name } : refuse(t('host.invalid'));
}

/** True for two host names that are the same however they are typed (RFC 4343). */
export function isSameHost(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, '');
}

/** Writes host and port as one text, an IPv6 address in brackets (RFC 3986 section 3.2.2). */
export function endpointText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Parses a name for EHLO (RFC 5321 section 4.1.1.1): a host name, or an address literal in brackets. `localhost` is no computer's
 * name, and servers refuse it.
 */
export function parseClientName(text: string): Parsed<string> {
  const name = text.trim();
  const literal = /^\[(.*)\]$/.exec(name)?.[1];
  if (literal !== undefined) {
    const ipv6 = /^IPv6:/i.test(literal) ? parseIpv6(literal.slice(5)) : undefined;
    if (ipv6 !== undefined && !ipv6.includes('%')) return { ok: true, value: `[IPv6:${ipv6}]` };
    return IPV4.test(literal) ? { ok: true, value: `[${literal}]` } : refuse(t('settings.ehloName.invalid'));
  }
  const host = parseHost(name);
  if (!host.ok || /^[\d.]+$|:/.test(host.value)) return refuse(t('settings.ehloName.invalid'));
  return /^localhost(\.|$)/i.test(host.value) ? refuse(t('settings.ehloName.localhost')) : host;
}

/** Parses a port: a whole number from 1 to 65535, digits only. */
export function parsePort(text: string): Parsed<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? { ok: true, value: port } : refuse(t('port.invalid'));
}

function parseIpv6(text: string): string | undefined {
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (!/^[0-9A-Fa-f:.]+(%[\w.-]+)?$/.test(bare) || bare.split(':').length < 3) return undefined;
  const [address = '', zone] = bare.split('%');
  try {
    new URL(`http://[${address}]`);
    return zone === undefined ? address : `${address}%${zone}`;
  } catch {
    return undefined;
  }
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
