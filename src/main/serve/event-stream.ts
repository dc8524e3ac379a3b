import type { ServerResponse } from 'node:http';
import type { App } from '../app.ts';

/** How much may wait for a reader that has fallen behind. */
const BACKLOG_LIMIT_BYTES = 1024 * 1024;

const encoder = new TextEncoder();

/**
 * Gives the app's events as a stream of server-sent events (WHATWG HTML, section 9.2), with a comment each `heartbeatMs` so
 * that both ends notice when the other one has gone. A reader that falls behind by a mebibyte is cut off: it connects
 * again and reads everything anew, which costs less than its backlog.
 */
export function eventStream(app: App, outgoing: ServerResponse, heartbeatMs: number): Response {
  let release = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) > 0) return;
          release();
          outgoing.destroy();
        };
        const unsubscribe = app.subscribe((name, payload) =>
          send(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`),
        );
        const heartbeat = setInterval(() => send(':\n\n'), heartbeatMs);
        release = () => {
          unsubscribe();
          clearInterval(heartbeat);
        };
        send(':\n\n');
      },
      cancel: () => release(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG_LIMIT_BYTES }),
  );
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } });
}
