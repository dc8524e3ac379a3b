import { expect, it, onTestFinished } from 'vitest';
import { offering } from '../mail/failure-case.ts';
import { answering, upgrade } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { startScripted } from '../servers/scripted.ts';
import { onlyJson, temporaryData } from './temporary-data.ts';

const certificates = certificatesForTests();

it('a server that withdraws STARTTLS is warned of by the test, its log entry, and the settings', async () => {
  let offers = true;
  const server = await startScripted(
    answering({
      EHLO: async (session) => {
        await session.send(offers && !session.isEncrypted() ? offering('STARTTLS') : offering());
        return 'go on';
      },
      STARTTLS: upgrade(certificates().valid),
    }),
  );
  onTestFinished(server.close);
  const data = await temporaryData();
  const settings = {
    service: 'smtp',
    'smtp.host': '127.0.0.1',
    'smtp.port': server.port,
    'smtp.security': 'starttls-if-available',
    'smtp.rejectInvalidCertificates': false,
  };
  await data.run(['settings', 'set', ...Object.entries(settings).map(([key, value]) => `${key}=${value}`)]);
  const first = await data.run(['test', '--until', 'reach']);
  expect([first.exitCode, first.errors]).toEqual([0, '']);
  expect(first.output).not.toMatch(/^Warning/m);

  offers = false;
  const warning = /^Warning +The server offered STARTTLS before and doesn’t any more\. Somebody .+\.$/m;
  const second = await data.run(['test', '--until', 'reach']);
  expect(second.exitCode).toBe(0);
  expect(second.output).toMatch(warning);
  expect((await data.run(['log', 'show', '2'])).output).toMatch(warning);
  expect(onlyJson(await data.run(['log', 'show', '2', '--json'])).value).toMatchObject({
    warnings: ['STARTTLS_WITHDRAWN'],
  });
  expect((await data.run(['log', 'report', '2'])).output).toMatch(
    /^Warnings +STARTTLS_WITHDRAWN: The server offered STARTTLS before/m,
  );
  const shown = await data.run(['settings', 'show', '--json']);
  expect(shown.exitCode).toBe(0);
  expect(shown.errors).toMatch(/^127\.0\.0\.1 offered STARTTLS before/);
});
