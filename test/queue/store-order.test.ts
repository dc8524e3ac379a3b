import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/main/queue/store/attempt-report.ts';
import { ME, OTHER, openStoreUnderTest, reportOf, START, type StoreUnderTest } from './store-under-test.ts';

const later = (dueAt: number): Decision => ({ next: 'pending', dueAt, waitsFor: 'retry', counts: true });

describe('messages to one recipient', () => {
  test('are claimed together, in the order in which they were queued', async () => {
    const queue = await openStoreUnderTest();
    const ids = [1, 2, 3].map(() => queue.enter());
    expect(queue.claimed()).toEqual(ids);
  });

  test('wait while an earlier one is under way elsewhere, and are woken when it has left', async () => {
    const queue = await openStoreUnderTest();
    const [first, second] = [queue.enter(), queue.enter()];
    expect(queue.claimed({ limit: 1 })).toEqual([first]);
    expect(queue.claimed({ owner: OTHER })).toEqual([]);
    expect(queue.store.list({ after: 0, limit: 10 })[1]).toMatchObject({
      id: second,
      waitsFor: 'order',
      nextAttemptAt: null,
    });
    expect(queue.store.nextDue()).toBeUndefined();
    queue.end(first);
    expect(queue.claimed({ owner: OTHER })).toEqual([second]);
  });

  test('wait for an earlier one that is tried again later, but not for one that failed, is held or unknown', async () => {
    const queue = await openStoreUnderTest();
    const ids = [1, 2, 3, 4, 5].map(() => queue.enter());
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = ids;
    expect(queue.claimed({ limit: 1 })).toEqual([first]);
    queue.end(first, later(START + 30_000), { open: ['pat@example.org'] });
    expect(queue.claimed()).toEqual([]);
    queue.store.hold([first], 'person', START);
    expect(queue.claimed({ limit: 1 })).toEqual([second]);
    queue.end(second, { next: 'failed' });
    expect(queue.claimed({ limit: 1 })).toEqual([third]);
    queue.end(third, { next: 'unknown' });
    queue.store.remove([fourth], 'removed', START);
    expect(queue.claimed()).toEqual([fifth]);
  });

  test('wait for those alone whom both still have to reach', async () => {
    const queue = await openStoreUnderTest();
    const first = queue.enter(['a@example.org', 'b@example.org']);
    const [toA, toB] = [queue.enter('A@Example.org'), queue.enter('b@example.org')];
    expect(queue.claimed({ limit: 1 })).toEqual([first]);
    expect(queue.claimed({ owner: OTHER })).toEqual([]);
    queue.end(first, later(START + 30_000), { open: ['b@example.org'] });
    expect(queue.claimed({ owner: OTHER })).toEqual([toA]);
    expect(queue.claimed({ now: START + 30_000 })).toEqual([first]);
    queue.end(first);
    expect(queue.claimed()).toEqual([toB]);
  });

  test('don’t wait for one that is to be sent at a later time', async () => {
    const queue = await openStoreUnderTest();
    const scheduled = queue.enter('pat@example.org', { notBefore: START + 60_000 });
    const atOnce = queue.enter();
    expect(queue.claimed()).toEqual([atOnce]);
    expect(queue.store.list({ after: 0, limit: 10, state: 'pending' })).toMatchObject([
      { id: scheduled, waitsFor: 'schedule', nextAttemptAt: new Date(START + 60_000).toISOString() },
    ]);
  });

  test('leave before all others when a person sends them now', async () => {
    const queue = await openStoreUnderTest();
    const [first, second, third] = [queue.enter(), queue.enter(), queue.enter()];
    queue.store.sendNow([second], START);
    expect(queue.claimed({ limit: 1 })).toEqual([second]);
    queue.store.sendNow([third], START);
    queue.release(ME, [second]);
    expect(queue.claimed()).toEqual([second, third, first]);
  });

  test('however many, are met by a bounded number of claims behind one that is under way', async () => {
    const queue = await openStoreUnderTest();
    const first = queue.enter();
    const others = Array.from({ length: 300 }, () => queue.enter());
    expect(queue.claimed({ limit: 1 })).toEqual([first]);
    for (let claims = 0; claims < 2; claims++) expect(queue.claimed()).toEqual([]);
    expect(queue.store.nextDue()).toBeUndefined();
    queue.end(first);
    const sent: number[] = [];
    for (let claims = 0; claims < 300 && sent.length < 300; claims++) {
      const ids = queue.claimed({ limit: 20 });
      queue.store.end(ids.map((id) => reportOf(id, { next: 'sent' })));
      sent.push(...ids);
    }
    expect(sent).toEqual(others);
  });
});

const addresses = ['a@x.test', 'b@x.test', 'c@x.test'] as const;

const commands = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('enter' as const), to: fc.subarray([...addresses], { minLength: 1 }) }),
    fc.record({ do: fc.constant('claim' as const), worker: fc.nat(2), limit: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('end' as const), worker: fc.nat(2), as: fc.nat(9) }),
    fc.record({ do: fc.constant('giveUp' as const), worker: fc.nat(2) }),
    fc.record({ do: fc.constant('person' as const), what: fc.nat(3), which: fc.nat(30) }),
    fc.record({ do: fc.constant('die' as const), worker: fc.nat(2) }),
    fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(40) }),
  ),
  { minLength: 40, maxLength: 160 },
);

