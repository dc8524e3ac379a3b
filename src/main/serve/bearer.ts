import type { Context } from 'hono';

/** Gives the token of an `Authorization: Bearer` header (RFC 6750 section 2.1). */
export function bearerToken(context: Context): string | undefined {
  return /^Bearer ([0-9a-f]{64})$/i.exec(context.req.header('Authorization') ?? '')?.[1];
}

/** The answer to a caller without the right to ask: a status, and nothing else. */
export function unauthorized(): Response {
  return new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
}
