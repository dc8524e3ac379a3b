import { setImmediate as aMoment } from 'node:timers/promises';
import type { Context } from 'hono';
import type { ActionReport } from '../../shared/action.ts';
import { CALLS_PER_MINUTE } from '../../shared/api-token.ts';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result } from '../../shared/result.ts';
import type { App } from '../app.ts';
import type { Access } from './access.ts';
import { bearerToken, unauthorized } from './bearer.ts';
import { createBodyReader, NOTIFY_LIMIT_BYTES } from './body-reader.ts';
import { isJson, parseText } from './json-body.ts';
import { createRateLimit } from './rate-limit.ts';
import { statusOfFailure } from './status-codes.ts';

const MINUTE_MS = 60_000;
const MOST_FAILED_SIGN_INS = 60;

/** Whoever calls: the window, or the holder of an API token. */
type Caller = { readonly key: number | 'window'; readonly name: string | undefined };

/**
 * `POST /api/notify`: runs an Action for a program that has an API token, which opens nothing else. The body is the input
 * of `actions.run` with its files in full; the key of a repeated call may stand in the header `Idempotency-Key` as well.
 * Answers 202 when the message is in the queue, 200 when an earlier call had brought it there or there was nothing to queue.
 *
 * @param now gives milliseconds that never go back
 */
export function notifyRoute(app: App, access: Access, now?: () => number): (context: Context) => Promise<Response> {
  const calls = createRateLimit(CALLS_PER_MINUTE, MINUTE_MS, now);
  const failedSignIns = createRateLimit(MOST_FAILED_SIGN_INS, MINUTE_MS, now);
  const read = createBodyReader();
  return async (context) => {
    const caller = callerOf(context, app, access);
    if (caller === undefined) {
      const wait = failedSignIns.take('all');
      return wait === 0
        ? unauthorized()
        : new Response(null, { status: 429, headers: { 'Retry-After': String(wait) } });
    }
    if (context.req.method !== 'POST') {
      context.header('Allow', 'POST');
      return context.json(fail({ code: 'INVALID_INPUT', message: t('serve.wrongMethod') }), 405);
    }
    const wait = caller.key === 'window' ? 0 : calls.take(caller.key);
    if (wait > 0) return tooMany(context, wait, t('serve.notify.tooManyCalls', { limit: CALLS_PER_MINUTE }));
    if (!isJson(context.req.header('Content-Type'))) {
      return context.json(fail({ code: 'INVALID_INPUT', message: t('serve.notJson') }), 415);
    }
    const body = await read(context.req.raw.body);
    if ('refused' in body) return refuse(context, body.refused);
    try {
      // Between decoding and parsing, others have their turn.
      await aMoment();
      const parsed = parseText(body.text);
      if (parsed === undefined) return refuse(context, 'not-text');
      const input = actionOf(parsed.value, caller, context.req.header('Idempotency-Key'));
      return answer(context, input.ok ? await app.dispatch('actions.run', input.value) : input);
    } finally {
      body.release();
    }
  };
}

function callerOf(context: Context, app: App, access: Access): Caller | undefined {
  if (access.isToken(bearerToken(context))) return { key: 'window', name: undefined };
  const given = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(context.req.header('Authorization') ?? '')?.[1];
  const holder = given === undefined ? undefined : app.verifyToken(given);
  return holder === undefined ? undefined : { key: holder.id, name: holder.name };
}

function refuse(context: Context, refused: 'too-large' | 'too-many' | 'not-text'): Response {
  if (refused === 'too-many') return tooMany(context, 1, t('serve.notify.tooMuchAtOnce'));
  if (refused === 'not-text') return context.json(fail({ code: 'INVALID_INPUT', message: t('serve.notJson') }), 400);
  const limit = NOTIFY_LIMIT_BYTES / 1_048_576;
  const message = t('serve.notify.tooLarge', { limit });
  return context.json(fail({ code: 'ATTACHMENTS_TOO_LARGE', message, help: t('serve.notify.tooLarge.help') }), 413);
}

function tooMany(context: Context, seconds: number, message: string): Response {
  context.header('Retry-After', String(seconds));
  return context.json(fail({ code: 'RATE_LIMITED', message }), 429);
}

function answer(context: Context, result: Result<unknown>): Response {
  if (!result.ok) return context.json(result, statusOfFailure[result.error.code]);
  // The contract is what makes this type true.
  const { state, duplicateOf } = result.value as ActionReport;
  const queued = duplicateOf === undefined && state !== 'skipped' && state !== 'cancelled';
  return context.json(result, queued ? 202 : 200);
}

/** Gives the input of `actions.run`; everything about it that isn't refused here is for the core to judge. */
function actionOf(body: unknown, caller: Caller, keyHeader: string | undefined): Result<unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { ok: true, value: body };
  const given = body as Readonly<Record<string, unknown>>;
  const files: readonly unknown[] = Array.isArray(given.attachments) ? given.attachments : [];
  const uploaded = files.findIndex((file) => typeof file === 'object' && file !== null && 'uploadId' in file);
  if (uploaded >= 0) return refusal(t('serve.notify.inFull'), `attachments.${uploaded}.uploadId`);
  // As a string of RFC 9651 section 3.3.3, or bare.
  const key = keyHeader === undefined ? undefined : keyHeader.replace(/^"(.*)"$/, '$1');
  if (key !== undefined && given.idempotencyKey !== undefined && given.idempotencyKey !== key)
    return refusal(t('serve.notify.twoKeys'), 'idempotencyKey');
  return {
    ok: true,
    value: {
      ...given,
      ...(key === undefined ? {} : { idempotencyKey: key }),
      ...(given.initiator === undefined && caller.name !== undefined ? { initiator: caller.name } : {}),
    },
  };
}

function refusal(message: string, field: string): { ok: false; error: Failure } {
  return fail({ code: 'INVALID_INPUT', message, field });
}
