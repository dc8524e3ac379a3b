import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { t } from '../../shared/catalogue/index.ts';
import type { Access } from './access.ts';
import { bearerToken, unauthorized } from './bearer.ts';

const COOKIE_LIFETIME_S = 30 * 24 * 60 * 60;

/** What a browser gets that has not been let in: it names nothing, asks for no icon, and only its script knows what to do. */
export const entrancePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>401</title>
<link rel="icon" href="data:,">
<body>
<main><p id="told" role="status"></p></main>
<script src="/enter.js"></script>
`;

// The token comes in the fragment, which no browser sends. It is exchanged for the cookie that opens the window's files,
// and stays in the fragment for the window to take over. A reload could count as coming from where the link was followed,
// which the cookie isn't sent along from; going to another address of this page's own can't.
const entranceScript = (needsLink: string) => `'use strict';
(async () => {
  const key = /^#(?:token|code)=([0-9a-f]{64})$/.exec(location.hash)?.[1];
  const headers = { Authorization: 'Bearer ' + key };
  const reply = key && (await fetch('/enter', { method: 'POST', headers }).catch(() => undefined));
  if (!reply || !reply.ok) {
    document.getElementById('told').textContent = ${JSON.stringify(needsLink)};
    return;
  }
  const { token } = await reply.json();
  history.replaceState(null, '', '/?#token=' + token);
  location.replace('/#token=' + token);
})();
`;

/**
 * The way in: `GET /enter.js` is open to all; `POST /enter` takes the token, or a code that stands for it once, gives the
 * token back and sets the cookie.
 */
export function entrance(access: Access): Hono {
  const script = entranceScript(t('serve.needsLink'));
  return new Hono()
    .get('/enter.js', () => new Response(script, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } }))
    .post('/enter', (context) => {
      const given = bearerToken(context);
      if (!access.isToken(given) && !access.takeCode(given)) return unauthorized();
      setCookie(context, access.cookie.name, access.cookie.value, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: COOKIE_LIFETIME_S,
      });
      return context.json({ token: access.token });
    });
}
