import { execFileSync } from 'node:child_process';
import { eximProgram, opensmtpdProgram, reasonNotUnpacked } from './unpacked-packages.ts';

/** Programs that are not Postroom's: other people's mail servers, clients and parsers. */
export const peers = [
  'openssl',
  'python3',
  'swaks',
  'swaksNtlm',
  'postfix',
  'cyrus',
  'samba',
  'exim',
  'opensmtpd',
  'aiosmtpd',
] as const;
export type Peer = (typeof peers)[number];

/** Says why a program can't be used here; undefined when it can. */
export function reasonMissing(peer: Peer): string | undefined {
  switch (peer) {
    case 'openssl':
      return output('openssl', 'version') === undefined ? 'openssl is not installed' : undefined;
    case 'python3':
      return output('python3', '--version') === undefined ? 'python3 is not installed' : undefined;
    case 'swaks':
      return output('swaks', '--version') === undefined ? 'swaks is not installed' : undefined;
    case 'swaksNtlm':
      return output('perl', '-MAuthen::NTLM', '-e', '') === undefined
        ? 'Perl’s Authen::NTLM, which swaks needs for NTLM, is not installed'
        : undefined;
    case 'postfix':
      return reasonNoPostfix();
    case 'cyrus':
      return reasonNoPostfix() ?? reasonNoCyrus();
    case 'samba':
      return output('ntlm_auth', '--version') === undefined ? 'Samba’s ntlm_auth is not installed' : undefined;
    case 'exim':
      return reasonNotUnpacked('Exim', eximProgram) ?? reasonNoView('Exim');
    case 'opensmtpd':
      return reasonNotUnpacked('OpenSMTPD', opensmtpdProgram) ?? reasonNoView('OpenSMTPD');
    case 'aiosmtpd':
      return pythonWithAiosmtpd() === undefined ? 'aiosmtpd is not installed' : undefined;
  }
}

/** Gives a Python that has aiosmtpd: the first on the path may be another than the system's own. */
export function pythonWithAiosmtpd(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => output(python, '-c', 'import aiosmtpd') !== undefined);
}

function reasonNoPostfix(): string | undefined {
  if (process.getuid?.() !== 0) return 'Postfix and Dovecot are started by root only';
  if (output('postconf', '-d', 'mail_version') === undefined) return 'Postfix is not installed';
  const dovecot = output('dovecot', '--version');
  if (dovecot === undefined) return 'Dovecot is not installed';
  // Dovecot 2.4 reads another configuration language.
  if (!dovecot.startsWith('2.3.')) return `Dovecot 2.3 is needed, this is ${dovecot.split(' ')[0]}`;
  return undefined;
}

function reasonNoCyrus(): string | undefined {
  const plugins = output('saslpluginviewer', '-s', '-m', 'NTLM');
  return plugins?.includes('NTLM') ? undefined : 'Cyrus SASL with its NTLM is not installed';
}

/** They are started where some files are replaced, which root may be kept from in a container. */
function reasonNoView(name: string): string | undefined {
  const replaced = output('unshare', '--mount', 'mount', '--bind', '/etc/passwd', '/etc/passwd');
  return replaced === undefined ? `${name} needs a mount namespace, which this machine refuses` : undefined;
}

function output(program: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    }).trim();
  } catch {
    return undefined;
  }
}
