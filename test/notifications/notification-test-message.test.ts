import { expect, test } from 'vitest';
import { type Input, operations } from '../../src/shared/contract.ts';
import type { Result } from '../../src/shared/result.ts';
import type { TestReport } from '../../src/shared/test-message.ts';
import { expectFailure, expectValue, openAppUnderTest } from '../app-under-test.ts';
import { ticket } from './notifications-under-test.ts';

test('a test sends a notification filled with its samples and with its fixed files to those whom it names', async () => {
  const { app } = await openAppUnderTest();
  const call = async <N extends keyof typeof operations>(name: N, input: Input<N>) =>
    operations[name].output.parse(expectValue(await app.dispatch(name, input)));
  const { uploadId } = (await call('uploads.begin', { name: 'terms.pdf', sizeBytes: 5 })) as { uploadId: string };
  await call('uploads.append', { uploadId, base64: Buffer.from('terms').toString('base64') });
  const notification = { ...ticket, from: 'Desk <desk@example.org>', cc: 'boss@example.org' };
  const saved = await call('notifications.save', { notification, files: [{ file: 'terms.pdf', uploadId }] });
  const { id } = saved as { id: number };
  const run = (input: Partial<Input<'test.run'>>) =>
    app.dispatch('test.run', { testId: 't', to: 'me@example.org', changes: { service: 'capture' }, ...input });
  const report = expectValue((await run({ notification: { id, notification } })) as Result<TestReport>);
  expect(report.status).toBe('sent');

  const captured = (await call('captured.list', {})) as { rows: readonly { id: number }[] };
  expect(captured.rows).toMatchObject([
    { sender: 'desk@example.org', recipients: ['me@example.org'], subject: '[T1] Sample', attachments: 1 },
  ]);
  const shown = { subject: '[T1] Sample', attachments: [{ fileName: 'terms.pdf', sizeBytes: 5 }] };
  expect(await call('captured.get', { id: captured.rows[0]?.id ?? 0 })).toMatchObject({ message: shown });
  expect(await call('log.message', { id: report.deliveryId })).toMatchObject(shown);

  expectFailure(await run({ notification: { notification } }), 'ATTACHMENT_UNREADABLE');
  const wrong = await run({ notification: { id, notification: { ...notification, subject: '{{x}}' } } });
  expect(expectFailure(wrong, 'PLACEHOLDER_UNKNOWN').field).toBe('subject');
});
