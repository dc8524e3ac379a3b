import { t } from '../../shared/catalogue/index.ts';
import { endpointText } from '../../shared/host.ts';
import type { Failure } from '../../shared/result.ts';
import type { FailedSession } from './diagnosis.ts';
import type { NtlmErrorReason } from './ntlm/sign-in.ts';
import { offeredMechanisms } from './server-offer.ts';

/** Says why no SASL mechanism could be used (RFC 4954), and what the server offers instead. Nothing secret had been sent. */
export function explainSignIn(
  reason: 'AUTH_NOT_OFFERED' | 'AUTH_METHOD_NOT_OFFERED' | 'AUTH_IN_CLEAR_REFUSED',
  { connection, dialogue, observer }: FailedSession,
): Failure {
  const { host, port, credentials } = connection;
  const server = endpointText(host, port);
  const offered = dialogue === undefined ? [] : offeredMechanisms(dialogue.offer);
  const mechanisms = observer.redact(offered.join(', '));
  const method = t(`authenticationMethod.${credentials?.method ?? 'automatic'}`);
  const canEncrypt = dialogue?.encrypted === false && dialogue.offer.keywords.has('STARTTLS');
  const encrypt = canEncrypt ? t('failure.AUTH_NOT_OFFERED.help.encrypt') : undefined;
  switch (reason) {
    case 'AUTH_NOT_OFFERED':
      return {
        code: reason,
        message:
          offered.length === 0
            ? t('failure.AUTH_NOT_OFFERED', { server })
            : t('failure.AUTH_NOT_OFFERED.others', { server, mechanisms }),
        help: encrypt ?? t('failure.AUTH_NOT_OFFERED.help'),
      };
    case 'AUTH_METHOD_NOT_OFFERED':
      return {
        code: reason,
        message:
          offered.length === 0
            ? t('failure.AUTH_METHOD_NOT_OFFERED.none', { server, method })
            : t('failure.AUTH_METHOD_NOT_OFFERED', { server, method, mechanisms }),
        help:
          encrypt ??
          (credentials?.method === 'ntlm'
            ? t('failure.AUTH_METHOD_NOT_OFFERED.help.spa')
            : t('failure.AUTH_METHOD_NOT_OFFERED.help')),
      };
    case 'AUTH_IN_CLEAR_REFUSED':
      return {
        code: reason,
        message:
          credentials?.method === 'automatic'
            ? t('failure.AUTH_IN_CLEAR_REFUSED', { server, mechanisms })
            : t('failure.AUTH_IN_CLEAR_REFUSED.method', { server, method }),
        help: canEncrypt ? t('failure.AUTH_IN_CLEAR_REFUSED.help.encrypt') : t('failure.AUTH_IN_CLEAR_REFUSED.help'),
      };
  }
}

/** Says why an NTLM sign-in could not be gone through with (MS-NLMP). */
export function explainNtlm(reason: NtlmErrorReason, { connection: { host } }: FailedSession): Failure {
  return {
    code: 'AUTH_REJECTED',
    message: t(`failure.${reason}`, { host }),
    help: t(`failure.${reason}.help`),
  };
}
