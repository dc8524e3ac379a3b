import { execFileSync } from 'node:child_process';

/** Programs that are not Postroom's: other people's mail servers, clients and parsers. */
export type Peer = 'openssl' | 'python3' | 'swaks' | 'postfix';

/** Says why a program can't be used here; undefined when it can. */
export function reasonMissing(peer: Peer): string | undefined {
  switch (peer) {
    case 'openssl':
      return output('openssl', 'version') === undefined ? 'openssl is not installed' : undefined;
    case 'python3':
      return output('python3', '--version') === undefined ? 'python3 is not installed' : undefined;
    case 'swaks':
      return output('swaks', '--version') === undefined ? 'swaks is not installed' : undefined;
    case 'postfix':
      return reasonNoPostfix();
  }
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
