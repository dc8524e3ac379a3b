import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { expectFailure, openAppUnderTest } from '../app-under-test.ts';
import { freePorts } from '../servers/free-ports.ts';

test('a host of several addresses is reached by the one that answers', async () => {
  const server = createServer((socket) => void socket.end('554 not here\r\n')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const postroom = await openAppUnderTest({ lookup: async () => ['::1', '127.0.0.1'] });
  const result = await postroom.test({ 'smtp.host': 'mail.sender.test', 'smtp.port': port });
  server.close();
  expectFailure(result, 'CONNECTION_REFUSED');
  expect(result.value?.steps.find((step) => step.step === 'connect')).toMatchObject({ status: 'ok' });
});

test.each([[['127.0.0.1', '::ffff:0.0.0.1']], [['::ffff:0.0.0.1', '127.0.0.1']]])(
  'of the errors of %j, the refusal is told',
  async (addresses) => {
    const [port = 0] = await freePorts(1);
    const postroom = await openAppUnderTest({ lookup: async () => addresses });
    const result = await postroom.test({ 'smtp.host': 'mail.sender.test', 'smtp.port': port });
    expect(expectFailure(result, 'CONNECTION_REFUSED').message).toContain('mail.sender.test');
  },
);
