import type { Credentials } from './connection.ts';

/** What a server said it can do, in its answer to EHLO (RFC 5321 section 4.1.1.1). */
export type ServerOffer = {
  /** False when EHLO was refused and the session goes on with HELO. */
  readonly extended: boolean;
  /** Keyword in capitals, with its parameters. */
  readonly keywords: ReadonlyMap<string, readonly string[]>;
};

/** Reads the reply to EHLO. The first line greets; each of the others is a keyword with its parameters. */
export function readOffer(reply: string): ServerOffer {
  if (!reply.startsWith('2')) return { extended: false, keywords: new Map() };
  const keywords = new Map<string, readonly string[]>();
  for (const line of reply.split(/\r?\n/).slice(1)) {
    const [keyword = '', ...parameters] = line
      .replace(/^\d{3}[ -]/, '')
      .trim()
      // Some servers still write AUTH=LOGIN, from before RFC 2554.
      .replace(/^AUTH=/i, 'AUTH ')
      .split(/\s+/);
    if (keyword === '') continue;
    const name = keyword.toUpperCase();
    keywords.set(name, [...(keywords.get(name) ?? []), ...parameters]);
  }
  return { extended: true, keywords };
}

/** Puts an offer into one line: `PIPELINING, SIZE 10240000, AUTH PLAIN LOGIN`. */
export function describeOffer(offer: ServerOffer): string {
  return [...offer.keywords].map(([keyword, parameters]) => [keyword, ...parameters].join(' ')).join(', ');
}

const MOST_MECHANISMS = 20;

/** Gives the largest message that is taken, in bytes (RFC 1870 section 3); undefined when the server names no limit. */
export function sizeLimit(offer: ServerOffer): number | undefined {
  const value = offer.keywords.get('SIZE')?.[0] ?? '';
  return /^\d{1,15}$/.test(value) && Number(value) > 0 ? Number(value) : undefined;
}

/** SASL mechanisms that are offered, in capitals and in the server's order. */
export function offeredMechanisms(offer: ServerOffer): readonly string[] {
  const named = (offer.keywords.get('AUTH') ?? []).map((mechanism) => mechanism.toUpperCase());
  // RFC 4422 section 3.1: letters, digits, hyphens and underscores, 20 at most.
  return [...new Set(named.filter((mechanism) => /^[A-Z0-9_-]{1,20}$/.test(mechanism)))].slice(0, MOST_MECHANISMS);
}

/** The strongest first: one that doesn't show the password comes before those that do (RFC 2195, RFC 4616). */
const BY_STRENGTH = ['CRAM-MD5', 'PLAIN', 'LOGIN'] as const;
type Mechanism = (typeof BY_STRENGTH)[number] | 'NTLM';

const mechanisms = { plain: 'PLAIN', login: 'LOGIN', 'cram-md5': 'CRAM-MD5', ntlm: 'NTLM' } as const;

/** The SASL mechanism to sign in with, or why there is none. */
export type MechanismChoice =
  | { readonly mechanism: Mechanism }
  | { readonly refused: 'AUTH_NOT_OFFERED' | 'AUTH_METHOD_NOT_OFFERED' | 'AUTH_IN_CLEAR_REFUSED' };

/**
 * Chooses the SASL mechanism (RFC 4954 section 4): the one that is asked for, or the strongest that is offered. One that shows the
 * password is taken on an encrypted connection only, unless that is allowed; nothing else ever takes its place.
 */
export function chooseMechanism(offer: ServerOffer, encrypted: boolean, credentials: Credentials): MechanismChoice {
  const offered = offeredMechanisms(offer);
  const { method } = credentials;
  const wanted: readonly Mechanism[] = method === 'automatic' ? BY_STRENGTH : [mechanisms[method]];
  const usable = wanted.filter((mechanism) => offered.includes(mechanism));
  if (usable.length === 0)
    return { refused: insistsOn(method, offered) ? 'AUTH_METHOD_NOT_OFFERED' : 'AUTH_NOT_OFFERED' };
  const safe = usable.find((mechanism) => encrypted || credentials.allowClearText || !showsPassword(mechanism));
  return safe === undefined ? { refused: 'AUTH_IN_CLEAR_REFUSED' } : { mechanism: safe };
}

/** SPA is asked for by its name also where nothing is offered: it never gives way to anything. */
function insistsOn(method: Credentials['method'], offered: readonly string[]): boolean {
  return method === 'ntlm' || (method !== 'automatic' && offered.length > 0);
}

function showsPassword(mechanism: Mechanism): boolean {
  return mechanism === 'PLAIN' || mechanism === 'LOGIN';
}
