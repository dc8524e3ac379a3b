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

const OVER_TLS = ['PLAIN', 'LOGIN', 'CRAM-MD5'];
const IN_CLEAR = ['CRAM-MD5', 'PLAIN', 'LOGIN'];

/** Chooses the SASL mechanism to sign in with: unencrypted, the one that doesn't show the password. Undefined when none fits. */
export function chooseMechanism(offer: ServerOffer, encrypted: boolean): string | undefined {
  const offered = offeredMechanisms(offer);
  return (encrypted ? OVER_TLS : IN_CLEAR).find((mechanism) => offered.includes(mechanism));
}
