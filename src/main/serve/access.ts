import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a code is good: a browser takes a moment to start; after that, a link nobody followed is worth nothing. */
export const codeLifetimeMs = 120_000;

/** What opens the service, made anew at each start and kept nowhere. */
export type Access = {
  /** 256 bits in hexadecimal. The only thing that opens `/api`. */
  readonly token: string;
  /** Opens the window's files, never `/api`: cookies know no ports, so another service on this computer may get to see it. */
  readonly cookie: { readonly name: string; readonly value: string };
  readonly isToken: (given: string | undefined) => boolean;
  readonly isCookie: (given: string | undefined) => boolean;
  /** Gives a code that stands for the token once and for two minutes. `onTaken` is called when it has done so. */
  readonly issueCode: (onTaken?: () => void) => string;
  /** True for a code that was issued, not yet used and not too old; it is used up by this. */
  readonly takeCode: (given: string | undefined) => boolean;
};

/** Makes the secrets of one start. `now` gives milliseconds. */
export function createAccess(port: number, now: () => number = Date.now): Access {
  const token = secret();
  const cookie = { name: `entrance-${port}`, value: secret() };
  const codes = new Map<string, { readonly expires: number; readonly onTaken: (() => void) | undefined }>();
  return {
    token,
    cookie,
    isToken: (given) => same(given, token),
    isCookie: (given) => same(given, cookie.value),
    issueCode: (onTaken) => {
      const code = secret();
      codes.set(code, { expires: now() + codeLifetimeMs, onTaken });
      return code;
    },
    takeCode: (given) => {
      const found = [...codes].find(([code]) => same(given, code));
      if (found === undefined) return false;
      const [code, { expires, onTaken }] = found;
      codes.delete(code);
      if (now() > expires) return false;
      onTaken?.();
      return true;
    },
  };
}

function secret(): string {
  return randomBytes(32).toString('hex');
}

/** Compares in a time that tells nothing of where the two differ, nor of their lengths. */
function same(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected));
}
