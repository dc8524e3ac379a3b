import { describe, expect, it, vi } from 'vitest';
import type * as Confirmation from '../../src/main/cli/confirmation.ts';
import { fail, succeed } from '../../src/shared/result.ts';
import { expectFailure } from '../app-under-test.ts';
import { playCommand } from './played-command.ts';

const confirmed = vi.hoisted(() => vi.fn<typeof Confirmation.confirm>());
// Nobody sits at a terminal here: the real one is asked unless a test answers.
vi.mock(import('../../src/main/cli/confirmation.ts'), async (original) => {
  const { confirm } = await original();
  return { confirm: confirmed.mockImplementation(confirm) };
});

const status = {
  paused: false,
  pause: null,
  circuit: null,
  counts: { pending: 0, sending: 0, failed: 0, held: 0, unknown: 0 },
  total: 0,
  nextAttemptAt: null,
  workers: 1,
  throttledUntil: null,
};
const circuit = {
  openedAt: '2026-11-22T10:00:00.000Z',
  failure: { code: 'AUTH_REJECTED', message: 'mail.example.org refused to sign in.' },
  deliveryId: 3,
  nextProbeAt: '2026-11-22T10:01:00.000Z',
} as const;

const item = (id: number) => ({
  id,
  state: 'pending',
  kind: 'notification',
  notification: 'ticket-created',
  initiator: null,
  queuedAt: '2026-11-22T10:00:00.000Z',
  server: '127.0.0.1:25',
  from: 'a@b.example',
  to: ['pat@example.org'],
  cc: [],
  bcc: ['boss@example.org'],
  subject: `Subject ${id}`,
  messageId: `<${id}@b.example>`,
  attempts: 1,
  nextAttemptAt: '2026-11-22T10:05:00.000Z',
  waitsFor: 'greylisting',
  heldBecause: null,
  sendNow: false,
  attachments: { count: 2, sizeBytes: 10 },
  contentType: 'text/plain',
  sizeBytes: 100,
  lastReply: '451 4.7.1 Greylisted\x1b[2J',
  error: null,
  similar: 0,
});

describe('queue list', () => {
  it('asks for what was said, and shows it on lines that do nothing to a terminal', async () => {
    const listed = succeed({ paused: true, total: 3, messages: 9, newest: 9, items: [item(7)], next: 7 });
    const { text, calls } = await playCommand(
      ['queue', 'list', '--state', 'pending', '--search', 'pat', '--limit', '1', '--after', '6'],
      { 'queue.list': () => listed },
    );
    expect(calls).toEqual([{ name: 'queue.list', input: { state: 'pending', search: 'pat', limit: 1, after: 6 } }]);
    expect(text).toMatch(/^ID +STATE +QUEUED/);
    expect(text).toMatch(
      /7 +pending .*pat@example.org, boss@example.org +Subject 7 .*greylisted.* 451 4.7.1 Greylisted\\x1b/,
    );
    expect(text).toContain('9 messages in 3 rows.');
    expect(text).toContain('--after 7');
    expect(text).toContain('The queue is paused.');
  });

  it('says that there is nothing', async () => {
    const listed = succeed({ paused: false, total: 0, messages: 0, newest: 0, items: [], next: null });
    expect((await playCommand(['queue', 'list'], { 'queue.list': () => listed })).text).toBe(
      'The queue has no such messages.',
    );
  });
});

describe('queue status', () => {
  it.each([
    ['nobody sends', { workers: 0 }, 'No Postroom sends now'],
    ['it is paused', { paused: true, pause: { by: 'pat', at: circuit.openedAt, why: 'moving house' } }, 'moving house'],
    ['the connection is at fault', { circuit }, 'refused to sign in'],
    ['a limit is used up', { throttledUntil: '2026-11-22T11:00:00.000Z' }, 'Limit used up until'],
    ['some failed', { counts: { ...status.counts, failed: 4 }, total: 4 }, /Failed +4/],
  ])('says that %s', async (_name, part, says) => {
    const { text } = await playCommand(['queue', 'status'], {
      'queue.status': () => succeed({ ...status, ...part }),
    });
    expect(text).toMatch(says);
  });
});

describe('queue run --once', () => {
  const nothing = { sent: 0, failed: 0, unknown: 0, pending: 0 };
  it.each([
    ['nothing was due', nothing, undefined],
    ['all left', { ...nothing, sent: 3 }, undefined],
    ['some wait', { ...nothing, sent: 3, pending: 2 }, undefined],
    ['one failed', { ...nothing, sent: 3, failed: 1 }, 1],
    ['the outcome of one is unknown', { ...nothing, unknown: 1 }, 1],
  ])('when %s it tells so, and its exit code does', async (_name, counts, exitCode) => {
    const {
      result,
      exitCode: code,
      options,
    } = await playCommand(['queue', 'run', '--once'], {
      'queue.run': () => succeed(counts),
      'queue.status': () => succeed(status),
    });
    expect([result, code, options]).toEqual([succeed(counts), exitCode, undefined]);
  });

  it('fails with what the connection suffers from while messages wait for that', async () => {
    const counts = { ...nothing, pending: 2 };
    const { result } = await playCommand(['queue', 'run', '--once'], {
      'queue.run': () => succeed(counts),
      'queue.status': () => succeed({ ...status, circuit }),
    });
    expect(result).toEqual({ ok: false, error: circuit.failure, value: counts });
  });
});

