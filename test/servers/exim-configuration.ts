import { type InteropPorts, shownCertificates } from './interop-ports.ts';
import { asciiAccount } from './smtp-server.ts';

export type EximPlan = {
  readonly folder: string;
  readonly program: string;
  readonly userId: number;
  readonly ports: InteropPorts;
  /** File with key and certificate, by the certificate's name; the user can read it. */
  readonly chainFile: (name: string) => string;
};

/**
 * Exim's configuration (4.96): all ports in one daemon, which of them it is decides about TLS. Every message is put into one maildir.
 * `spa` is what Exim calls NTLM.
 */
export function eximConfiguration(plan: EximPlan): string {
  const { folder, ports, userId } = plan;
  const pairs = shownCertificates.map((name) => ({ name, ...ports[name] }));
  const all = [ports.plain, ...pairs.flatMap(({ offered, implicit }) => [offered, implicit])];
  const { username, password } = asciiAccount;
  const chain = pairs.reduce(
    (otherwise, { name, offered, implicit }) =>
      `\${if inlist{$received_port}{${offered}:${implicit}}{${plan.chainFile(name)}}{${otherwise}}}`,
    '',
  );
  return `primary_hostname = exim.postroom.test
exim_path = ${plan.program}
exim_user = ${userId}
exim_group = ${userId}
never_users =
keep_environment =
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${all.join(' : ')}
tls_on_connect_ports = ${pairs.map(({ implicit }) => implicit).join(' : ')}
tls_advertise_hosts = \${if eq{$received_port}{${ports.plain}}{}{*}}
tls_certificate = ${chain}
auth_advertise_hosts = *
host_lookup =
helo_lookup_domains =
rfc1413_query_timeout = 0s
dns_again_means_nonexist = *
smtp_accept_max = 100
smtp_accept_queue_per_connection = 0
deliver_drop_privilege
acl_smtp_rcpt = take
acl_smtp_data = take

begin acl
take:
  accept

begin routers
everybody:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format
  create_directory
  user = ${userId}
  group = ${userId}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if and{{eq{$auth2}{${username}}}{eq{$auth3}{${password}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if and{{eq{$auth1}{${username}}}{eq{$auth2}{${password}}}}}
  server_set_id = $auth1
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = \${if eq{$auth1}{${username}}{${password}}fail}
  server_set_id = $auth1
ntlm:
  driver = spa
  public_name = NTLM
  server_password = \${if eq{$auth1}{${username}}{${password}}fail}
  server_set_id = $auth1
`;
}
