import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, asciiAccount } from './smtp-server.ts';

const REALM = 'mx.postroom.test';

/** What the Cyrus port has in place of Dovecot: its own way to sign in, NTLM included (RFC 4954 with MS-NLMP). */
export const cyrusOptions = `-o smtpd_sasl_type=cyrus -o smtpd_sasl_path=smtpd -o smtpd_sasl_local_domain=${REALM}`;

/** Writes Cyrus SASL's configuration, where Debian's Postfix looks for it, and its password database. */
export function writeCyrus(folder: string, userId: number): void {
  const configuration = join(folder, 'postfix/sasl');
  mkdirSync(configuration);
  const database = join(configuration, 'sasldb2');
  writeFileSync(
    join(configuration, 'smtpd.conf'),
    `pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: ${database}
mech_list: PLAIN LOGIN CRAM-MD5 NTLM
`,
  );
  for (const { username, password } of [account, asciiAccount]) {
    // Its NTLM takes each byte of a stored password for a letter: that is Latin-1.
    const input = Buffer.from(password, 'latin1');
    execFileSync('saslpasswd2', ['-p', '-c', '-f', database, '-u', REALM, username], { input, stdio: 'pipe' });
  }
  chownSync(database, userId, 0);
}
