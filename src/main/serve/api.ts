import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { App } from '../app.ts';
import type { Access } from './access.ts';
import { bearerToken, unauthorized } from './bearer.ts';
import { eventStream } from './event-stream.ts';
import { isJson, parseJson } from './json-body.ts';
import { notifyRoute } from './notify.ts';
import { statusOfFailure } from './status-codes.ts';

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

type Env = { Bindings: HttpBindings };

/**
 * The contract over HTTP: `POST /api/OPERATION` takes the operation's input as JSON and answers its Result as JSON;
 * `GET /api/events` streams the events. Both need the token. Whoever has it is told what was wrong with a request, in a
 * Result too; whoever doesn't gets 401 for whatever was asked. `POST /api/notify` takes API tokens as well.
 * A caller that hangs up doesn't cancel the operation: what it did is in the log.
 */
export function api(app: App, access: Access, heartbeatMs: number): Hono<Env> {
  const routes = new Hono<Env>();
  routes.all('/notify', notifyRoute(app, access));
  routes.use(async (context, next) => (access.isToken(bearerToken(context)) ? await next() : unauthorized()));
  routes.get('/events', (context, next) =>
    // HEAD comes here as well, and would leave a stream behind that nobody reads.
    context.req.method === 'GET' ? eventStream(app, context.env.outgoing, heartbeatMs) : next(),
  );
  routes.post(
    '/:operation',
    bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: (context) => refuse(context, 413, t('serve.tooLarge')) }),
    async (context) => {
      if (!isJson(context.req.header('Content-Type'))) return refuse(context, 415, t('serve.notJson'));
      const input = parseJson(await context.req.arrayBuffer());
      if (input === undefined) return refuse(context, 400, t('serve.notJson'));
      const result = await app.dispatch(context.req.param('operation'), input.value);
      return context.json(result, result.ok ? 200 : statusOfFailure[result.error.code]);
    },
  );
  routes.all('/:operation', (context) => {
    context.header('Allow', context.req.param('operation') === 'events' ? 'GET' : 'POST');
    return refuse(context, 405, t('serve.wrongMethod'));
  });
  routes.all('*', (context) => refuse(context, 404, t('serve.nothingHere')));
  routes.onError((_error, context) => {
    const failure: Result<never> = fail({ code: 'INTERNAL', message: t('serve.internal') });
    return context.json(failure, 500);
  });
  return routes;
}

function refuse(context: Context, status: 400 | 404 | 405 | 413 | 415, message: string): Response {
  return context.json(fail({ code: 'INVALID_INPUT', message }), status);
}
