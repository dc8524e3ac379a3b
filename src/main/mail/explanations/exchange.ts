import type { Explanation } from './explanation.ts';

const receiveConnectors = 'https://learn.microsoft.com/exchange/mail-flow/connectors/receive-connectors';
const anonymousRelay = 'https://learn.microsoft.com/exchange/mail-flow/connectors/allow-anonymous-relay';
const rateLimits = 'https://learn.microsoft.com/exchange/mail-flow/message-rate-limits';

/** Exchange Server on premises: whole sentences that nobody else writes. What it says as others do stands with the others. */
export const exchange: readonly Explanation[] = [
  {
    id: 'exchange-not-authenticated',
    when: { speaker: /^5\.7\.(?:1|57) (?:SMTP; )?Client was not authenticated/im },
    source: receiveConnectors,
    cure: 'sign-in',
  },
  {
    id: 'exchange-anonymous-sender',
    when: { speaker: /Anonymous clients? does not have permissions to send as this sender/i },
    source: anonymousRelay,
    cure: 'sign-in',
  },
  {
    id: 'exchange-send-as-denied',
    when: { speaker: /Client does not have permissions to send (?:as this sender|on behalf of the from address)/i },
    code: 'SENDER_REJECTED',
    source: receiveConnectors,
    cure: 'from-signed-in-account',
  },
  {
    id: 'exchange-submit-denied',
    when: { speaker: /Client does not have permissions to submit to this server/i },
    source: receiveConnectors,
  },
  {
    id: 'exchange-connection-limit',
    when: { speaker: /maximum number of concurrent (?:server )?connections has exceeded a limit/i },
    source: rateLimits,
  },
  {
    id: 'exchange-submission-rate',
    when: { speaker: /Message submission rate for this client has exceeded the configured limit/i },
    source: rateLimits,
  },
];
