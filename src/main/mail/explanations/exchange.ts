import type { Explanation } from './explanation.ts';

const receiveConnectors = 'https://learn.microsoft.com/exchange/mail-flow/connectors/receive-connectors';
const anonymousRelay = 'https://learn.microsoft.com/exchange/mail-flow/connectors/allow-anonymous-relay';
const rateLimits = 'https://learn.microsoft.com/exchange/mail-flow/message-rate-limits';

/** Exchange Server on premises, and the SMTP service of Windows that it comes from. */
export const exchange: readonly Explanation[] = [
  {
    id: 'exchange-unable-to-relay',
    when: { text: /unable to relay/i },
    source: anonymousRelay,
    cure: 'sign-in',
  },
  {
    id: 'exchange-not-authenticated',
    when: { text: /Client was not authenticated/i },
    source: receiveConnectors,
    cure: 'sign-in',
  },
  {
    id: 'exchange-anonymous-sender',
    when: { text: /Anonymous clients? does not have permissions to send as this sender/i },
    source: anonymousRelay,
    cure: 'sign-in',
  },
  {
    id: 'exchange-send-as-denied',
    when: { text: /does not have permissions to send (?:as this sender|on behalf of the from address)/i },
    code: 'SENDER_REJECTED',
    source: receiveConnectors,
    cure: 'from-signed-in-account',
  },
  {
    id: 'exchange-submit-denied',
    when: { text: /does not have permissions to submit to this server/i },
    source: receiveConnectors,
  },
  {
    id: 'exchange-back-pressure',
    when: { text: /Insufficient system resources/i },
    transient: true,
    source: 'https://learn.microsoft.com/exchange/mail-flow/back-pressure',
  },
  {
    id: 'exchange-sign-in-refused',
    when: { text: /^5\.7\.3 Authentication unsuccessful/i },
    source: receiveConnectors,
    cure: 'user-name-whole-address',
  },
  {
    id: 'exchange-sign-in-unavailable',
    when: { text: /Temporary authentication failure$/i },
    transient: true,
    source: receiveConnectors,
  },
  {
    id: 'exchange-connection-limit',
    when: { text: /maximum number of concurrent (?:server )?connections has exceeded a limit/i },
    transient: true,
    source: rateLimits,
  },
  {
    id: 'exchange-submission-rate',
    when: { text: /Message submission rate for this client has exceeded/i },
    transient: true,
    source: rateLimits,
  },
  {
    id: 'exchange-ehlo-name',
    when: { text: /^5\.5\.4 Invalid domain name/i },
    source: 'RFC 5321 section 4.1.1.1',
    cure: 'ehlo-name',
  },
  {
    id: 'exchange-not-accepting',
    when: { text: /Service not (?:active|available)$|System not accepting network messages/i },
    transient: true,
    source: 'https://learn.microsoft.com/exchange/mail-flow/back-pressure',
  },
];
