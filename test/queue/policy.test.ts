import { describe, expect, test } from 'vitest';
import type { LineOutcome } from '../../src/main/mail/line-outcome.ts';
import { type Attempt, judge, judgeLost } from '../../src/main/queue/policy.ts';
import type { RecipientResult, StepName } from '../../src/shared/delivery.ts';
import type { FailureCode } from '../../src/shared/result.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const settings = { retryFirst: 30, retryMost: 3600, giveUpAfter: 24, resendUnknown: false };

const accepted = (address: string): RecipientResult => ({ address, status: 'accepted', reply: '250 2.1.5 Ok' });
const rejected = (address: string, reply: string): RecipientResult => ({ address, status: 'rejected', reply });
const notTried = (address: string): RecipientResult => ({ address, status: 'not-tried', reply: null });

/** An outcome with everything that the policy doesn't look at. */
function outcomeOf(changes: Partial<LineOutcome>): LineOutcome {
  return {
    status: 'failed',
    failure: null,
    reply: null,
    recipients: [accepted('a@x.test')],
    encryption: null,
    greeting: null,
    offers: [],
    opened: true,
    handedOver: false,
    steps: [],
    transcript: [],
    durationMs: 1,
    refusal: null,
    failedStep: null,
    reused: false,
    ...changes,
  };
}

function failed(code: FailureCode, failedStep: StepName | null, reply?: string): LineOutcome {
  const recipients = [
    failedStep === 'recipient' && reply !== undefined ? rejected('a@x.test', reply) : notTried('a@x.test'),
  ];
  const refusal = reply === undefined || failedStep === null ? null : { step: failedStep, reply };
  return outcomeOf({ failure: { code, message: 'It failed.' }, failedStep, refusal, recipients });
}

function judged(outcome: LineOutcome, changes: Partial<Attempt> = {}, message: Partial<Attempt['message']> = {}) {
  return judge({
    outcome,
    message: {
      openRecipients: outcome.recipients.map(({ address }) => address),
      results: [],
      tries: 0,
      firstTriedAt: null,
      dueAt: NOW - 1000,
      ...message,
    },
    settings,
    startedAt: NOW - 1000,
    now: NOW,
    random: 0.5,
    ...changes,
  });
}

const again = (seconds: number, waitsFor = 'retry') => ({
  next: 'pending',
  dueAt: NOW + seconds * 1000,
  waitsFor,
  counts: true,
});
const untouched = { next: 'pending', dueAt: NOW, waitsFor: null, counts: false };

