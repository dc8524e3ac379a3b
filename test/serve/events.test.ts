import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { waitFor } from '../wait.ts';
import { playApp } from './played-app.ts';
import { type ServiceUnderTest, startServiceUnderTest } from './service-under-test.ts';

type Listener = { readonly reply: IncomingMessage; readonly sent: ClientRequest; readonly text: () => string };

/** Opens the stream of events; `reads: false` leaves what comes unread. */
async function listen({ service, token }: ServiceUnderTest, { reads = true } = {}): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}` };
    const options = { host: '127.0.0.1', port: service.port, path: '/api/events', headers, agent: false };
    const sent = request(options, (reply) => {
      let text = '';
      reply.on('error', () => {});
      if (reads) {
        reply.setEncoding('utf8');
        reply.on('data', (chunk) => {
          text += chunk;
        });
      }
      resolve({ reply, sent, text: () => text });
    });
    sent.on('error', reject);
    sent.end();
    onTestFinished(() => void sent.destroy());
  });
}

it('an event reaches everyone who listens', async () => {
  const played = playApp();
  const under = await startServiceUnderTest(played.app);
  const listeners = [await listen(under), await listen(under)];
  for (const { reply } of listeners) expect(reply.headers['content-type']).toMatch(/^text\/event-stream/);
  await waitFor('both to be subscribed', () => (played.listeners() === 2 ? true : undefined));
  const step = { step: 'connect', status: 'ok', startedMs: 1, durationMs: 2, detail: 'two\nlines' } as const;
  played.emit('log.changed', {});
  played.emit('test.step', { testId: 'a', index: 1, step });
  for (const { text } of listeners) {
    await waitFor('both events', () => (text().includes('test.step') ? true : undefined));
    expect(text()).toContain('event: log.changed\ndata: {}\n\n');
    expect(text()).toContain(`event: test.step\ndata: ${JSON.stringify({ testId: 'a', index: 1, step })}\n\n`);
  }
});

it('a comment shows each so often that the connection stands', async () => {
  const under = await startServiceUnderTest(playApp().app, { heartbeatMs: 20 });
  const { text } = await listen(under);
  await waitFor('three heartbeats', () => (text().split(':\n\n').length > 3 ? true : undefined));
});

it('who has gone is forgotten, and can come back', async () => {
  const played = playApp();
  const under = await startServiceUnderTest(played.app);
  const first = await listen(under);
  first.sent.destroy();
  await waitFor('the listener to be forgotten', () => (played.listeners() === 0 ? true : undefined));
  const second = await listen(under);
  await waitFor('the second one', () => (played.listeners() === 1 ? true : undefined));
  played.emit('settings.changed', {});
  await waitFor('the event', () => (second.text().includes('settings.changed') ? true : undefined));
});

it('who doesn’t read is cut off, and the others go on', async () => {
  const played = playApp();
  const under = await startServiceUnderTest(played.app);
  const idle = await listen(under, { reads: false });
  const busy = await listen(under);
  await waitFor('both to be subscribed', () => (played.listeners() === 2 ? true : undefined));
  const detail = 'x'.repeat(100_000);
  const step = { step: 'data', status: 'running', startedMs: 0, durationMs: 0, detail } as const;
  // Far beyond what the two sockets' own buffers can take; a round trip in between lets the busy one read.
  for (let index = 0; index < 400 && played.listeners() === 2; index++) {
    played.emit('test.step', { testId: 'a', index, step });
    await waitFor('the busy one', () => (busy.text().includes(`"index":${index},`) ? true : undefined));
  }
  expect(played.listeners()).toBe(1);
  idle.reply.resume();
  await waitFor('the idle one to be cut off', () => (idle.reply.destroyed ? true : undefined));
  played.emit('log.changed', {});
  await waitFor('the event', () => (busy.text().includes('log.changed') ? true : undefined));
});

it('the end of the service ends the streams', async () => {
  const played = playApp();
  const under = await startServiceUnderTest(played.app);
  const { reply } = await listen(under);
  await under.service.close();
  await waitFor('the end', () => (reply.destroyed ? true : undefined));
  expect(played.listeners()).toBe(0);
});
