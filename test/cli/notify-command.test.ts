import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../src/shared/result.ts';
import { type Answers, playCommand } from './played-command.ts';
import { temporaryData } from './temporary-data.ts';

const queued = { deliveryId: 7, messageId: '<a@b.example>', state: 'pending' };
const idle = { pause: null, circuit: null, workers: 1 };

function core(answers: Answers = {}): Answers {
  let uploads = 0;
  return {
    'actions.check': () => succeed({ duplicate: null }),
    'actions.run': () => succeed(queued),
    'uploads.begin': () => succeed({ uploadId: `u${++uploads}` }),
    'uploads.append': () => succeed({ receivedBytes: 1 }),
    'uploads.cancel': () => succeed({ cancelled: true }),
    'queue.status': () => succeed(idle),
    ...answers,
  };
}

async function files(): Promise<{ readonly a: string; readonly b: string; readonly beside: (name: string) => string }> {
  const { beside } = await temporaryData();
  await writeFile(beside('a.txt'), 'first');
  await writeFile(beside('Отчёт.txt'), '');
  return { a: beside('a.txt'), b: beside('Отчёт.txt'), beside };
}

describe('notify', () => {
  it('hands on what was given', async () => {
    const { beside } = await files();
    await writeFile(beside('data.json'), '\uFEFF{"items":[{"id":1}],"__proto__":"x"}');
    const args = ['--set', 'id=T1', '--set', 'title=a=b @c\n', '--set', '__proto__=y', '--data', beside('data.json')];
    const more = ['--at', '2026-11-22T10:00+01:00', '--idempotency-key', 'k1', '--initiator', 'pat@example.org'];
    const { calls, result } = await playCommand(['notify', 'ticket-created', ...args, ...more], core());
    expect(calls.slice(0, 1)).toEqual([
      {
        name: 'actions.run',
        input: {
          notification: 'ticket-created',
          values: JSON.parse('{"id":"T1","title":"a=b @c\\n","__proto__":"y"}'),
          data: JSON.parse('{"items":[{"id":1}],"__proto__":"x"}'),
          at: '2026-11-22T09:00:00.000Z',
          idempotencyKey: 'k1',
          initiator: 'pat@example.org',
          attachments: [],
        },
      },
    ]);
    expect(result).toEqual(succeed(queued));
  });

  it('never reads a file that a value names', async () => {
    const { a } = await files();
    const { calls } = await playCommand(['notify', 'n', '--set', `id=@${a}`], core());
    expect(calls[0]?.input).toMatchObject({ values: { id: `@${a}` } });
  });

  it('asks whether the message would be taken before it hands over its files', async () => {
    const { a, b } = await files();
    const { names, calls } = await playCommand(['notify', 'n', '--attach', `r=${a}`, '--attach', `r=${b}`], core());
    expect(names).toEqual([
      'actions.check',
      'uploads.begin',
      'uploads.append',
      'uploads.begin',
      'actions.run',
      'queue.status',
    ]);
    expect(calls[0]?.input).toMatchObject({
      attachments: [
        { slot: 'r', name: 'a.txt', sizeBytes: 5 },
        { slot: 'r', name: 'Отчёт.txt', sizeBytes: 0 },
      ],
    });
    expect(calls[4]?.input).toMatchObject({
      attachments: [
        { slot: 'r', name: 'a.txt', uploadId: 'u1' },
        { slot: 'r', name: 'Отчёт.txt', uploadId: 'u2' },
      ],
    });
  });

  it('hands nothing over when the message would be refused', async () => {
    const { a } = await files();
    const refusal = fail({ code: 'ATTACHMENTS_TOO_LARGE', message: 'x' });
    const { names, result } = await playCommand(
      ['notify', 'n', '--attach', `r=${a}`],
      core({ 'actions.check': () => refusal }),
    );
    expect([names, result]).toEqual([['actions.check'], refusal]);
  });

  it('hands nothing over when the key is known', async () => {
    const { a } = await files();
    const known = { ...queued, state: 'sent', duplicateOf: 3 };
    const { names, result, text } = await playCommand(
      ['notify', 'n', '--attach', `r=${a}`, '--idempotency-key', 'k'],
      core({ 'actions.check': () => succeed({ duplicate: known }) }),
    );
    expect([names, result]).toEqual([['actions.check'], succeed(known)]);
    expect(text).toBe('Nothing was queued: this key was used for 3, which is sent.');
  });

  it('leaves nothing behind when the Action is refused in the end', async () => {
    const { a, b } = await files();
    const refusal = { ...fail({ code: 'ATTACHMENTS_TOO_LARGE', message: 'x' }) };
    const { names, result } = await playCommand(
      ['notify', 'n', '--attach', `r=${a}`, '--attach', `r=${b}`],
      core({ 'actions.run': () => refusal }),
    );
    expect(names.filter((name) => name === 'uploads.cancel')).toHaveLength(2);
    expect(result).toEqual(refusal);
  });

  it('a file that vanishes in between is told, and the others don’t stay', async () => {
    const { a, b } = await files();
    const { names, result } = await playCommand(
      ['notify', 'n', '--attach', `r=${a}`, '--attach', `r=${b}`],
      core({
        'uploads.append': () => {
          void rm(b);
          return succeed({ receivedBytes: 5 });
        },
      }),
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'ATTACHMENT_UNREADABLE' } });
    expect(names).not.toContain('actions.run');
    expect(names.filter((name) => name === 'uploads.cancel')).toHaveLength(2);
  });

  it('what failed still carries what was found out', async () => {
    const failed = { ...fail({ code: 'RECIPIENT_MISSING', message: 'x' }), value: { ...queued, state: 'failed' } };
    const { result } = await playCommand(['notify', 'n'], core({ 'actions.run': () => failed }));
    expect(result).toEqual(failed);
  });

  it.each([
    [{}, [], 'Queued as 7.'],
    [{ state: 'held' }, [], 'Held as 7: there were too many like it. It leaves when it is released.'],
    [{ state: 'skipped' }, [], 'Nothing was queued: nobody but the initiator was to get it (log entry 7).'],
    [{}, ['--at', '2026-11-22T10:00'], 'Queued as 7, to leave at 2026-11-22 10:00:00.'],
  ])('%j is told as %j', async (part, args, says) => {
    const { text } = await playCommand(
      ['notify', 'n', ...args],
      core({ 'actions.run': () => succeed({ ...queued, ...part }) }),
    );
    expect(text).toBe(says);
  });

  it.each([
    [{ workers: 0 }, 'No Postroom sends now: messages leave as soon as one is open, or “postroom queue run” runs.'],
    [{ pause: { by: 'pat', at: '2026-11-22T10:00:00.000Z', why: '' } }, /^The queue is paused: pat, /],
  ])('says why it doesn’t leave at once: %j', async (part, says) => {
    const { text } = await playCommand(['notify', 'n'], core({ 'queue.status': () => succeed({ ...idle, ...part }) }));
    expect(text?.toString().split('\n')[1]).toMatch(says);
  });
});
