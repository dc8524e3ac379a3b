import type { Certificates } from './certificates.ts';
import { cyrusOptions } from './cyrus-configuration.ts';
import { type InteropPorts, shownCertificates } from './interop-ports.ts';

/** What each port of the Postfix under test does. All but `open` want a sign-in before they relay; `cyrus` takes it by Cyrus SASL. */
export const postfixPortNames = [
  'plain',
  'offered',
  'required',
  'implicit',
  'open',
  'openOffered',
  'openRequired',
  'openImplicit',
  'cyrus',
] as const;
export type PostfixPortName = (typeof postfixPortNames)[number];

const TLS: Record<PostfixPortName, string> = {
  plain: '',
  open: '',
  offered: '-o smtpd_tls_security_level=may',
  cyrus: '-o smtpd_tls_security_level=may',
  openOffered: '-o smtpd_tls_security_level=may',
  required: '-o smtpd_tls_security_level=encrypt',
  openRequired: '-o smtpd_tls_security_level=encrypt',
  implicit: '-o smtpd_tls_security_level=encrypt -o smtpd_tls_wrappermode=yes',
  openImplicit: '-o smtpd_tls_security_level=encrypt -o smtpd_tls_wrappermode=yes',
};

const OPEN =
  '-o smtpd_sasl_auth_enable=no -o mynetworks=127.0.0.0/8 -o smtpd_relay_restrictions=permit_mynetworks,reject';

export type PostfixPlan = {
  readonly folder: string;
  readonly ports: Readonly<Record<PostfixPortName, number>>;
  /** By what signs in. */
  readonly interopPorts: { readonly dovecot: InteropPorts; readonly cyrus: InteropPorts };
  readonly certificates: Certificates;
  /** User and group that own the delivered mail. */
  readonly userId: number;
  readonly groupId: number;
  readonly daemonFolder: string;
  readonly commandFolder: string;
};

/** main.cf: every recipient of every domain is delivered into one maildir, nothing leaves the machine, nothing is slowed down. */
export function mainConfiguration(plan: PostfixPlan): string {
  const { folder } = plan;
  return `compatibility_level = 3.6
config_directory = ${folder}/postfix
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = ${plan.commandFolder}
daemon_directory = ${plan.daemonFolder}
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.postroom.test
mydestination =
mynetworks =
disable_dns_lookups = yes
smtpd_peername_lookup = no
biff = no
alias_maps =
alias_database =
append_dot_mydomain = no
message_size_limit = 10485760
virtual_mailbox_domains = static:all
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = static:box/
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:${plan.userId}
virtual_gid_maps = static:${plan.groupId}
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
in_flow_delay = 0
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_auth_enable = yes
smtpd_sasl_security_options = noanonymous
smtpd_sasl_tls_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_sender_restrictions = check_sender_access regexp:${folder}/postfix/senders
smtpd_recipient_restrictions = check_recipient_access regexp:${folder}/postfix/recipients, permit
header_checks = regexp:${folder}/postfix/headers
smtpd_tls_security_level = none
smtpd_tls_chain_files = ${plan.certificates.valid.chainFile}
smtpd_tls_session_cache_database =
smtpd_tls_received_header = yes
`;
}

/** Tables by which single senders, recipients and messages are refused. */
export const accessTables = {
  senders: '/^refused@/ 553 5.7.1 Sender address rejected: not owned by user\n',
  recipients: `/^nobody@/ 550 5.1.1 User unknown in virtual mailbox table
/^later@/ 450 4.2.0 Greylisted, try again later
`,
  headers: '/^From:.*spam@/ REJECT 5.7.1 Message content rejected\n',
} as const;

/** master.cf: one smtpd for each port, and the daemons that local delivery needs. */
export function masterConfiguration(plan: PostfixPlan): string {
  const listeners = postfixPortNames.map(
    (name) => `127.0.0.1:${plan.ports[name]} inet n - n - 20 smtpd
  -o syslog_name=test/${name} ${TLS[name]} ${name.startsWith('open') ? OPEN : ''}${name === 'cyrus' ? cyrusOptions : ''}
`,
  );
  return `${listeners.join('')}${interopListeners(plan, 'dovecot', '')}${interopListeners(plan, 'cyrus', cyrusOptions)}pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 discard
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}

/** One smtpd for each port of the interop table: AUTH is offered, and nobody has to use it. */
function interopListeners(plan: PostfixPlan, signIn: keyof PostfixPlan['interopPorts'], signInOptions: string): string {
  const ports = plan.interopPorts[signIn];
  const listener = (port: number, options: string): string => `127.0.0.1:${port} inet n - n - 20 smtpd
  -o syslog_name=test/interop -o mynetworks=127.0.0.0/8 -o smtpd_relay_restrictions=permit_mynetworks,reject ${options} ${signInOptions}
`;
  const pairs = shownCertificates.flatMap((name) => {
    const chain = `-o smtpd_tls_chain_files=${plan.certificates[name].chainFile}`;
    const { offered, implicit } = ports[name];
    return [listener(offered, `${TLS.offered} ${chain}`), listener(implicit, `${TLS.implicit} ${chain}`)];
  });
  return listener(ports.plain, '') + pairs.join('');
}
