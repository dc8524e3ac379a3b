import { setImmediate as aMoment } from 'node:timers/promises';
import type { Context } from 'hono';
import type { ActionReport } from '../../shared/action.ts';
import { CALLS_PER_MINUTE } from '../../shared/api-token.ts';
import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { App } from '../app.ts';
import type { Access } from './access.ts';
import { bearerToken } from './bearer.ts';
import { createBodyReader, MOST_PARTS, NOTIFY_LIMIT_BYTES, type Refused } from './body-reader.ts';
import { isJson, parseText } from './json-body.ts';
import { createRateLimit } from './rate-limit.ts';
import { statusOfFailure } from './status-codes.ts';

const MINUTE_MS = 60_000;
const MOST_FAILED_SIGN_INS = 60;
/** Characters of a request beside its files. */
const VALUES_LIMIT_BYTES = 2 * 1_048_576;

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
    const known = callerOf(context, app, access);
    if (!known.ok) return context.json(withoutPaths(known), statusOfFailure[known.error.code]);
    const caller = known.value;
    if (caller === undefined) {
      const wait = failedSignIns.take('all');
      return wait === 0 ? unknownCaller(context) : tooMany(context, wait, t('serve.notify.tooManyWrong'));
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
      if (input.ok && bytesBesideFiles(body.text, input.value) > VALUES_LIMIT_BYTES)
        return refuse(context, 'too-much-data');
      const result = input.ok ? await app.dispatch('actions.run', input.value) : input;
      return answer(context, caller.key === 'window' ? result : withoutPaths(result));
    } finally {
      body.release();
    }
  };
}

function callerOf(context: Context, app: App, access: Access): Result<Caller | undefined> {
  if (access.isToken(bearerToken(context))) return succeed({ key: 'window', name: undefined });
  const given = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(context.req.header('Authorization') ?? '')?.[1];
  const holder = given === undefined ? succeed(undefined) : app.verifyToken(given);
  if (!holder.ok) return fail(holder.error);
  return succeed(holder.value === undefined ? undefined : { key: holder.value.id, name: holder.value.name });
}

function unknownCaller(context: Context): Response {
  context.header('WWW-Authenticate', 'Bearer');
  const [message, help] = [t('serve.notify.noToken'), t('serve.notify.noToken.help')];
  return context.json(fail({ code: 'TOKEN_INVALID', message, help }), 401);
}

function refuse(context: Context, refused: Refused | 'too-much-data'): Response {
  if (refused === 'too-many') return tooMany(context, 1, t('serve.notify.tooMuchAtOnce'));
  if (refused === 'not-text') return context.json(fail({ code: 'INVALID_INPUT', message: t('serve.notJson') }), 400);
  if (refused === 'too-much-data')
    return context.json(
      fail({
        code: 'INVALID_INPUT',
        message: t('serve.notify.tooMuchData', { limit: VALUES_LIMIT_BYTES / 1_048_576 }),
        field: 'data',
      }),
      413,
    );
  if (refused === 'too-many-parts')
    return context.json(
      fail({ code: 'INVALID_INPUT', message: t('serve.notify.tooManyParts', { limit: MOST_PARTS }) }),
      413,
    );
  return context.json(fail(tooLarge(context.req.header('Content-Length'))), 413);
}

/** The door's own limit, told apart from that of the settings. The figures are the request's, as far as it announced its size. */
function tooLarge(announced: string | undefined): Failure {
  const total = /^\d{1,15}$/.test(announced ?? '') ? Number(announced) : undefined;
  return {
    code: 'ATTACHMENTS_TOO_LARGE',
    message: t('serve.notify.tooLarge', { limit: NOTIFY_LIMIT_BYTES / 1_048_576 }),
    help: t('serve.notify.tooLarge.help'),
    ...(total === undefined ? {} : { attachments: { limitBytes: NOTIFY_LIMIT_BYTES, totalBytes: total, largest: [] } }),
  };
}

function tooMany(context: Context, seconds: number, message: string): Response {
  context.header('Retry-After', String(seconds));
  return context.json(fail({ code: 'RATE_LIMITED', message }), 429);
}

/** How long a body is but for its files: what fills the notification. */
function bytesBesideFiles(text: string, input: unknown): number {
  const { attachments } = Object(input) as { readonly attachments?: unknown };
  const files: readonly unknown[] = Array.isArray(attachments) ? attachments : [];
  return files.reduce((left: number, file) => {
    const { base64 } = Object(file) as { readonly base64?: unknown };
    return typeof base64 === 'string' ? left - base64.length : left;
  }, text.length);
}

/** What is the matter on this computer, and where, is nothing for those who only may send. */
function withoutPaths<T>(result: Result<T>): Result<T> {
  if (result.ok || !/^(INTERNAL|STORAGE_.*)$/.test(result.error.code)) return result;
  const { code } = result.error;
  const message = code === 'INTERNAL' ? t('failure.INTERNAL') : t('serve.notify.storage');
  return fail({ code, message, help: t('serve.notify.storage.help') });
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
      ...(caller.name === undefined ? {} : { token: caller.name }),
    },
  };
}

function refusal(message: string, field: string): { ok: false; error: Failure } {
  return fail({ code: 'INVALID_INPUT', message, field });
}
