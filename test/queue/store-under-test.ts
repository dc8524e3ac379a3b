import { onTestFinished } from 'vitest';
import type { AttemptEnd } from '../../src/main/log/log-store.ts';
import { judgeLost } from '../../src/main/queue/policy.ts';
import type { AttemptReport, Decision, TakeUp } from '../../src/main/queue/store/attempt-report.ts';
import type { ClaimedMessage, Entered, Lease, NewMessage } from '../../src/main/queue/store/queue-message.ts';
import { createQueueStore } from '../../src/main/queue/store/queue-store.ts';
import type { ClaimOptions, QueueStore } from '../../src/main/queue/store/queue-store-type.ts';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { defaultQueueSettings, type QueueSettings } from '../../src/shared/queue-settings.ts';
import { expectValue } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

export const noThrottle = { perMinute: 0, perHour: 0, perDay: 0 } as const;
/** The time at which every test begins. */
export const START = Date.UTC(2026, 10, 22, 12);
export const ME = '{"computer":"here","pid":1,"instance":"me"}';
export const OTHER = '{"computer":"here","pid":2,"instance":"other"}';

type SettleOptions = {
  readonly at?: number;
  readonly isCertain?: (owner: string) => boolean;
  readonly settings?: Partial<QueueSettings>;
};

export type StoreUnderTest = {
  readonly database: Database;
  readonly dataFolder: string;
  readonly store: QueueStore;
  /** Enters a message to these addresses and gives its id. */
  readonly enter: (to?: string | readonly string[], changes?: Partial<NewMessage>, at?: number) => number;
  readonly entered: (changes?: Partial<NewMessage>, settings?: Partial<QueueSettings>, at?: number) => Entered;
  readonly claim: (changes?: Partial<ClaimOptions>) => readonly ClaimedMessage[];
  /** The ids of what a claim gives. */
  readonly claimed: (changes?: Partial<ClaimOptions>) => readonly number[];
  /** The last claims that an owner got of these messages. */
  readonly leases: (owner: string, ids: readonly number[]) => readonly Lease[];
  /** Hands messages over; gives those for which that isn't granted. */
  readonly handOver: (owner: string, ids: readonly number[], at?: number) => readonly number[];
  readonly release: (owner: string, ids: readonly number[]) => void;
  /** A report on the last claim of its owner. */
  readonly report: (deliveryId: number, decision: Decision, changes?: Partial<AttemptReport>) => AttemptReport;
  /** Takes up what these have left behind. */
  readonly settle: (isGone: (owner: string) => boolean, options?: SettleOptions) => number;
  /** Hands a message over and ends it. */
  readonly end: (deliveryId: number, decision?: Decision, changes?: Partial<AttemptReport>) => void;
  readonly row: (deliveryId: number) => Record<string, unknown> | undefined;
  readonly delivery: (deliveryId: number) => Record<string, unknown>;
};

