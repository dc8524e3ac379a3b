const KEY = 'postroom-token';
const IN_FRAGMENT = /^#token=([0-9a-f]{16,128})$/;

/** Moves a token from the address bar, where it would be seen and bookmarked, into this origin's storage. */
export function takeTokenFromAddress(): void {
  const token = IN_FRAGMENT.exec(location.hash)?.[1];
  if (token === undefined) return;
  localStorage.setItem(KEY, token);
  history.replaceState(null, '', location.pathname);
}

/** Gives the token now: another tab may have been opened with a newer link. Empty when there is none. */
export function currentToken(): string {
  return localStorage.getItem(KEY) ?? '';
}

/** Calls back when another tab stores a token. */
export function onNewToken(listener: () => void): void {
  addEventListener('storage', (event) => {
    if (event.key === KEY) listener();
  });
}
