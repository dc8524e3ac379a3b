import { execFile } from 'node:child_process';
import { asciiAccount } from '../servers/smtp-server.ts';

/** How another program is to reach a server on 127.0.0.1. */
export type Way = {
  readonly port: number;
  readonly tls: 'none' | 'starttls' | 'implicit';
  /** The name of a SASL mechanism, or nothing to send without signing in. */
  readonly mechanism: string | undefined;
  /** Whether a certificate that isn't valid ends it. */
  readonly verify: boolean;
  /** PEM file of the authority that is trusted. */
  readonly authorityFile: string;
};

/** What another program made of it, with its last words when it failed. */
export type OtherOutcome = { readonly reached: boolean; readonly words: string };

const swaksTls = { none: [], starttls: ['--tls'], implicit: ['--tls-on-connect'] } as const;

/** Sends a message with swaks. */
export function sendWithSwaks({ port, tls, mechanism, verify, authorityFile }: Way): Promise<OtherOutcome> {
  const { username, password } = asciiAccount;
  const envelope = [
    '--server',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--from',
    'a@sender.test',
    '--to',
    'b@recipient.test',
  ];
  const verified = tls === 'none' || !verify ? [] : ['--tls-verify', '--tls-ca-path', authorityFile];
  const signIn =
    mechanism === undefined ? [] : ['--auth', mechanism, '--auth-user', username, '--auth-password', password];
  return run('swaks', [
    '--timeout',
    '20s',
    '--output-file-stdout',
    '/dev/null',
    ...envelope,
    ...swaksTls[tls],
    ...verified,
    ...signIn,
  ]);
}

/** Shakes hands with `openssl s_client`, which compares names as well. */
export function shakeHandsWithOpenssl({ port, tls, verify, authorityFile }: Way): Promise<OtherOutcome> {
  const starttls = tls === 'starttls' ? ['-starttls', 'smtp'] : [];
  const verified = verify ? ['-CAfile', authorityFile, '-verify_return_error', '-verify_ip', '127.0.0.1'] : [];
  return run('openssl', ['s_client', '-brief', '-connect', `127.0.0.1:${port}`, ...starttls, ...verified]);
}

function run(program: string, args: readonly string[]): Promise<OtherOutcome> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: 30_000 }, (error, output, errors) =>
      resolve({ reached: error === null, words: error === null ? '' : `${output}${errors}`.trim().slice(-500) }),
    );
    // s_client ends when there is nothing more to say.
    child.stdin?.end();
  });
}
