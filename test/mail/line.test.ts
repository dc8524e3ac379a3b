import { describe, expect, test } from 'vitest';
import { waitFor } from '../wait.ts';
import { type LineMoment, type Reaction, startLineServer } from './line-server.ts';
import { brief, openLine, transcriptOf } from './line-under-test.ts';

type React = Parameters<typeof startLineServer>[0];

const ways = [
  ['one command after the other', '250-mail.postroom.test\r\n250 8BITMIME'],
  ['with PIPELINING', '250-mail.postroom.test\r\n250 PIPELINING'],
] as const;

describe.for(ways)('a line, %s', ([, offer]) => {
  const start = (react: NonNullable<React> = () => undefined) =>
    startLineServer((moment, times) => react(moment, times) ?? (moment === 'EHLO' ? offer : undefined));

  test('takes many messages over one connection, each with its own steps, transcript and reply', async () => {
    const server = await start((moment, times) => (moment === 'message' ? `250 2.0.0 Ok: number ${times}` : undefined));
    const { line, send } = openLine(server.port);
    const first = await send();
    expect(brief(first)).toBe('sent new');
    expect(first.steps.map(({ step }) => step).join(' ')).toBe(
      'lookup connect greeting ehlo sender recipient data accepted',
    );
    for (let number = 2; number <= 40; number++) {
      const outcome = await send();
      expect(brief(outcome)).toBe('sent reused');
      expect(outcome.reply).toBe(`250 2.0.0 Ok: number ${number}`);
      expect(outcome.steps.map(({ step, status }) => `${step} ${status}`).join(' ')).toBe(
        'sender ok recipient ok data ok accepted ok',
      );
      expect(outcome.recipients).toEqual([
        { address: 'someone@recipient.test', status: 'accepted', reply: '250 2.1.5 Ok' },
      ]);
      expect(outcome.transcript[0]?.text).toMatch(`as its message ${number}`);
      expect(outcome.transcript.filter(({ from }) => from === 'server')).toHaveLength(4);
      expect(outcome).toMatchObject({ opened: true, handedOver: true, refusal: null, failure: null });
      expect(outcome.greeting).toBe(first.greeting);
    }
    expect(line.open).toBe(true);
    await line.close();
    expect(line.open).toBe(false);
    expect(first.transcript.every(({ text }) => !text.includes('number 2'))).toBe(true);
    expect(server.connections()).toBe(1);
    expect(server.messages).toHaveLength(40);
    expect(server.verbs()).toMatch(/^EHLO (MAIL RCPT DATA ){40}QUIT$/);
  });

  const refusals: readonly [LineMoment, string, string, string][] = [
    ['MAIL', '550 5.7.1 No', 'sender', 'RSET '],
    ['MAIL', '451 4.3.0 Later', 'sender', 'RSET '],
    ['RCPT', '550 5.1.1 Nobody', 'recipient', 'RSET '],
    ['RCPT', '450 4.2.0 Greylisted', 'recipient', 'RSET '],
    ['DATA', '554 5.5.1 Not that', 'data', 'RSET '],
    ['message', '554 5.7.1 Spam', 'accepted', ''],
    ['message', '452 4.3.1 Full', 'accepted', ''],
  ];
  test.for(refusals)('%s answered with %s ends that message alone', async ([moment, refusal, step, reset]) => {
    // With PIPELINING, DATA is on its way already and has to be refused as well.
    const followUp = (at: LineMoment, times: number) =>
      times === 1 && at === 'DATA' && (moment === 'MAIL' || moment === 'RCPT') ? '503 5.5.1 No' : undefined;
    const server = await start((at, times) => (at === moment && times === 1 ? refusal : followUp(at, times)));
    const { send } = openLine(server.port);
    const outcome = await send();
    expect(outcome).toMatchObject({ status: 'failed', failedStep: step, handedOver: step === 'accepted' });
    expect(outcome.refusal).toEqual({ step, reply: refusal });
    expect(outcome.reply).toBe(refusal);
    const next = await send();
    // One more DATA than usual is refused without PIPELINING, where the first never went out.
    if (next.status !== 'sent') expect(next.failedStep).toBe('data');
    expect(next.reused).toBe(true);
    expect(server.connections()).toBe(1);
    expect(server.verbs()).toMatch(new RegExp(`^EHLO MAIL( RCPT)?( DATA)? ${reset}MAIL RCPT DATA`));
  });

  test('a message that may not connect doesn’t, neither at first nor when the connection has ended', async () => {
    const server = await start((at, times) => (at === 'MAIL' && times === 2 ? { and: 'cut off' } : undefined));
    const { send } = openLine(server.port);
    const heldBack = { status: 'failed', failure: { code: 'CANCELLED' }, handedOver: false };
    expect(await send({ mayConnect: () => false })).toMatchObject(heldBack);
    expect(server.connections()).toBe(0);
    expect(brief(await send({ mayConnect: () => true }))).toBe('sent new');
    expect(await send({ mayConnect: () => false })).toMatchObject(heldBack);
    expect(server.connections()).toBe(1);
    expect(brief(await send())).toBe('sent new');
  });

  test('a message goes to the recipients that are accepted, and the others’ replies are told', async () => {
    const server = await start((at, times) => (at === 'RCPT' && times === 2 ? '550 5.1.1 Nobody' : undefined));
    const { send } = openLine(server.port);
    const outcome = await send({ recipients: ['a@recipient.test', 'b@recipient.test', 'c@recipient.test'] });
    expect(brief(outcome)).toBe('sent RECIPIENT_REJECTED new');
    expect(outcome.refusal).toBeNull();
    expect(outcome.recipients.map(({ status, reply }) => `${status}: ${reply}`)).toEqual([
      'accepted: 250 2.1.5 Ok',
      'rejected: 550 5.1.1 Nobody',
      'accepted: 250 2.1.5 Ok',
    ]);
    expect(brief(await send())).toBe('sent reused');
    expect(server.verbs()).not.toContain('RSET');
  });

  test.for(['MAIL', 'RCPT', 'DATA', 'message'] as const)(
    'a 421 to %s ends the connection; the next message makes a new one',
    async (moment) => {
      const goodbye: Reaction = { say: '421 4.3.2 Going down', and: 'hang up' };
      const server = await start((at, times) => (at === moment && times === 1 ? goodbye : undefined));
      const { line, send } = openLine(server.port);
      const outcome = await send();
      expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'CONNECTION_LOST' } });
      expect(outcome.refusal?.reply).toBe('421 4.3.2 Going down');
      expect(line.open).toBe(false);
      expect(brief(await send())).toBe('sent new');
      expect(server.connections()).toBe(2);
    },
  );

  const endings: readonly [string, Reaction][] = [
    ['says 421', { say: '421 4.7.0 Too many messages', and: 'hang up' }],
    ['says 421 and stays', '421 4.7.0 Too many messages'],
    ['says 452', '452 4.3.1 Too many messages in this connection'],
    ['hangs up', { and: 'hang up' }],
    ['breaks off', { and: 'cut off' }],
    ['says what is no reply', 'Enough!'],
    ['falls silent', { and: 'say nothing' }],
  ];
  test.for(endings)('a server that %s at the third message gets it over a new connection', async ([, reaction]) => {
    const server = await start((at, times) => {
      if (at === 'MAIL' && times === 3) return reaction;
      return reaction === endings[2]?.[1] && at === 'DATA' && times === 3 && offer.includes('PIPE')
        ? '503 No'
        : undefined;
    });
    const { send } = openLine(server.port);
    await send();
    await send();
    const third = await send();
    expect(brief(third)).toBe('sent new');
    expect(transcriptOf(third)).toMatch(/^note: the connection that was open had ended, so a new one is made: \S/);
    expect(third.steps[0]?.step).toBe('lookup');
    expect(brief(await send())).toBe('sent reused');
    expect(server.connections()).toBe(2);
    expect(server.messages).toHaveLength(4);
  });

  test('a new connection that refuses as well is not followed by another', async () => {
    const server = await start((at, times) => (at === 'MAIL' && times > 1 ? '421 4.7.0 Too many' : undefined));
    const { send } = openLine(server.port);
    await send();
    expect(brief(await send())).toBe('failed CONNECTION_LOST sender new');
    expect(server.connections()).toBe(2);
  });

  test('a connection that has taken nothing isn’t full: its 4xx stands', async () => {
    const server = await start((at) => (at === 'MAIL' ? '452 4.3.1 Full' : at === 'DATA' ? '503 No' : undefined));
    const { send } = openLine(server.port);
    await send();
    const second = await send();
    expect(brief(second)).toMatch(/^failed \w+ sender reused$/);
    expect(server.connections()).toBe(1);
  });

  test.for([
    ['without a word', ''],
    ['with a 421', '421 4.4.2 Idle for too long\r\n'],
    ['with something nobody asked for', '250 Ok\r\n'],
  ] as const)('a server that ends the idle connection %s gets the next message over a new one', async ([, text]) => {
    const server = await start();
    const { line, send } = openLine(server.port);
    expect(brief(await send())).toBe('sent new');
    if (text === '') server.hangUp();
    else server.say(text);
    await waitFor('the end of the connection', () => !line.open || undefined);
    expect(brief(await send())).toBe('sent new');
    expect(server.connections()).toBe(2);
  });

  test('what may have arrived is never sent a second time', async () => {
    const server = await start((at, times) => (at === 'message' && times === 2 ? { and: 'cut off' } : undefined));
    const { send } = openLine(server.port);
    await send();
    expect(brief(await send())).toBe('unknown OUTCOME_UNKNOWN accepted reused');
    expect(server.connections()).toBe(1);
    expect(server.messages).toHaveLength(2);
  });

  test('a reply too many is not taken for one to the next message', async () => {
    const server = await start((at, times) =>
      at === 'message' && times === 1 ? '250 2.0.0 Ok\r\n250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 Go' : undefined,
    );
    const { send } = openLine(server.port);
    expect(brief(await send())).toBe('sent new');
    expect(brief(await send())).toBe('sent new');
    expect(server.connections()).toBe(2);
  });
});

