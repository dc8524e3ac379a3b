import { t } from '../../../shared/catalogue/index.ts';
import type { Step } from '../../../shared/delivery.ts';
import type { Keep } from '../../../shared/notification.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Database } from '../../store/database.ts';

/** Leaves of a message that has left the queue for good what its notification lets the log keep, and removes the rest. */
export type Forgetting = { readonly forget: (deliveryId: number) => void };

type AttemptWords = {
  readonly id: number;
  readonly reply: string | null;
  readonly error: string | null;
  readonly steps: string | null;
};

export function openForgetting(database: Database): Forgetting {
  const keepOf = database.prepare<[number], Keep>('SELECT keep FROM deliveries WHERE id = ?').pluck();
  const removeSource = database.prepare<[number]>('DELETE FROM delivery_messages WHERE delivery_id = ?');
  const removeFiles = database.prepare<[number]>('DELETE FROM delivery_attachments WHERE delivery_id = ?');
  const words = database.prepare<[number], { reply: string | null; error: string | null }>(
    'SELECT reply, error FROM deliveries WHERE id = ?',
  );
  const removePeople = database.prepare<[string, string | null, string | null, number]>(
    `UPDATE deliveries SET subject = ?, reply = ?, error = ?, sender = '', recipients = '[]', initiator = NULL WHERE id = ?`,
  );
  const attempts = database.prepare<[number], AttemptWords>(
    `SELECT a.id, a.reply, a.error, s.steps FROM attempts a LEFT JOIN sessions s ON s.attempt_id = a.id
     WHERE a.delivery_id = ?`,
  );
  const bareAttempt = database.prepare<[string | null, string | null, number]>(
    `UPDATE attempts SET recipients = '[]', reply = ?, error = ? WHERE id = ?`,
  );
  const bareSession = database.prepare<[string, number]>('UPDATE sessions SET steps = ? WHERE attempt_id = ?');
  const removeTranscript = database.prepare<[number]>('DELETE FROM transcripts WHERE attempt_id = ?');

  return {
    forget: (deliveryId) => {
      const keep = keepOf.get(deliveryId);
      if (keep === undefined || keep === 'full') return;
      removeSource.run(deliveryId);
      removeFiles.run(deliveryId);
      if (keep === 'envelope') return;
      const said = words.get(deliveryId) ?? { reply: null, error: null };
      removePeople.run(t('queue.notKept.subject'), codesOf(said.reply), codeOf(said.error), deliveryId);
      for (const attempt of attempts.all(deliveryId)) {
        bareAttempt.run(codesOf(attempt.reply), codeOf(attempt.error), attempt.id);
        if (attempt.steps !== null) bareSession.run(bareSteps(attempt.steps), attempt.id);
        removeTranscript.run(attempt.id);
      }
    },
  };
}

/** Of a reply its codes alone (RFC 5321 section 4.2, RFC 3463): its words may name people. */
function codesOf(reply: string | null): string | null {
  return reply === null ? null : (/^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3}(?!\S))?/.exec(reply)?.[0] ?? null);
}

function codeOf(error: string | null): string | null {
  if (error === null) return null;
  const { code } = JSON.parse(error) as Failure;
  return JSON.stringify({ code, message: t('queue.notKept.error', { code }) } satisfies Failure);
}

function bareSteps(steps: string): string {
  const bare = (JSON.parse(steps) as Step[]).map((step) => (namesPeople(step) ? { ...step, detail: '' } : step));
  return JSON.stringify(bare);
}

function namesPeople({ step }: Step): boolean {
  return step === 'sender' || step === 'recipient' || step === 'data' || step === 'accepted';
}