describe('what is at fault, and what becomes of the message', () => {
  test.each<[string, LineOutcome, string, unknown]>([
    ['a message that was taken', outcomeOf({ status: 'sent' }), 'none', { next: 'sent' }],
    ['4xx to the sender', failed('SENDER_REJECTED', 'sender', '451 4.3.0 Later'), 'passing', again(30)],
    ['4xx to the recipient', failed('RECIPIENT_REJECTED', 'recipient', '452 4.2.2 Full'), 'passing', again(30)],
    ['4xx to DATA', failed('MESSAGE_REJECTED', 'data', '452 4.3.1 No space'), 'passing', again(30)],
    ['4xx to the message', failed('MESSAGE_REJECTED', 'accepted', '451 4.3.2 Not now'), 'passing', again(30)],
    ['5xx to the sender', failed('SENDER_REJECTED', 'sender', '553 5.1.8 No'), 'lasting', { next: 'failed' }],
    ['5xx to the recipient', failed('RECIPIENT_REJECTED', 'recipient', '550 No'), 'lasting', { next: 'failed' }],
    ['5xx to the message', failed('MESSAGE_REJECTED', 'accepted', '554 5.7.1 Spam'), 'lasting', { next: 'failed' }],
    ['552 to the message', failed('MESSAGE_TOO_LARGE', 'accepted', '552 5.3.4 Big'), 'lasting', { next: 'failed' }],
    ['452 for its size', failed('MESSAGE_TOO_LARGE', 'sender', '452 5.3.4 Big today'), 'passing', again(30)],
    ['over the announced size', failed('MESSAGE_TOO_LARGE', 'sender'), 'lasting', { next: 'failed' }],
    ['no SMTPUTF8', failed('SMTPUTF8_NOT_OFFERED', 'sender'), 'lasting', { next: 'failed' }],
    ['a file that is gone', failed('ATTACHMENT_UNREADABLE', 'data'), 'lasting', { next: 'failed' }],
    ['hanging up at the recipient', failed('CONNECTION_LOST', 'recipient'), 'passing', again(30)],
    ['silence in the message', failed('CONNECTION_TIMEOUT', 'data'), 'passing', again(30)],
    ['421 to the sender', failed('CONNECTION_LOST', 'sender', '421 4.3.2 Bye'), 'server', again(30)],
    ['421 to the recipient', failed('CONNECTION_LOST', 'recipient', '421 4.7.0 Bye'), 'server', again(30)],
    ['no answer', failed('CONNECTION_TIMEOUT', 'connect'), 'server', again(30)],
    ['nobody there', failed('CONNECTION_REFUSED', 'connect'), 'server', again(30)],
    ['no route', failed('HOST_UNREACHABLE', 'connect'), 'server', again(30)],
    ['no greeting', failed('GREETING_TIMEOUT', 'greeting'), 'server', again(30)],
    ['554 as greeting', failed('CONNECTION_REFUSED', 'greeting', '554 No service'), 'server', again(30)],
    ['EHLO refused', failed('NOT_SMTP', 'ehlo', '502 What'), 'server', again(30)],
    ['hanging up in the handshake', failed('CONNECTION_LOST', 'tls'), 'server', again(30)],
    ['a bug before anything connected', failed('INTERNAL', null), 'server', again(30)],
    ['too many connections', failed('AUTH_REJECTED', 'sign-in', '432 4.3.2 Limit exceeded'), 'server', again(30)],
    ['sign-in refused', failed('AUTH_REJECTED', 'sign-in', '535 5.7.8 No'), 'connection', untouched],
    ['sign-in refused for now', failed('AUTH_REJECTED', 'sign-in', '454 4.7.0 Later'), 'connection', untouched],
    ['sign-in wanted', failed('AUTH_REQUIRED', 'sender', '530 5.7.0 Sign in'), 'connection', untouched],
    [
      'sign-in wanted with the code of a refused one',
      failed('SENDER_REJECTED', 'sender', '535 5.7.1 No'),
      'connection',
      untouched,
    ],
    [
      'the same to a recipient',
      failed('RECIPIENT_REJECTED', 'recipient', '535 5.7.1 No'),
      'lasting',
      { next: 'failed' },
    ],
    ['encryption wanted', failed('ENCRYPTION_REQUIRED', 'sender', '530 5.7.0 STARTTLS'), 'connection', untouched],
    ['no such host', failed('DNS_NOT_FOUND', 'lookup'), 'connection', untouched],
    ['no STARTTLS', failed('STARTTLS_NOT_OFFERED', 'ehlo'), 'connection', untouched],
    ['a failed handshake', failed('TLS_HANDSHAKE_FAILED', 'tls'), 'connection', untouched],
    ['an expired certificate', failed('CERTIFICATE_EXPIRED', 'certificate'), 'connection', untouched],
    ['another certificate', failed('CERTIFICATE_CHANGED', 'certificate'), 'connection', untouched],
    ['no client certificate', failed('CLIENT_CERTIFICATE_INVALID', null), 'connection', untouched],
    ['a password that can’t be read', failed('SECRET_UNREADABLE', null), 'connection', untouched],
    ['broken off by us', failed('CANCELLED', 'data'), 'stopped', null],
    [
      'no reply to the message',
      outcomeOf({ status: 'unknown', failure: { code: 'OUTCOME_UNKNOWN', message: '' } }),
      'unknown',
      { next: 'unknown' },
    ],
  ])('%s', (_case, outcome, fault, decision) => {
    expect(judged(outcome)).toMatchObject({ fault, decision });
  });

  test('too many connections, as the explanation knows it, rest the server whatever the step', () => {
    const outcome = failed('MESSAGE_REJECTED', 'sender', '450 4.7.1 Too many connections');
    const failure = { code: 'MESSAGE_REJECTED', message: '', explanation: 'too-many-connections' } as const;
    expect(judged({ ...outcome, failure }).fault).toBe('server');
  });

  test.each<[explanation: string, step: StepName, reply: string, fault: string]>([
    ['account-disabled', 'sender', '550 5.7.13 User account is disabled', 'connection'],
    ['google-daily-limit', 'accepted', '550 5.4.5 Daily user sending limit exceeded', 'connection'],
    ['sendgrid-credits', 'data', '550 Maximum credits exceeded', 'connection'],
    ['cpanel-hourly-limit', 'recipient', '550 Domain has exceeded the max emails per hour', 'connection'],
    ['cpanel-hourly-limit', 'recipient', '451 Domain has exceeded the max emails per hour', 'passing'],
    ['rate-limited', 'sender', '550 5.7.1 Too many messages', 'connection'],
    ['rate-limited', 'recipient', '550 5.7.1 Too many messages', 'lasting'],
    ['recipient-unknown', 'recipient', '550 5.1.1 User unknown', 'lasting'],
  ])('a refusal that is explained as %s, to the %s: %s', (explanation, step, reply, fault) => {
    const { failure, ...outcome } = failed('SENDER_REJECTED', step, reply);
    const explained = { code: 'SENDER_REJECTED', message: '', ...failure, explanation } as const;
    expect(judged({ ...outcome, failure: explained }).fault).toBe(fault);
  });

  test('an unknown outcome is sent again by itself only when the settings say so', () => {
    const outcome = outcomeOf({ status: 'unknown', failure: { code: 'OUTCOME_UNKNOWN', message: '' } });
    const allowed = { settings: { ...settings, resendUnknown: true } };
    expect(judged(outcome, allowed)).toMatchObject({ decision: again(30), open: ['a@x.test'] });
    expect(judged(outcome, allowed, { firstTriedAt: NOW - 24 * HOUR }).decision).toEqual({ next: 'unknown' });
  });
});

