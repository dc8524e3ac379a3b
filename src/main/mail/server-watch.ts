import { t } from '../../shared/catalogue/index.ts';
import { daysLeft, expiresSoon } from '../../shared/certificate.ts';
import type { SettingsView } from '../../shared/contract.ts';
import type { DeliveryWarning } from '../../shared/delivery.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { Security } from '../../shared/smtp-settings.ts';
import type { ServerStore } from '../log/server-store.ts';
import type { Connection } from './connection.ts';
import type { SessionOutcome } from './session-outcome.ts';

/** Compares what a mail server does with what it did before. */
export type ServerWatch = {
  /** Remembers a session, and gives what is to be said of it. */
  readonly observe: (connection: Connection, outcome: SessionOutcome) => DeliveryWarning[];
  /** Gives what is to be said of the server that the settings name. */
  readonly warnings: (draft: SettingsDraft) => SettingsView['warnings'];
};

export function createServerWatch(store: ServerStore, now: () => Date): ServerWatch {
  return {
    observe: ({ host, port, security }, outcome) => {
      const validTo = outcome.encryption?.certificate.validTo ?? null;
      const expiring = validTo !== null && expiresSoon(validTo, now());
      const known = store.find(host, port);
      const offered = outcome.offers[0]?.keywords.has('STARTTLS') ?? false;
      // A server that refuses to begin has not said what it offers.
      const said = outcome.opened || outcome.failure?.code === 'STARTTLS_NOT_OFFERED';
      const withdrawn = said && upgrades(security) && !offered && known?.offersStarttls === true;
      if (withdrawn || (outcome.failure === null && outcome.opened)) {
        const since = known?.starttlsWithdrawnAt ?? now().toISOString();
        const memory = {
          offersStarttls: offered || (known?.offersStarttls ?? false),
          starttlsWithdrawnAt: withdrawn ? since : offered ? null : (known?.starttlsWithdrawnAt ?? null),
          certificateValidTo: validTo ?? (withdrawn ? (known?.certificateValidTo ?? null) : null),
        };
        store.remember(host, port, memory, now().toISOString());
      }
      return [
        ...(withdrawn ? ['STARTTLS_WITHDRAWN' as const] : []),
        ...(expiring ? ['CERTIFICATE_EXPIRES_SOON' as const] : []),
      ];
    },
    warnings: ({ service, smtp }) => {
      const known = service === 'smtp' ? store.find(smtp.host, smtp.port) : undefined;
      if (known === undefined) return [];
      const warnings: SettingsView['warnings'] = [];
      const { starttlsWithdrawnAt, certificateValidTo } = known;
      if (starttlsWithdrawnAt !== null && upgrades(smtp.security)) {
        const facts = { host: smtp.host, date: starttlsWithdrawnAt.slice(0, 10) };
        warnings.push({
          code: 'STARTTLS_WITHDRAWN',
          message: t('warning.STARTTLS_WITHDRAWN', facts),
          help: t('warning.STARTTLS_WITHDRAWN.help'),
        });
      }
      if (certificateValidTo !== null && smtp.security !== 'none' && expiresSoon(certificateValidTo, now())) {
        const facts = {
          host: smtp.host,
          count: daysLeft(certificateValidTo, now()),
          date: certificateValidTo.slice(0, 10),
        };
        warnings.push({
          code: 'CERTIFICATE_EXPIRES_SOON',
          message: t('warning.CERTIFICATE_EXPIRES_SOON', facts),
          help:
            smtp.trustedCertificate === ''
              ? t('warning.CERTIFICATE_EXPIRES_SOON.help')
              : t('warning.CERTIFICATE_EXPIRES_SOON.help.trusted'),
        });
      }
      return warnings;
    },
  };
}

/** True for the options under which a connection is upgraded when the server offers it. */
function upgrades(security: Security): boolean {
  return security === 'starttls' || security === 'starttls-if-available';
}
