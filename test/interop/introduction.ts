import { differences } from './differences.ts';

const reasons = differences.map(({ reason }) => `- ${reason}\n`).join('');

/** What stands above the tables: what they say and what they leave out. */
export const introduction = `# Interop

What became of a test message with real mail servers: those of Debian 12, and the npm package smtp-server. A test run sends it in every
combination (\`test/interop\`), compares what it sees with what the settings promise, and fails when this page says something else.
\`npm run -s interop\` writes it anew.

## How to read it

- **sent**: the server accepted the message, and has it by the way that was promised: encrypted where it had to be, and signed in.
  Otherwise the cell has the failure’s code; the README explains each. Nothing was sent then.
- **Certificate** is what is wrong with the server’s certificate when it is asked for TLS; *no TLS* is a server without any.
- **Sign-in** is the authentication method of the settings: *automatic* takes the strongest that is offered, *NTLM* stands for Secure Password Authentication (SPA),
  *allowed in clear* is a method that shows the password, allowed without encryption.
- The columns are the four secure connections. *Reject* and *take any* is *Reject invalid certificates*, on and off; an option for which it
  makes no difference has one column. SSL/TLS is tried on ports for TLS from the first byte, the others on ports that offer STARTTLS.
- Methods with the same outcomes share a row, and so do certificates.

## What is left out

- Wrong passwords, unknown users and refused recipients: other tests have them (\`test/mail\`).
- Secure connections on the wrong kind of port, TLS 1.1 and older, IPv6, client certificates, certificates that are trusted by themselves: likewise.
- NTLM of version 1 and LM: Postroom speaks version 2 only.

## A second opinion

swaks tries the same certificates and methods, and \`openssl s_client\` the certificates, both verifying and not verifying. Wherever one of them
gets through, Postroom does, and the other way round. These are the exceptions:

${reasons}`;
