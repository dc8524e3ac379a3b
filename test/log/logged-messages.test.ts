import { afterEach, beforeEach, expect, test } from 'vitest';
import { SOURCE_LIMIT } from '../../src/shared/message.ts';
import { upload } from '../attachments/store-under-test.ts';
import {
  type ActionsUnderTest,
  openActionsUnderTest,
  smtpSettings,
  ticket,
  values,
} from '../notifications/action-under-test.ts';

let under: ActionsUnderTest;
beforeEach(async () => {
  under = await openActionsUnderTest();
});
afterEach(() => under.close());

const draft = { ...smtpSettings, message: { ...smtpSettings.message, limitAttachments: false } };
const action = { notification: 'ticket-created', values };

async function queued(sizeBytes: number, keep: 'full' | 'envelope' | 'outcome' = 'full'): Promise<number> {
  const uploadId = await upload(under.attachments, 'a', Buffer.alloc(sizeBytes, 'x'));
  const attachments = [{ slot: 'report', name: 'report 📎.bin', uploadId }];
  const result = await under.run({ ...action, attachments }, { draft, notifications: [{ ...ticket, keep }] });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.deliveryId;
}

test('a message too large to be saved is still listed, and says so', async () => {
  const id = await queued(23 * 1_048_576);
  const saved = await under.messages.source(id);
  expect(saved).toMatchObject({ ok: false, error: { code: 'MESSAGE_TOO_LARGE' } });
  expect(saved.ok ? '' : saved.error.message).toContain('32 MB');
  const view = await under.messages.message(id);
  if (!view.ok) throw new Error(view.error.message);
  expect(view.value.attachments).toEqual([
    { index: 0, fileName: 'report 📎.bin', contentType: 'application/octet-stream', sizeBytes: 23 * 1_048_576 },
  ]);
  expect(view.value.html).toContain('<p>Printer</p>');
  expect([view.value.source.length, view.value.sourceCut]).toEqual([SOURCE_LIMIT, true]);
  expect(view.value.source).toContain('Subject: [T7] Printer');
});

test('a message just small enough is saved whole', async () => {
  const id = await queued(21 * 1_048_576);
  const saved = await under.messages.source(id);
  if (!saved.ok) throw new Error(saved.error.message);
  const [item] = under.queue.list({ after: 0, limit: 1 });
  expect(Buffer.from(saved.value.base64, 'base64').byteLength).toBe(item?.sizeBytes);
});

test.each(['envelope', 'outcome'] as const)('a message of which the %s alone is kept says so', async (keep) => {
  const id = await queued(10, keep);
  expect(await under.messages.source(id), 'while it waits').toMatchObject({ ok: true });
  expect(under.queue.remove([id], 'note', Date.now())).toBe(1);
  const view = await under.messages.message(id);
  expect(view).toMatchObject({
    ok: true,
    value: { text: expect.stringContaining('not been kept'), html: null, attachments: [], source: '' },
  });
  expect(await under.messages.source(id)).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND', message: expect.stringContaining('not been kept') },
  });
  expect(JSON.stringify(view).includes('pat@example.org')).toBe(keep === 'envelope');
});

test('an entry that isn’t there is told of', async () => {
  expect(await under.messages.message(99)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', field: 'id' } });
  expect(await under.messages.source(99)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', field: 'id' } });
});
