import { expect, it } from 'vitest';
import type { ActionReport } from '../../src/shared/action.ts';
import { operations } from '../../src/shared/contract.ts';
import type { Result } from '../../src/shared/result.ts';
import { expectFailure, expectValue, openAppUnderTest } from '../app-under-test.ts';
import { startServiceUnderTest } from './service-under-test.ts';

const notification = {
  name: 'ticket-created',
  from: 'desk@example.org',
  to: 'pat@example.org',
  subject: '[{{id}}]',
  text: 'Sample',
  attachments: [{ slot: 'report' }],
  placeholders: { id: 'T1' },
};

it('a program with a token queues a message with its file, once for each key, until the token is revoked', async () => {
  const { app } = await openAppUnderTest();
  const { ask } = await startServiceUnderTest(app);
  expectValue(await app.dispatch('notifications.save', { notification }));
  const made = operations['tokens.create'].output.parse(
    expectValue(await app.dispatch('tokens.create', { name: 'ticket system' })),
  );
  const notify = async (action: object) => {
    const headers = { Authorization: `Bearer ${made.token}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ notification: 'ticket-created', values: { id: 'T7' }, ...action });
    const answer = await ask({ method: 'POST', path: '/api/notify', headers, body });
    return {
      status: answer.status,
      result: (answer.body === '' ? undefined : JSON.parse(answer.body)) as Result<ActionReport>,
    };
  };
  const file = { slot: 'report', name: 'report.txt', base64: Buffer.from('report').toString('base64') };
  const first = await notify({ idempotencyKey: 'k', attachments: [file] });
  expect(first.status).toBe(202);
  const { deliveryId } = expectValue(first.result);
  const again = await notify({ idempotencyKey: 'k', attachments: [file] });
  expect([again.status, expectValue(again.result).duplicateOf]).toEqual([200, deliveryId]);
  const { items } = operations['queue.list'].output.parse(expectValue(await app.dispatch('queue.list', {})));
  expect(items).toMatchObject([
    { id: deliveryId, initiator: 'ticket system', subject: '[T7]', attachments: { count: 1, sizeBytes: 6 } },
  ]);

  expectValue(
    await app.dispatch('settings.change', {
      changes: { 'message.limitAttachments': 'true', 'message.attachmentLimitMb': '1' },
    }),
  );
  const large = { ...file, base64: Buffer.alloc(1_048_577).toString('base64') };
  const refused = await notify({ attachments: [large] });
  expect(refused.status).toBe(413);
  expect(expectFailure(refused.result, 'ATTACHMENTS_TOO_LARGE').attachments).toMatchObject({
    limitBytes: 1_048_576,
    totalBytes: 1_048_577,
  });
  const unknown = await notify({ values: { id: 'T7', other: 'x' } });
  expect(unknown.status).toBe(400);
  expectFailure(unknown.result, 'PLACEHOLDER_UNKNOWN');
  const number = expectFailure((await notify({ values: { id: 7 } })).result, 'INVALID_INPUT');
  expect([number.field, number.message]).toEqual(['values.id', expect.stringContaining('“data”')]);

  expectValue(await app.dispatch('tokens.revoke', { id: made.view.id }));
  expect((await notify({})).status).toBe(401);
});