describe('back-off', () => {
  const outcome = failed('MESSAGE_REJECTED', 'accepted', '451 Later');

  test.each([
    [0, 0, 24],
    [0, 0.5, 30],
    [0, 1, 36],
    [1, 0.5, 60],
    [3, 0.5, 240],
    [6, 0.5, 1920],
    [7, 0.5, 3600],
    [7, 1, 4320],
    [1_000_000, 0.5, 3600],
  ])('after %i failures, with %d drawn, it waits %i s', (tries, random, seconds) => {
    expect(judged(outcome, { random }, { tries }).decision).toEqual(again(seconds));
  });

  test('the last try comes when the time is over, and then the message is given up with the last reason', () => {
    const almost = judged(outcome, {}, { tries: 7, firstTriedAt: NOW - 24 * HOUR + 60_000 });
    expect(almost.decision).toEqual(again(60));
    const over = judged(outcome, {}, { tries: 8, firstTriedAt: NOW - 24 * HOUR });
    expect(over.decision).toEqual({ next: 'failed' });
    expect(over.failure).toEqual({ code: 'MESSAGE_REJECTED', message: 'Given up after 24 hours. It failed.' });
  });
});

describe('some recipients', () => {
  const refused = { code: 'RECIPIENT_REJECTED', message: 'Refused.' } as const;
  const sent = (...recipients: RecipientResult[]) => {
    const some = recipients.some(({ status }) => status === 'rejected');
    return outcomeOf({ status: 'sent', recipients, failure: some ? refused : null });
  };

  test('one is refused for good: the others have it, and that is told', () => {
    const all = [accepted('a@x.test'), rejected('b@x.test', '550 5.1.1 Nobody')];
    const result = judged(sent(...all));
    expect(result).toMatchObject({ decision: { next: 'sent' }, failure: refused, results: all });
  });

  test('one is refused for now: it alone is tried again', () => {
    const result = judged(sent(accepted('a@x.test'), rejected('b@x.test', '450 4.2.0 Later')));
    expect(result).toMatchObject({ decision: again(30), open: ['b@x.test'] });
  });

  test('the one tried again is taken, and nobody was refused for good: no failure is left', () => {
    const message = {
      openRecipients: ['b@x.test'],
      results: [accepted('a@x.test'), rejected('b@x.test', '450 Later')],
    };
    const result = judged(sent(accepted('b@x.test')), {}, message);
    expect(result).toMatchObject({ decision: { next: 'sent' }, failure: null });
    expect(result.results).toEqual([accepted('a@x.test'), accepted('b@x.test')]);
  });

  test('the one tried again is taken, but another was refused before: that is told', () => {
    const earlier = [accepted('a@x.test'), rejected('c@x.test', '550 5.1.1 Nobody')];
    const result = judged(sent(accepted('b@x.test')), {}, { openRecipients: ['b@x.test'], results: earlier });
    expect(result.decision).toEqual({ next: 'sent' });
    expect(result.failure).toMatchObject({ code: 'RECIPIENT_REJECTED' });
    expect(result.failure?.message).toContain('c@x.test');
  });

  test('the one tried again is refused for good: it counts as sent, with the refusal', () => {
    const outcome = failed('RECIPIENT_REJECTED', 'recipient', '550 5.1.1 Nobody');
    const result = judged(outcome, {}, { openRecipients: ['a@x.test'], results: [accepted('b@x.test')] });
    expect(result).toMatchObject({ decision: { next: 'sent' }, failure: { code: 'RECIPIENT_REJECTED' } });
  });

  test('all are refused, one of them for now: it alone is tried again', () => {
    const recipients = [rejected('a@x.test', '550 Nobody'), rejected('b@x.test', '451 Later')];
    const outcome = outcomeOf({
      failure: refused,
      failedStep: 'recipient',
      refusal: { step: 'recipient', reply: '550 Nobody' },
      recipients,
    });
    expect(judged(outcome)).toMatchObject({ fault: 'passing', decision: again(30), open: ['b@x.test'] });
  });

  test('the message is refused for now after one recipient was refused for good: the rest is tried again', () => {
    const outcome = outcomeOf({
      failure: { code: 'MESSAGE_REJECTED', message: '' },
      failedStep: 'accepted',
      refusal: { step: 'accepted', reply: '451 Later' },
      recipients: [accepted('a@x.test'), rejected('b@x.test', '550 Nobody'), rejected('c@x.test', '450 Later')],
    });
    const result = judged(outcome);
    expect(result).toMatchObject({ decision: again(30), open: ['a@x.test', 'c@x.test'] });
    expect(result.results.map(({ status }) => status)).toEqual(['not-tried', 'rejected', 'rejected']);
  });

  test('given up for the rest: it counts as sent, and says so', () => {
    const outcome = sent(accepted('a@x.test'), rejected('b@x.test', '450 Later'));
    const result = judged(outcome, {}, { firstTriedAt: NOW - 25 * HOUR });
    expect(result.decision).toEqual({ next: 'sent' });
    expect(result.failure?.message).toBe('Given up after 24 hours. Refused.');
  });

  test('a failed message names everybody who hasn’t got it, for whoever tries it again', () => {
    const recipients = [rejected('a@x.test', '550 Nobody'), rejected('b@x.test', '550 Nobody')];
    const outcome = outcomeOf({ failure: refused, failedStep: 'recipient', recipients });
    expect(judged(outcome)).toMatchObject({ decision: { next: 'failed' }, open: ['a@x.test', 'b@x.test'] });
  });
});

