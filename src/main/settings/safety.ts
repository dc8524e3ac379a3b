import { isSameHost } from '../../shared/host.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import { type Security, tlsVersionSchema } from '../../shared/smtp-settings.ts';

const strength: Readonly<Record<Security, number>> = { none: 0, 'starttls-if-available': 1, starttls: 2, tls: 2 };

/** True when a password is as safe with the second settings as with the first: the same host, met as carefully. */
export function isAsSafe(before: SettingsDraft['smtp'], after: SettingsDraft['smtp']): boolean {
  const versions = tlsVersionSchema.options;
  return (
    isSameHost(before.host, after.host) &&
    strength[after.security] >= strength[before.security] &&
    (after.rejectInvalidCertificates || !before.rejectInvalidCertificates) &&
    (before.allowClearTextPassword || !after.allowClearTextPassword) &&
    before.trustedCertificate === after.trustedCertificate &&
    before.trustedAuthority === after.trustedAuthority &&
    versions.indexOf(after.lowestTlsVersion) >= versions.indexOf(before.lowestTlsVersion)
  );
}