test('a connection that nobody uses is left in an orderly way', async () => {
  const server = await startLineServer();
  const { line, send } = openLine(server.port, { timeouts: { connectMs: 1000, greetingMs: 1000, idleMs: 200 } });
  await send();
  await waitFor('the line to leave', () => !line.open || undefined);
  expect(server.verbs()).toBe('EHLO MAIL RCPT DATA QUIT');
  expect(brief(await send())).toBe('sent new');
});

test('messages that are handed in at once go one after the other', async () => {
  const server = await startLineServer();
  const { send } = openLine(server.port);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => send()));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(20).fill('sent'));
  expect(server.connections()).toBe(1);
});

test('a server that isn’t there is told, and tried again with the next message', async () => {
  const { line, send } = openLine(1);
  const outcome = await send();
  expect(outcome).toMatchObject({ status: 'failed', failedStep: 'connect', refusal: null, handedOver: false });
  expect(outcome.failure?.code).toBe('CONNECTION_REFUSED');
  expect(line.open).toBe(false);
  expect(brief(await send())).toBe('failed CONNECTION_REFUSED connect new');
});

test('a greeting that refuses is told with its words', async () => {
  const server = await startLineServer((at) => (at === 'connect' ? '554 5.7.1 Not you' : undefined));
  const { send } = openLine(server.port);
  expect((await send()).refusal).toEqual({ step: 'greeting', reply: '554 5.7.1 Not you' });
});

test('closing a line twice, or before anything went over it, does nothing', async () => {
  const { line } = openLine(1);
  await line.close();
  await line.close();
  expect(line.open).toBe(false);
});

test('a server that doesn’t answer QUIT is left all the same', async () => {
  const server = await startLineServer((at) => (at === 'QUIT' ? { and: 'say nothing' } : undefined));
  const { line, send } = openLine(server.port);
  await send();
  await line.close();
  expect(line.open).toBe(false);
});