describe('greylisting', () => {
  const refusedWith = (reply: string, tries = 0) =>
    judged(failed('RECIPIENT_REJECTED', 'recipient', reply), { random: 0 }, { tries }).decision;

  test.each<[string, number, number]>([
    ['450 4.2.0 <a@x.test>: Recipient address rejected: Greylisted, see http://postgrey.example/help', 0, 300],
    ['450 4.2.0 <a@x.test>: Recipient address rejected: Greylisted, see http://postgrey.example/help', 1, 600],
    ['450 4.2.0 <a@x.test>: Recipient address rejected: Greylisted, see http://postgrey.example/help', 9, 1800],
    ['451 4.7.1 Greylisting in action, please come back in 00:07:30', 0, 450],
    ['451 Graylisted for 5 minutes', 2, 300],
    ['450-4.2.0 Greylisted\n450 4.2.0 Please retry in 90 seconds', 0, 90],
    ['450 4.7.1 Please try again in 10 minutes', 0, 600],
    ['451 4.7.1 Service unavailable - try again after 2 hours', 0, 3600],
    ['450 Grey-listed: try again in 1 second', 0, 30],
    ['450 Greylisted: try again in 999999 hours', 0, 3600],
    ['450 Greylisted: try again in 99999999999999999999 minutes', 0, 300],
  ])('%s (after %i failures): %i s', (reply, tries, seconds) => {
    expect(refusedWith(reply, tries)).toEqual(again(seconds, 'greylisting'));
  });

  test.each(['450 4.2.1 Mailbox busy', '451 Try again later', '452 Greylisted', `450 ${'in 1'.repeat(500)} greylist`])(
    'is not seen in: %.60s',
    (reply) => {
      expect(refusedWith(reply)).toMatchObject({ waitsFor: 'retry' });
    },
  );

  test('is recognised when the message itself is put off', () => {
    const outcome = failed('MESSAGE_REJECTED', 'accepted', '451 4.7.1 Greylisted');
    expect(judged(outcome, { random: 0 }).decision).toEqual(again(300, 'greylisting'));
  });

  test('a refusal for good is none, whatever it says', () => {
    expect(refusedWith('550 5.7.1 Greylisted for ever')).toEqual({ next: 'failed' });
  });
});

