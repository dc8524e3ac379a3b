import { parseMailbox } from '../../shared/address.ts';
import type { ExplanationId } from '../../shared/catalogue/explanations.ts';
import type { Cure, Failure } from '../../shared/result.ts';
import { type SettingKey, type SettingsDraft, settingValue } from '../../shared/settings.ts';
import type { Security, TlsVersion } from '../../shared/smtp-settings.ts';
import { explanations } from './explanations/explanations.ts';
import { offeredMechanisms, type ServerOffer } from './server-offer.ts';
import type { SessionOutcome } from './session-outcome.ts';

type Changes = { readonly [Key in SettingKey]?: string };

/** Known replies that say no more than that user name and password don't fit. */
const GENERAL_REFUSALS: readonly ExplanationId[] = ['sign-in-refused', 'sign-in-unsuccessful', 'exim-credentials'];

/** What is looked at to find a cure. */
type Case = {
  readonly failure: Failure;
  readonly draft: SettingsDraft;
  /** What the server offered last. */
  readonly offer: ServerOffer | undefined;
  readonly outcome: SessionOutcome;
};

/**
 * Gives the changes of the settings that would mend a failed session, the likeliest first; none where no setting is at fault.
 * None of them makes the connection less safe, but for three that say so by what they are: a certificate to be trusted, a
 * password to be sent in clear, an older TLS version.
 */
export function curesFor(draft: SettingsDraft, outcome: SessionOutcome): Cure[] {
  const { failure } = outcome;
  if (failure === null || draft.service !== 'smtp') return [];
  const found = changesFor({ failure, draft, offer: outcome.offers.at(-1), outcome }).filter((changes) =>
    Object.entries(changes).some(([key, value]) => String(settingValue(draft, key as SettingKey)) !== value),
  );
  return found.map((changes) => ({ changes: changes as Record<string, string> }));
}

function changesFor(given: Case): readonly Changes[] {
  const { failure, draft, outcome } = given;
  const { smtp } = draft;
  switch (failure.code) {
    case 'TLS_WRONG_VERSION':
      return smtp.security === 'tls'
        ? [secured('starttls', smtp.port), ...(smtp.port === 465 ? [] : [secured('tls', 465)])]
        : [secured('tls', smtp.port), ...(smtp.port === 587 ? [] : [secured('starttls', 587)])];
    case 'GREETING_TIMEOUT':
      return smtp.port === 465 && smtp.security !== 'tls' ? [secured('tls', 465)] : [];
    case 'CONNECTION_REFUSED':
    case 'CONNECTION_TIMEOUT':
      return outcome.opened || outcome.greeting !== null ? [] : otherPort(smtp.port);
    case 'DNS_NOT_FOUND':
      return smtp.addressFamily === 'both' ? [] : [{ 'smtp.addressFamily': 'both' }];
    case 'TLS_HANDSHAKE_FAILED':
      return failure.explanation === 'tls-version' ? lowerTlsVersion(smtp.lowestTlsVersion) : [];
    case 'STARTTLS_NOT_OFFERED':
    case 'STARTTLS_REFUSED':
      return [secured('tls', 465), ...(smtp.port === 587 ? [] : [secured('starttls', 587)])];
    case 'ENCRYPTION_REQUIRED':
      return isEncrypted(given) ? [] : encrypted(given);
    case 'CERTIFICATE_CHANGED':
    case 'CERTIFICATE_EXPIRED':
    case 'CERTIFICATE_NOT_YET_VALID':
    case 'CERTIFICATE_NAME_MISMATCH':
    case 'CERTIFICATE_SELF_SIGNED':
    case 'CERTIFICATE_UNKNOWN_ISSUER':
      return ofCertificate(given);
    case 'AUTH_NOT_OFFERED':
      return [...(isEncrypted(given) ? [] : encrypted(given)), ...ntlm(given), { 'smtp.authentication': 'false' }];
    case 'AUTH_METHOD_NOT_OFFERED':
      return [
        ...whereNotExposed(given, smtp.spa ? { 'smtp.spa': 'false' } : { 'smtp.authenticationMethod': 'automatic' }),
        ...ntlm(given),
      ];
    case 'AUTH_IN_CLEAR_REFUSED':
      return [...withoutPassword(given), ...encrypted(given), { 'smtp.allowClearTextPassword': 'true' }];
    case 'AUTH_REQUIRED':
      return signIn(given);
    case 'AUTH_REJECTED':
      return ofSignIn(given);
    case 'SENDER_REJECTED':
      return failure.explanation === undefined ? fromSignedInAccount(draft) : ofExplanation(given);
    case 'RECIPIENT_REJECTED':
      return given.offer?.keywords.has('AUTH') === true ? signIn(given) : ofExplanation(given);
    default:
      return ofExplanation(given);
  }
}

/** The port is named always: it would follow the secure connection otherwise. */
function secured(security: Security, port: number): Changes {
  return { 'smtp.security': security, 'smtp.port': String(port) };
}

function isEncrypted({ outcome }: Case): boolean {
  return outcome.encryption !== null;
}

function offeredBy({ offer }: Case): readonly string[] {
  return offer === undefined ? [] : offeredMechanisms(offer);
}

/** A password may be shown to a server only that is known to be itself. */
function isSafe({ outcome }: Case): boolean {
  return outcome.encryption?.certificate.trustedBy != null;
}

