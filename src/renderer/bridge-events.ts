import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type EventName, events } from '../shared/contract.ts';
import { currentToken, onNewToken } from './bridge-token.ts';
import type { Connection } from './connection.ts';

/** The service writes at least a comment every 15 s; a stream that is silent for longer than this is dead. */
const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** All that only say that something changed. */
const toReadAnew = (Object.keys(events) as EventName[]).filter((name) => name.endsWith('.changed'));

/** Reads the service's event stream for as long as the window lives, and opens it again with growing pauses when it breaks. */
export function followEvents(connection: Connection, deliver: (name: string, payload: unknown) => void): void {
  let pause = FIRST_PAUSE_MS;
  let wake = () => {};
  onNewToken(() => wake());
  addEventListener('online', () => wake());

  const once = async (): Promise<void> => {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const response = await fetch('/api/events', {
        headers: { authorization: `Bearer ${currentToken()}` },
        signal: silence.signal,
      });
      if (response.status === 401 || response.status === 403) return connection.set('refused');
      if (!response.ok || response.body === null) return connection.set('lost');
      pause = FIRST_PAUSE_MS;
      connection.set('connected');
      // What changed after it was read and before the stream was open, nobody has told.
      for (const name of toReadAnew) deliver(name, {});
      const heard = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), SILENCE_MS);
          controller.enqueue(chunk);
        },
      });
      const messages = response.body
        .pipeThrough(heard)
        .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
        .pipeThrough(new EventSourceParserStream());
      const reader = messages.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (next.value.event !== undefined) deliver(next.value.event, JSON.parse(next.value.data));
      }
      connection.set('lost');
    } catch {
      connection.set('lost');
    } finally {
      clearTimeout(timer);
    }
  };

  const forever = async (): Promise<never> => {
    for (;;) {
      await once();
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };
  void forever();
}