describe('queue retry, hold, release, delete and resolve', () => {
  it.each([
    [['retry', '3', '4', '3'], 'queue.retry', { ids: [3, 4] }, '2 messages are tried again.'],
    [['hold', '--all'], 'queue.hold', { ids: 'all' }, '2 messages are held.'],
    [
      ['release', '--all', '--state', 'held', '--search', 'x'],
      'queue.release',
      { ids: 'all', state: 'held', search: 'x' },
      '2 messages are released.',
    ],
    [['delete', '3', '--yes'], 'queue.delete', { ids: [3] }, '2 messages have been deleted.'],
    [['resolve', '3', '--sent'], 'queue.resolve', { ids: [3], as: 'sent' }, '2 messages count as sent.'],
    [['resolve', '--all', '--again'], 'queue.resolve', { ids: 'all', as: 'again' }, '2 messages are sent again.'],
  ] as const)('%j', async (args, name, input, says) => {
    const { calls, text } = await playCommand(['queue', ...args], { [name]: () => succeed({ changed: 2 }) });
    expect(calls).toEqual([{ name, input }]);
    expect(text).toBe(says);
    const none = await playCommand(['queue', ...args], { [name]: () => succeed({ changed: 0 }) });
    expect(none.text).toMatch(/^No/);
  });

  it.each([
    [['retry', '3', '4'], 'queue.retry'],
    [['hold', '3', '4'], 'queue.hold'],
    [['release', '4', '3', '3'], 'queue.release'],
    [['delete', '3', '4', '--yes'], 'queue.delete'],
    [['resolve', '3', '4', '--sent'], 'queue.resolve'],
    [['send', '3', '4'], 'queue.send'],
  ] as const)('%j of messages that are not there is a failure, and of one of them is told', async (args, name) => {
    const play = (changed: number, missing: number[]) =>
      playCommand(['queue', ...args], {
        [name]: () => succeed({ changed, missing, ids: [3] }),
        'queue.run': () => succeed({ sent: 1, failed: 0, unknown: 0, pending: 0 }),
        'queue.status': () => succeed(status),
        'queue.list': () => succeed({ paused: false, total: 0, messages: 0, newest: 9, next: null, items: [] }),
        'log.get': () => fail({ code: 'NOT_FOUND', message: 'x' }),
      });
    const none = await play(0, [3, 4]);
    expect(expectFailure(none.result, 'NOT_FOUND').message).toBe('There are no such messages in the queue: 3, 4.');
    const one = await play(1, [4]);
    expect([one.result.ok, one.notices, one.exitCode]).toEqual([true, ['There is no message 4 in the queue.'], 2]);
  });

  it.each([
    [0, '1 message has no recipients and can’t be sent.'],
    [2, '2 messages are tried again.\n1 message has no recipients and can’t be sent.'],
  ])('says of a message why it isn’t tried again, with %i others that are', async (changed, says) => {
    const answer = () => succeed({ changed, withoutRecipients: 1, ids: [] });
    expect((await playCommand(['queue', 'retry', '--all'], { 'queue.retry': answer })).text).toBe(says);
    if (changed === 0)
      expect((await playCommand(['queue', 'send', '--all'], { 'queue.send': answer })).text).toBe(says);
  });

  it('nothing is deleted unasked where nobody can be asked', async () => {
    const { result, names } = await playCommand(['queue', 'delete', '--all', '--state', 'failed'], {
      'queue.count': () => succeed({ messages: 12, newest: 40 }),
    });
    expect(expectFailure(result, 'INVALID_INPUT').field).toBe('yes');
    expect(names).toEqual(['queue.count']);
  });

  it('asks with the number of messages, and deletes none that came after the question', async () => {
    confirmed.mockResolvedValueOnce(succeed(null));
    const { calls, text } = await playCommand(['queue', 'delete', '--all', '--state', 'failed'], {
      'queue.count': () => succeed({ messages: 12, newest: 40 }),
      'queue.delete': () => succeed({ changed: 12 }),
    });
    expect(confirmed).toHaveBeenCalledWith('Delete 12 messages from the queue?', false);
    expect(calls).toEqual([
      { name: 'queue.count', input: { ids: 'all', state: 'failed', action: 'delete' } },
      { name: 'queue.delete', input: { ids: 'all', state: 'failed', upTo: 40 } },
    ]);
    expect(text).toBe('12 messages have been deleted.');
  });

  it('asks nothing when there is nothing to delete', async () => {
    const { names, text } = await playCommand(['queue', 'delete', '7'], {
      'queue.count': () => succeed({ messages: 0, newest: 40 }),
      'queue.delete': () => succeed({ changed: 0 }),
    });
    expect([names, text]).toEqual([
      ['queue.count', 'queue.delete'],
      'No message was deleted: none of these is there, or it is under way.',
    ]);
  });
});