describe('the time after which a message is given up', () => {
  const later = failed('SENDER_REJECTED', 'sender', '451 4.3.0 Later');
  const startedAt = NOW - 1000;

  test.each<[string, { firstTriedAt: number | null; dueAt: number }, number, string]>([
    ['begins with the first try', { firstTriedAt: null, dueAt: startedAt - 100 * HOUR }, startedAt, 'pending'],
    [
      'goes on while it is tried when it is due',
      { firstTriedAt: NOW - 25 * HOUR, dueAt: startedAt },
      NOW - 25 * HOUR,
      'failed',
    ],
    [
      'leaves out that it was due and not tried, because of a pause',
      { firstTriedAt: NOW - 50 * HOUR, dueAt: startedAt - 49 * HOUR },
      NOW - HOUR,
      'pending',
    ],
    ['leaves out no more than all of it', { firstTriedAt: NOW - 50 * HOUR, dueAt: 0 }, startedAt, 'pending'],
    [
      'leaves out nothing when a person has it tried before its time',
      { firstTriedAt: NOW - HOUR, dueAt: NOW + HOUR },
      NOW - HOUR,
      'pending',
    ],
  ])('%s', (_what, message, firstTriedAt, next) => {
    expect(judged(later, {}, message)).toMatchObject({ firstTriedAt, decision: { next } });
  });

  test('is moved on also when an attempt doesn’t count, and doesn’t begin with that', () => {
    const refused = failed('AUTH_REJECTED', 'sign-in', '535 5.7.8 No');
    const waited = { firstTriedAt: NOW - 50 * HOUR, dueAt: startedAt - 49 * HOUR };
    expect(judged(refused, {}, waited)).toMatchObject({ firstTriedAt: NOW - HOUR, decision: { counts: false } });
    expect(judged(refused, {}, { firstTriedAt: null }).firstTriedAt).toBeNull();
  });
});

describe('a message whose attempt nobody can tell of', () => {
  const why = { code: 'CONNECTION_LOST', message: 'It ended.' } as const;
  const lost = { handedOver: false, tries: 2, firstTriedAt: NOW - HOUR, dueAt: NOW };

  test.each<[string, Partial<typeof lost>, Partial<typeof settings>, unknown]>([
    ['was not handed over', {}, {}, again(120)],
    ['was handed over', { handedOver: true }, {}, { next: 'unknown' }],
    ['was handed over, and may be sent again', { handedOver: true }, { resendUnknown: true }, again(120)],
    ['was tried for too long', { firstTriedAt: NOW - 24 * HOUR }, {}, { next: 'failed' }],
    [
      'was due for long, and nobody was there',
      { firstTriedAt: NOW - 90 * HOUR, dueAt: NOW - 80 * HOUR },
      {},
      again(120),
    ],
    [
      'was handed over, may be sent again, and was tried for too long',
      { handedOver: true, firstTriedAt: NOW - 24 * HOUR },
      { resendUnknown: true },
      { next: 'unknown' },
    ],
  ])('counts as tried when it %s', (_what, changes, allowed, decision) => {
    expect(judgeLost({ ...lost, ...changes }, why, { ...settings, ...allowed }, NOW, 0.5).decision).toEqual(decision);
  });
});
