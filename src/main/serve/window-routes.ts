import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { WindowFiles } from '../window-files.ts';
import type { Access } from './access.ts';
import { unauthorized } from './bearer.ts';
import { entrancePage } from './entrance.ts';

/** Serves the window to a browser that has the cookie; any other one gets the entrance page at `/`, and nothing elsewhere. */
export function windowRoutes(files: WindowFiles, access: Access): Hono {
  return new Hono().all('*', (context) => {
    const { method, path } = context.req;
    const reads = method === 'GET' || method === 'HEAD';
    if (!access.isCookie(getCookie(context, access.cookie.name))) {
      return reads && path === '/' ? context.html(entrancePage, 401, { 'WWW-Authenticate': 'Bearer' }) : unauthorized();
    }
    if (!reads) return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
    const file = files.get(path);
    if (file === undefined) return new Response(null, { status: 404 });
    const headers = new Headers({ 'Content-Type': file.type });
    if (file.immutable) headers.set('Cache-Control', 'private, max-age=31536000, immutable');
    return new Response(file.bytes, { headers });
  });
}
