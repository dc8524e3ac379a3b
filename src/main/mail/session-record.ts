import type { CertificateFacts } from '../../shared/certificate.ts';
import type { DeliveryWarning, Encryption } from '../../shared/delivery.ts';
import { type Failure, type Result, succeed } from '../../shared/result.ts';
import type { TestReport } from '../../shared/test-message.ts';
import type { AttemptEnd } from '../log/log-store.ts';
import type { SessionOutcome } from './session-outcome.ts';

/** Recipients that no server has been asked about. */
export function notTried(addresses: readonly string[]): SessionOutcome['recipients'] {
  return addresses.map((address) => ({ address, status: 'not-tried', reply: null }));
}

/** The outcome of a delivery for which no connection was tried. */
export function neverConnected(failure: Failure, addresses: readonly string[]): SessionOutcome {
  return {
    status: 'failed',
    failure,
    reply: null,
    recipients: notTried(addresses),
    encryption: null,
    greeting: null,
    offers: [],
    opened: false,
    handedOver: false,
    steps: [],
    transcript: [],
    durationMs: 0,
  };
}

/** Writes an outcome as the log keeps it. */
export function endOf(outcome: SessionOutcome, warnings: readonly DeliveryWarning[]): AttemptEnd {
  const { status, reply, durationMs, encryption, opened, failure } = outcome;
  return {
    status,
    reply,
    durationMs,
    recipients: JSON.stringify(outcome.recipients),
    error: failure === null ? null : JSON.stringify(failure),
    encryption: encryption === null ? null : encryptionText(encryption),
    encryptionLabel: encryption?.protocol ?? (opened ? 'none' : null),
    certificateProblems: JSON.stringify(encryption?.certificate.problems ?? []),
    warnings: JSON.stringify(warnings),
    steps: JSON.stringify(outcome.steps),
    transcript: JSON.stringify(outcome.transcript),
  };
}

const encryptionTexts = new WeakMap<Encryption, string>();

/** Many messages go over one connection, and all of them with the same certificates. */
function encryptionText(encryption: Encryption): string {
  const known = encryptionTexts.get(encryption);
  if (known !== undefined) return known;
  const text = JSON.stringify(withoutSpare(encryption));
  encryptionTexts.set(encryption, text);
  return text;
}

/** A certificate that was trusted needn't be kept whole: nobody will be asked to trust it. */
function withoutSpare(encryption: Encryption): Encryption {
  const { certificate } = encryption;
  if (certificate.problems.length > 0) return encryption;
  const { pem: _pem, chain, ...facts } = certificate;
  const bare = ({ pem: _each, ...rest }: CertificateFacts): CertificateFacts => rest;
  return { ...encryption, certificate: { ...facts, chain: chain.map(bare) } };
}

/** Gives an outcome as the caller gets it: with a report on success and on failure alike. */
export function resultOf(
  outcome: SessionOutcome,
  warnings: readonly DeliveryWarning[],
  deliveryId: number,
  messageId: string,
): Result<TestReport> {
  const { status, recipients, reply, durationMs, encryption, steps, failure } = outcome;
  const report: TestReport = {
    deliveryId,
    status,
    recipients,
    messageId,
    reply,
    durationMs,
    encryption,
    warnings: [...warnings],
    steps: [...steps],
  };
  return failure === null ? succeed(report) : { ok: false, error: failure, value: report };
}