/** Opens a queue on a database of its own, for as long as the test lasts. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  const folder = await makeTemporaryFolder('queue-store');
  const database = expectValue(openDatabase(folder.path));
  onTestFinished(async () => {
    database.close();
    await folder.remove();
  });
  database.prepare("INSERT INTO settings_revisions (revision, saved_at, document) VALUES (1, '', '{}')").run();
  return storeOn(database, folder.path);
}

export function storeOn(database: Database, dataFolder: string): StoreUnderTest {
  const store = createQueueStore(database);
  const entered: StoreUnderTest['entered'] = (changes, settings, at = START) => {
    const options = { now: at, settings: { ...defaultQueueSettings, ...settings }, filesThere: () => true };
    const result = store.enter(newMessage(changes), options);
    if (result === 'files-missing') throw new Error('files are missing');
    return result;
  };
  const claims = new Map<string, number>();
  const claim: StoreUnderTest['claim'] = (changes) => {
    const options = { owner: ME, now: START, leaseUntil: START + 60_000, limit: 20, throttle: noThrottle, ...changes };
    const messages = store.claim(options);
    for (const each of messages) claims.set(`${options.owner} ${each.deliveryId}`, each.claim);
    return messages;
  };
  const leases: StoreUnderTest['leases'] = (owner, ids) =>
    ids.map((deliveryId) => ({ deliveryId, claim: claims.get(`${owner} ${deliveryId}`) ?? 0 }));
  const handOver: StoreUnderTest['handOver'] = (owner, ids, at = START) => {
    const granted = store.handOver(leases(owner, ids), at);
    return ids.filter((_id, index) => granted[index] !== true);
  };
  const report: StoreUnderTest['report'] = (deliveryId, decision, changes = {}) => {
    const [lease] = leases(changes.owner ?? ME, [deliveryId]);
    return reportOf(deliveryId, decision, { ...lease, ...changes });
  };
  return {
    database,
    dataFolder,
    store,
    entered,
    enter: (to = 'pat@example.org', changes = {}, at = START) =>
      entered({ recipients: { to: [to].flat(), cc: [], bcc: [] }, ...changes }, {}, at).deliveryId,
    claim,
    leases,
    handOver,
    report,
    release: (owner, ids) => store.release(leases(owner, ids)),
    settle: (isGone, { at = START, isCertain, settings } = {}) =>
      store.settle(at, isGone, takeUpWith(settings, at), isCertain),
    claimed: (changes) => claim(changes).map((message) => message.deliveryId),
    end: (deliveryId, decision = { next: 'sent' }, changes = {}) => {
      handOver(changes.owner ?? ME, [deliveryId]);
      store.end([report(deliveryId, decision, changes)]);
    },
    row: (id) => database.prepare('SELECT * FROM queue WHERE delivery_id = ?').get(id) as Record<string, unknown>,
    delivery: (id) => database.prepare('SELECT * FROM deliveries WHERE id = ?').get(id) as Record<string, unknown>,
  };
}

/** What the policy says of lost messages, without chance. */
export function takeUpWith(settings: Partial<QueueSettings> = {}, at = START): TakeUp {
  return (lost, why) => judgeLost(lost, why, { ...defaultQueueSettings, ...settings }, at, 0.5);
}

export function newMessage(changes: Partial<NewMessage> = {}): NewMessage {
  return {
    notification: { id: 1, name: 'ticket-created' },
    keep: 'full',
    initiator: 'desk@example.org',
    service: 'smtp',
    host: 'mail.example.org',
    port: 25,
    settingsRevision: 1,
    from: 'console@example.org',
    recipients: { to: ['pat@example.org'], cc: [], bcc: [] },
    subject: 'A ticket',
    messageId: '<1@example.org>',
    source: Buffer.from('Subject: A ticket\r\n\r\nBody\r\n'),
    files: [],
    sizeBytes: 27,
    contentType: 'text/plain',
    warnings: [],
    notBefore: null,
    idempotencyKey: null,
    failure: null,
    ...changes,
  };
}

export function reportOf(deliveryId: number, decision: Decision, changes: Partial<AttemptReport> = {}): AttemptReport {
  return {
    deliveryId,
    claim: 1,
    owner: ME,
    startedAt: new Date(START).toISOString(),
    now: START + 1000,
    host: 'mail.example.org',
    port: 25,
    end: endOf(decision.next === 'pending' ? 'failed' : decision.next),
    results: [],
    open: [],
    firstTriedAt: decision.next === 'pending' && !decision.counts ? null : START,
    decision,
    ...changes,
  };
}

export function endOf(status: AttemptEnd['status'], changes: Partial<AttemptEnd> = {}): AttemptEnd {
  return {
    status,
    recipients: '[]',
    reply: status === 'sent' ? '250 2.0.0 Taken' : '450 4.2.0 Later',
    error: status === 'sent' ? null : '{"code":"MESSAGE_REJECTED","message":"Not now."}',
    durationMs: 5,
    encryption: null,
    encryptionLabel: 'none',
    certificateProblems: '[]',
    warnings: '[]',
    steps: '[]',
    transcript: '[{"from":"server","atMs":1,"text":"250 ok"}]',
    ...changes,
  };
}