test('whatever happens to them, messages reach each recipient in order, and all leave that nobody holds or decides on', async () => {
  const queue = await openStoreUnderTest();
  queue.database.pragma('synchronous = OFF');
  fc.assert(
    fc.property(commands, (list) => {
      const run = new RandomRun(queue);
      for (const command of list) run.obey(command);
      run.finish();
    }),
    { numRuns: 120 },
  );
});

/** What an attempt may come to, besides that the message is sent. In the one that is PARTLY done, the first recipient remains. */
const decisions: readonly Decision[] = [{ next: 'failed' }, { next: 'unknown' }, later(0), later(0)];
const PARTLY = 3;

type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

/** Three workers, each with its claims in order, and what the server would have got from them. */
class RandomRun {
  readonly #queue: StoreUnderTest;
  readonly #workers: number[][] = [[], [], []];
  readonly #to = new Map<number, readonly string[]>();
  /** Messages that may leave after one that was queued later: a person had them wait. */
  readonly #delayed = new Set<number>();
  readonly #reached = new Map<string, number>();
  #now = START;

  constructor(queue: StoreUnderTest) {
    this.#queue = queue;
    queue.database.exec('DELETE FROM deliveries');
  }

  obey(command: Command): void {
    this.#now += 1;
    switch (command.do) {
      case 'enter':
        this.#to.set(this.#queue.enter(command.to, {}, this.#now), command.to);
        break;
      case 'claim':
        this.#claim(command.worker, command.limit);
        break;
      case 'end':
        this.#end(command.worker, command.as);
        break;
      case 'giveUp':
        this.#queue.release(String(command.worker), this.#workers[command.worker]?.splice(0) ?? []);
        break;
      case 'die':
        this.#workers[command.worker] = [];
        this.#queue.settle((owner) => owner === String(command.worker), { at: this.#now });
        break;
      case 'person':
        this.#change(command.what, command.which);
        break;
      case 'wait':
        this.#now += command.seconds * 1000;
    }
  }

  /** Workers go on until nothing is left to do; then nothing may be pending or under way. */
  finish(): void {
    for (let round = 0; round < 2000; round++) {
      this.#now += 60_000;
      this.#claim(0, 3);
      for (const worker of [0, 1, 2]) while (this.#workers[worker]?.length) this.#end(worker, 9);
      const { pending, sending } = this.#queue.store.counts();
      if (pending + sending === 0) return;
    }
    throw new Error(`some never left: ${JSON.stringify(this.#queue.store.list({ after: 0, limit: 500 }))}`);
  }

  #claim(worker: number, limit: number): void {
    const claimed = this.#queue.claimed({ owner: String(worker), now: this.#now, limit });
    const mine = this.#workers[worker] ?? [];
    mine.push(...claimed);
    this.#workers[worker] = mine;
    this.#expectOneWorkerPerRecipient();
  }

  #end(worker: number, as: number): void {
    const mine = this.#workers[worker] ?? [];
    const deliveryId = mine.shift();
    if (deliveryId === undefined) return;
    const owner = String(worker);
    expect(this.#queue.handOver(owner, [deliveryId], this.#now)).toEqual([]);
    const open = this.#open(deliveryId);
    const decision = decisions[as] ?? { next: 'sent' };
    const remaining = decision.next === 'sent' ? [] : as === PARTLY ? open.slice(0, 1) : open;
    for (const address of open.filter((each) => !remaining.includes(each))) this.#reach(address, deliveryId);
    // A worker gives back what it has for a recipient of a message that has to wait.
    if (decision.next === 'pending') this.#queue.release(owner, mine.splice(0));
    const report = { owner, open: decision.next === 'pending' ? remaining : [], now: this.#now };
    this.#queue.store.end([
      this.#queue.report(deliveryId, decision.next === 'pending' ? later(this.#now + 5000) : decision, report),
    ]);
  }

  #change(what: number, which: number): void {
    const ids = [...this.#to.keys()];
    const id = ids[which % Math.max(ids.length, 1)];
    if (id === undefined) return;
    const { store } = this.#queue;
    if (what === 0 && store.hold([id], 'person', this.#now) > 0) this.#delayed.add(id);
    if (what === 1) store.releaseHeld([id], this.#now);
    if (what === 2) store.remove([id], 'removed', this.#now);
    if (what === 3 && store.retry([id], this.#now) + store.sendAgain([id], this.#now) > 0) this.#delayed.add(id);
  }

  #open(deliveryId: number): readonly string[] {
    const text = this.#queue.row(deliveryId)?.open_recipients;
    return typeof text === 'string' ? (JSON.parse(text) as string[]) : (this.#to.get(deliveryId) ?? []);
  }

  #reach(address: string, deliveryId: number): void {
    if (this.#delayed.has(deliveryId)) return;
    expect(deliveryId, `the order at ${address}`).toBeGreaterThan(this.#reached.get(address) ?? 0);
    this.#reached.set(address, deliveryId);
  }

  #expectOneWorkerPerRecipient(): void {
    const owners = this.#queue.database
      .prepare(
        `SELECT r.address, count(DISTINCT q.owner) AS owners FROM queue q JOIN queue_recipients r USING (delivery_id)
         WHERE q.state = 'sending' GROUP BY r.address HAVING owners > 1`,
      )
      .all();
    // A message that a person had wait may go beside later ones.
    if (this.#delayed.size === 0) expect(owners).toEqual([]);
  }
}