/**
 * Leaves out what would show the password to a server that isn't known to be itself: it can ask for that by what it offers and
 * says. With CRAM-MD5 among what it offers, that is what is taken. In clear, the settings have to allow it in so many words.
 */
function whereNotExposed(given: Case, changes: Changes): readonly Changes[] {
  const exposed = isEncrypted(given) && !isSafe(given);
  return exposed && !offeredBy(given).includes('CRAM-MD5') ? [] : [changes];
}

function encrypted({ draft, offer }: Case): readonly Changes[] {
  return offer?.keywords.has('STARTTLS') === true ? [secured('starttls', draft.smtp.port)] : [secured('tls', 465)];
}

/** Port 25 is blocked on the way out of many networks; the submission ports stand in for one another (RFC 8314 section 3). */
function otherPort(port: number): readonly Changes[] {
  return port === 587 ? [secured('tls', 465)] : [secured('starttls', 587)];
}

function lowerTlsVersion(lowest: TlsVersion): readonly Changes[] {
  const lower = { '1.3': ['1.2'], '1.2': ['1.1', '1.0'], '1.1': ['1.0'], '1.0': [] }[lowest];
  return lower.map((version) => ({ 'smtp.lowestTlsVersion': version }));
}

/** The host name never follows what a certificate says: whoever stands in between would be sent the password. */
function ofCertificate({ outcome }: Case): readonly Changes[] {
  const certificate = outcome.encryption?.certificate;
  if (certificate?.pem === undefined) return [];
  return [{ 'smtp.trustedCertificate': certificate.pem }];
}

function ntlm(given: Case): readonly Changes[] {
  return !given.draft.smtp.spa && offeredBy(given).includes('NTLM') ? [{ 'smtp.spa': 'true' }] : [];
}

/** A method that doesn't show the password, where another one was insisted on. */
function withoutPassword(given: Case): readonly Changes[] {
  const insists = given.draft.smtp.authenticationMethod !== 'automatic';
  return insists && offeredBy(given).includes('CRAM-MD5') ? [{ 'smtp.authenticationMethod': 'automatic' }] : [];
}

/** Without a user name there is more to fill out than a button could. */
function signIn(given: Case): readonly Changes[] {
  const { authentication, username } = given.draft.smtp;
  return authentication || username.trim() === '' ? [] : whereNotExposed(given, { 'smtp.authentication': 'true' });
}

function ofSignIn(given: Case): readonly Changes[] {
  const { draft, failure, outcome } = given;
  const { spa, authenticationMethod } = draft.smtp;
  // A server that can't check now, or an account that is locked, is no matter of the method.
  const ofMethod = failure.explanation === undefined || GENERAL_REFUSALS.some((id) => id === failure.explanation);
  if (!ofMethod || /^4/.test(outcome.reply ?? '')) return ofExplanation(given);
  const offered = offeredBy(given);
  // Servers offer CRAM-MD5 also where they keep passwords in a form that it can't be checked against.
  const tookCram = !spa && authenticationMethod === 'automatic' && offered.includes('CRAM-MD5');
  const other =
    tookCram && isSafe(given) ? (['PLAIN', 'LOGIN'] as const).find((each) => offered.includes(each)) : undefined;
  const method = other === undefined ? [] : [{ 'smtp.authenticationMethod': other.toLowerCase() }];
  return [...ofExplanation(given), ...method];
}

function ofExplanation(given: Case): readonly Changes[] {
  const { failure, draft } = given;
  const { smtp } = draft;
  switch (explanations.find(({ id }) => id === failure.explanation)?.cure) {
    case 'from-signed-in-account':
      return fromSignedInAccount(draft);
    case 'sign-in':
      return signIn(given);
    case 'starttls':
      return isEncrypted(given) ? [] : encrypted(given);
    case 'submission-port':
      return smtp.port === 587 ? [] : [secured('starttls', 587)];
    case 'user-name-whole-address':
      return wholeAddress(draft);
    case 'other-method':
      return smtp.spa || smtp.authenticationMethod === 'automatic'
        ? []
        : whereNotExposed(given, { 'smtp.authenticationMethod': 'automatic' });
    case 'ehlo-name':
      return smtp.ehloName === '' ? [] : [{ 'smtp.ehloName': '' }];
    case undefined:
      return [];
  }
}

function fromSignedInAccount({ message, smtp }: SettingsDraft): readonly Changes[] {
  const account = parseMailbox(smtp.authentication ? smtp.username : '');
  if (!account.ok) return [];
  const from = parseMailbox(message.from);
  const envelope: Changes = smtp.envelopeSender === '' ? {} : { 'smtp.envelopeSender': '' };
  if (from.ok && from.value.address === account.value.address) return smtp.envelopeSender === '' ? [] : [envelope];
  const name = from.ok ? from.value.name : '';
  const { address } = account.value;
  return [{ 'message.from': name === '' ? address : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`, ...envelope }];
}

function wholeAddress({ message, smtp }: SettingsDraft): readonly Changes[] {
  const from = parseMailbox(message.from);
  if (!from.ok || smtp.username.includes('@') || smtp.username.includes('\\')) return [];
  const [local] = from.value.address.split('@');
  return local?.toLowerCase() === smtp.username.toLowerCase() ? [{ 'smtp.username': from.value.address }] : [];
}
