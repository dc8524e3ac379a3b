import { describe, expect, onTestFinished, test } from 'vitest';
import { type MessageSource, messageOf } from '../../src/main/mail/message-source.ts';
import { waitFor } from '../wait.ts';
import { type LineMoment, startLineServer } from './line-server.ts';
import { brief, openLine } from './line-under-test.ts';

const small = messageOf(Buffer.from('Subject: Small\r\n\r\n.\r\n'));
const large = messageOf(Buffer.from(`${'z'.repeat(70)}\r\n`.repeat(30_000)));
const sizes: readonly [string, MessageSource][] = [
  ['small', small],
  ['large', large],
];

describe.for(sizes)('whoever is asked before the end of a %s message goes out', ([, message]) => {
  test('is asked once, after the server has said that it wants it', async () => {
    const server = await startLineServer();
    const { send } = openLine(server.port);
    const asked: string[] = [];
    const beforeFinalDot = async () => {
      asked.push(`${server.verbs()}, ${server.messages.length} messages`);
      return true;
    };
    expect(brief(await send({ message, beforeFinalDot }))).toBe('sent new');
    expect(asked).toEqual(['EHLO MAIL RCPT DATA, 0 messages']);
    expect(server.messages).toHaveLength(1);
  });

  test.for([
    ['says no', () => Promise.resolve(false)],
    ['can’t say', () => Promise.reject(new Error('The disk is full.'))],
  ] as const)('and %s: the server doesn’t get it', async ([, beforeFinalDot]) => {
    const server = await startLineServer();
    const { line, send } = openLine(server.port);
    await send();
    const outcome = await send({ message, beforeFinalDot });
    expect(brief(outcome)).toBe('failed CANCELLED data reused');
    expect(outcome.handedOver).toBe(false);
    expect(outcome.refusal).toBeNull();
    expect(line.open).toBe(false);
    expect(brief(await send())).toBe('sent new');
    expect(server.messages).toHaveLength(2);
  });

  test('isn’t asked for a message that the server doesn’t want', async () => {
    const server = await startLineServer((moment) => (moment === 'DATA' ? '554 5.5.1 No' : undefined));
    const { send } = openLine(server.port);
    let asked = false;
    const beforeFinalDot = async () => {
      asked = true;
      return true;
    };
    expect(brief(await send({ message, beforeFinalDot }))).toMatch(/^failed \w+ data new$/);
    expect(asked).toBe(false);
  });

  test('and is slow, while the message is cancelled: the end doesn’t go out', async () => {
    const server = await startLineServer();
    const { send } = openLine(server.port);
    const controller = new AbortController();
    let answer: (may: boolean) => void = () => {};
    let asked = false;
    const beforeFinalDot = (): Promise<boolean> => {
      asked = true;
      return new Promise<boolean>((resolve) => {
        answer = resolve;
      });
    };
    const sending = send({ message, beforeFinalDot, signal: controller.signal });
    await waitFor('the question', () => asked || undefined);
    controller.abort();
    expect(brief(await sending)).toBe('cancelled CANCELLED data new');
    answer(true);
    expect(brief(await send())).toBe('sent new');
    expect(server.messages).toHaveLength(1);
  });
});

describe.for(sizes)('a server that answers before it has the end of a %s message', ([, message]) => {
  test.for([
    ['552 5.3.4 Too large', 'failed', { step: 'data', reply: '552 5.3.4 Too large' }],
    ['421 4.3.2 Going down', 'failed', { step: 'data', reply: '421 4.3.2 Going down' }],
    ['250 2.0.0 Ok', 'failed', null],
  ] as const)('with %s doesn’t get it', async ([early, status, refusal]) => {
    const server = await startLineServer((at, times) =>
      at === 'DATA' && times === 1 ? `354 Go\r\n${early}` : undefined,
    );
    const { send } = openLine(server.port);
    expect(await send({ message })).toMatchObject({ status, refusal, failedStep: 'data', handedOver: false });
    expect(brief(await send())).toBe('sent new');
    expect(server.messages).toHaveLength(1);
  });
});

describe('a message that can’t be read', () => {
  const sized = (sizeBytes: number, chunks: MessageSource['chunks']): MessageSource => ({ sizeBytes, chunks });
  const unreadable: readonly [string, MessageSource][] = [
    [
      'from the first byte on',
      sized(1000, () => {
        throw new Error('gone');
      }),
    ],
    [
      'in the middle, small',
      sized(1000, function* () {
        yield Buffer.alloc(500);
        throw new Error('gone');
      }),
    ],
    [
      'in the middle, large',
      sized(1_000_000, async function* () {
        for (let piece = 0; piece < 10; piece++) yield Buffer.alloc(50_000);
        throw new Error('gone');
      }),
    ],
    ['because it has become shorter', sized(1000, () => [Buffer.alloc(999)])],
    ['because it has become longer', sized(200_000, () => [Buffer.alloc(200_001)])],
  ];
  test.for(unreadable)('%s, is broken off without its end', async ([, message]) => {
    const server = await startLineServer();
    const { send } = openLine(server.port);
    const outcome = await send({ message });
    expect(brief(outcome)).toBe('failed ATTACHMENT_UNREADABLE data new');
    expect(outcome.handedOver).toBe(false);
    expect(brief(await send())).toBe('sent new');
    expect(server.messages).toHaveLength(1);
  });
});

