export type DovecotPlan = {
  readonly folder: string;
  /** Where Postfix looks for the authentication service. */
  readonly authenticationSocket: string;
  readonly userId: number;
  readonly groupId: number;
};

/** dovecot.conf (2.3): signs in for Postfix and does nothing else. */
export function dovecotConfiguration(plan: DovecotPlan): string {
  const { folder } = plan;
  return `base_dir = ${folder}/dovecot/run
state_dir = ${folder}/dovecot/state
instance_name = postroom-test-${process.pid}
log_path = ${folder}/dovecot.log
auth_verbose = yes
auth_failure_delay = 0
ssl = no
disable_plaintext_auth = no
protocols =
listen = 127.0.0.1
auth_mechanisms = plain login cram-md5
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%n ${folder}/dovecot/users
}
userdb {
  driver = static
  args = uid=${plan.userId} gid=${plan.groupId} home=${folder}/mail
}
service auth {
  unix_listener ${plan.authenticationSocket} {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service stats {
  process_limit = 1
}
# Without its penalty socket Dovecot doesn't delay every sign-in after a failed one by up to 15 seconds.
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}