describe('queue pause and resume', () => {
  it.each([
    [['pause', '--why', 'moving house'], { why: 'moving house' }, { underWay: 0 }, 'The queue is paused.'],
    [['pause'], {}, { underWay: 1 }, 'The queue is paused. 1 message that had begun is still under way.'],
    [['resume'], {}, { resumed: true }, 'The queue goes on.'],
    [['resume'], {}, { resumed: false }, 'The queue was not paused.'],
  ])('%j', async (args, input, value, says) => {
    const name = `queue.${args[0]}`;
    const { calls, text } = await playCommand(['queue', ...args], { [name]: () => succeed(value) });
    expect([calls, text]).toEqual([[{ name, input }], says]);
  });
});

describe('queue send', () => {
  const answers = {
    'queue.send': () => succeed({ changed: 2, ids: [7, 9] }),
    'queue.run': () => succeed({ sent: 1, failed: 1, unknown: 0, pending: 0 }),
    'queue.status': () => succeed({ ...status, paused: true }),
    'log.get': () => succeed({ status: 'sent', reply: '250 Accepted', error: null }),
  };

  it('sends what was named, and says what became of each', async () => {
    const { calls, text, exitCode } = await playCommand(['queue', 'send', '7', '9'], {
      ...answers,
      'queue.list': ({ after }: { after: number }) =>
        succeed({
          paused: true,
          total: 1,
          messages: 1,
          newest: 9,
          next: null,
          items: after < 9 ? [{ ...item(9), state: 'failed' }] : [],
        }),
    });
    expect(calls.slice(0, 2)).toEqual([
      { name: 'queue.send', input: { ids: [7, 9] } },
      { name: 'queue.run', input: { ids: [7, 9] } },
    ]);
    expect(text?.toString().split('\n')).toEqual([
      '7  sent  250 Accepted',
      '9  failed  451 4.7.1 Greylisted\\x1b[2J',
      '1 message was sent. 1 failed.',
      'The queue is paused.',
    ]);
    expect(exitCode).toBe(1);
  });

  it('runs all that are sent now, those of a storm among them', async () => {
    const { calls } = await playCommand(['queue', 'send', '--all', '--state', 'held'], {
      ...answers,
      'queue.send': () => succeed({ changed: 60, ids: Array.from({ length: 60 }, (_, index) => index + 3) }),
    });
    expect(calls[0]).toEqual({ name: 'queue.send', input: { ids: 'all', state: 'held' } });
    expect(calls[1]).toMatchObject({ name: 'queue.run', input: { ids: { length: 60 } } });
  });

  it('runs nothing when there is nothing to send', async () => {
    const { names, text } = await playCommand(['queue', 'send', '7'], {
      ...answers,
      'queue.send': () => succeed({ changed: 0, ids: [] }),
    });
    expect([names, text]).toEqual([['queue.send'], 'No message was sent: none of these can be.']);
  });

  it('tells a failure of the storage as it is', async () => {
    const failure = fail({ code: 'STORAGE_UNAVAILABLE', message: 'x' });
    const { result } = await playCommand(['queue', 'send', '7'], { ...answers, 'queue.run': () => failure });
    expect(result).toEqual(failure);
  });
});

describe('queue probe', () => {
  it.each([
    [{ tried: true, circuit: null }, 'The connection works again.'],
    [{ tried: false, circuit: null }, 'There was nothing to try: no message waits for the connection.'],
  ])('%j', async (value, says) => {
    const { calls, result, text } = await playCommand(['queue', 'probe'], { 'queue.probe': () => succeed(value) });
    expect([calls, result, text]).toEqual([[{ name: 'queue.probe', input: {} }], succeed(value), says]);
  });

  it.each([
    [true, undefined],
    [false, 'There is no message to try it with now. “postroom test” tries the settings.'],
  ])('fails with what the connection suffers from; tried: %j', async (tried, says) => {
    const value = { tried, circuit };
    const { result, text } = await playCommand(['queue', 'probe'], { 'queue.probe': () => succeed(value) });
    expect([result, text]).toEqual([{ ok: false, error: circuit.failure, value }, says]);
  });
});