describe('cancelling', () => {
  test.for(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const)('at %s sends nothing', async (moment) => {
    const server = await startLineServer((at, times) =>
      at === moment && times === 1 ? { and: 'say nothing' } : undefined,
    );
    const { send } = openLine(server.port, { timeouts: { connectMs: 9000, greetingMs: 9000, idleMs: 9000 } });
    const controller = new AbortController();
    const sending = send({ signal: controller.signal });
    await waitFor(
      moment,
      () => (server.connections() === 1 && (moment === 'connect' || server.verbs().endsWith(moment))) || undefined,
    );
    controller.abort();
    const outcome = await sending;
    expect(outcome).toMatchObject({ status: 'cancelled', failure: { code: 'CANCELLED' }, handedOver: false });
    expect(brief(await send())).toBe('sent new');
    expect(server.messages).toHaveLength(1);
  });

  test('before it began leaves the connection as it is', async () => {
    const server = await startLineServer();
    const { send } = openLine(server.port);
    await send();
    expect(brief(await send({ signal: AbortSignal.abort() }))).toBe('cancelled CANCELLED sender reused');
    expect(brief(await send())).toBe('sent reused');
    expect(server.verbs()).toBe('EHLO MAIL RCPT DATA MAIL RCPT DATA');
  });

  test('in the middle of a large message breaks it off', async () => {
    const server = await startLineServer((at) => (at === 'DATA' ? { say: '354 Go', and: 'stop reading' } : undefined));
    const { send } = openLine(server.port, { timeouts: { connectMs: 9000, greetingMs: 9000, idleMs: 9000 } });
    const controller = new AbortController();
    let read = 0;
    const message: MessageSource = {
      sizeBytes: 50_000_000,
      chunks: function* () {
        for (; read < 1000; read++) yield Buffer.alloc(50_000, 'a');
      },
    };
    const sending = send({ message, signal: controller.signal });
    await waitFor('some of it', () => read > 3 || undefined);
    controller.abort();
    expect(await sending).toMatchObject({ status: 'cancelled', handedOver: false, failedStep: 'data' });
    expect(server.messages).toHaveLength(0);
  });

  test('after the final dot has an unknown outcome', async () => {
    const server = await startLineServer((at) => (at === 'message' ? { and: 'say nothing' } : undefined));
    const { send } = openLine(server.port, { timeouts: { connectMs: 9000, greetingMs: 9000, idleMs: 9000 } });
    const controller = new AbortController();
    const sending = send({ signal: controller.signal });
    await waitFor('the message', () => server.messages.length === 1 || undefined);
    controller.abort();
    expect(await sending).toMatchObject({ status: 'unknown', handedOver: true });
  });

  test('with the same signal ends whatever is under way, and what comes after it', async () => {
    const server = await startLineServer((at, times) =>
      at === 'message' && times === 3 ? { and: 'say nothing' } : undefined,
    );
    const { send } = openLine(server.port, { timeouts: { connectMs: 9000, greetingMs: 9000, idleMs: 9000 } });
    const controller = new AbortController();
    const { signal } = controller;
    await send({ signal });
    await send({ signal });
    const third = send({ signal });
    const fourth = send({ signal });
    await waitFor('the message', () => server.messages.length === 3 || undefined);
    controller.abort();
    expect((await third).status).toBe('unknown');
    expect((await fourth).status).toBe('cancelled');
    expect(server.messages).toHaveLength(3);
  });
});

describe('a server that takes its time', () => {
  const hasty = { timeouts: { connectMs: 500, greetingMs: 500, idleMs: 150 } };

  test.for(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'message'] as const)(
    'is given up when it falls silent at %s',
    async (moment: LineMoment) => {
      const server = await startLineServer((at) => (at === moment ? { and: 'say nothing' } : undefined));
      const { line, send } = openLine(server.port, hasty);
      const outcome = await send();
      expect(outcome.status).toBe(moment === 'message' ? 'unknown' : 'failed');
      expect(outcome.handedOver).toBe(moment === 'message');
      expect(line.open).toBe(false);
    },
  );

  test.for([
    ['MAIL', 'failed', 'sender'],
    ['message', 'unknown', 'accepted'],
  ] as const)(
    'and drips its reply to %s is given up all the same',
    { timeout: 15_000 },
    async ([moment, status, step]) => {
      let drips = false;
      const server = await startLineServer((at) => {
        drips ||= at === moment;
        return drips ? { and: 'say nothing' } : undefined;
      });
      const { send } = openLine(server.port, hasty);
      const dripping = setInterval(() => drips && server.say('2'), 50);
      onTestFinished(() => clearInterval(dripping));
      expect(await send()).toMatchObject({ status, failedStep: step });
    },
  );
});
