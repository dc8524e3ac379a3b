import { describe, expect, onTestFinished, test } from 'vitest';
import { EXPIRY_WARNING_DAYS, expiresSoon } from '../../src/shared/certificate.ts';
import { operations } from '../../src/shared/contract.ts';
import {
  type AppUnderTest,
  type Changes,
  expectFailure,
  expectValue,
  openAppForFile,
  openAppUnderTest,
  reportOf,
  smtpChanges,
} from '../app-under-test.ts';
import { answering, upgrade } from '../servers/answers.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../servers/describe-with-peers.ts';
import { issuerForTests } from '../servers/issued-certificates.ts';
import { startScripted } from '../servers/scripted.ts';
import { startTlsServer } from '../servers/tls-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { ifAvailable, offering, starttls, tls } from './failure-case.ts';

const none = { 'smtp.security': 'none' };

const settingsOf = async ({ app }: AppUnderTest) =>
  operations['settings.get'].output.parse(expectValue(await app.dispatch('settings.get', {})));
const warningsOf = async (postroom: AppUnderTest) => (await settingsOf(postroom)).warnings.map(({ code }) => code);
const use = async ({ app }: AppUnderTest, changes: Changes) =>
  expectValue(await app.dispatch('settings.change', { changes: smtpChanges(changes) }));

describeWithPeers(['openssl'], 'STARTTLS that was offered and isn’t any more', () => {
  const certificates = certificatesForTests();

  /** A server that answers EHLO as it is told, and Postroom with settings for it. */
  const start = async (security: Changes) => {
    const hello = { inClear: offering('STARTTLS') };
    const server = await startScripted(
      answering({
        EHLO: async ({ isEncrypted, send }) => {
          await send(isEncrypted() ? offering() : hello.inClear);
          return 'go on';
        },
        STARTTLS: upgrade(certificates().valid),
      }),
    );
    onTestFinished(server.close);
    const folder = await makeTemporaryFolder('watch');
    onTestFinished(folder.remove);
    const open = async () => {
      const opened = await openAppForFile({
        trustedAuthorities: [certificates().authority],
        dataFolder: folder.path,
        lookup: async () => ['127.0.0.1'],
      });
      onTestFinished(() => opened.close().catch(() => {}));
      return opened;
    };
    const postroom = await open();
    const settings = { 'smtp.port': server.port, ...security };
    await use(postroom, settings);
    return {
      postroom,
      open,
      port: server.port,
      test: (changes: Changes = {}, input = {}) => postroom.test({ ...settings, ...changes }, input),
      answer: (text: string) => {
        hello.inClear = text;
      },
    };
  };
  const stripped = offering('X-STRIPPED');

  test('is told on the row, in the report and in the settings, until it is offered again', async () => {
    const { postroom, test: run, answer } = await start(ifAvailable);
    expect(expectValue(await run()).warnings).toEqual([]);
    expect(await warningsOf(postroom)).toEqual([]);
    answer(stripped);
    for (let session = 0; session < 3; session++) {
      const result = await run();
      expect(expectValue(result)).toMatchObject({ encryption: null, warnings: ['STARTTLS_WITHDRAWN'] });
      expect((await postroom.logged(result)).warnings).toEqual(['STARTTLS_WITHDRAWN']);
      expect(await warningsOf(postroom)).toEqual(['STARTTLS_WITHDRAWN']);
    }
    const [warning] = (await settingsOf(postroom)).warnings;
    expect(warning?.message).toContain('127.0.0.1 offered STARTTLS before');
    expect(warning?.message).toMatch(/since \d{4}-\d\d-\d\d\./);
    expect(warning?.help).toContain('stripping');
    answer(offering('STARTTLS'));
    expect(expectValue(await run()).warnings).toEqual([]);
    expect(await warningsOf(postroom)).toEqual([]);
  });

  test('is told as well where the session fails for it', async () => {
    const { postroom, test: run, answer } = await start(starttls);
    expectValue(await run());
    answer(stripped);
    const result = await run();
    expectFailure(result, 'STARTTLS_NOT_OFFERED');
    expect(reportOf(result).warnings).toEqual(['STARTTLS_WITHDRAWN']);
    expect((await postroom.logged(result)).warnings).toEqual(['STARTTLS_WITHDRAWN']);
    expect(await warningsOf(postroom)).toEqual(['STARTTLS_WITHDRAWN']);
  });

  test('is told as well where EHLO is not understood any more', async () => {
    const { test: run, answer } = await start(ifAvailable);
    expectValue(await run());
    answer('502 5.5.1 What?\r\n');
    expect(expectValue(await run()).warnings).toEqual(['STARTTLS_WITHDRAWN']);
  });

  test('is remembered over a restart, and by a test that stops early', async () => {
    const { postroom, open, port, test: run, answer } = await start(ifAvailable);
    expectValue(await run({}, { until: 'reach' }));
    answer(stripped);
    expect(expectValue(await run({}, { until: 'reach' })).warnings).toEqual(['STARTTLS_WITHDRAWN']);
    await postroom.app.close();
    const later = await open();
    expect(await warningsOf(later)).toEqual(['STARTTLS_WITHDRAWN']);
    expect(expectValue(await later.test({ ...ifAvailable, 'smtp.port': port })).warnings).toEqual([
      'STARTTLS_WITHDRAWN',
    ]);
  });

  test('doesn’t matter once None is chosen, and matters again after', async () => {
    const { postroom, port, test: run, answer } = await start(ifAvailable);
    expectValue(await run());
    answer(stripped);
    expectValue(await run());
    await use(postroom, { 'smtp.port': port, ...none });
    expect(await warningsOf(postroom)).toEqual([]);
    expect(expectValue(await run(none)).warnings).toEqual([]);
    await use(postroom, { 'smtp.port': port, ...ifAvailable });
    expect(await warningsOf(postroom)).toEqual(['STARTTLS_WITHDRAWN']);
  });

  test('is no other server’s matter, by host or by port; the case of a name doesn’t count', async () => {
    const { postroom, port, test: run, answer } = await start({ ...ifAvailable, 'smtp.host': 'localhost' });
    expectValue(await run());
    answer(stripped);
    expect(expectValue(await run({ 'smtp.host': '127.0.0.1' })).warnings).toEqual([]);
    expect(await warningsOf(postroom)).toEqual([]);
    expect(expectValue(await run({ 'smtp.host': 'LocalHost' })).warnings).toEqual(['STARTTLS_WITHDRAWN']);
    expect(await warningsOf(postroom)).toEqual(['STARTTLS_WITHDRAWN']);
    await use(postroom, { 'smtp.port': port === 25 ? 26 : 25, ...ifAvailable, 'smtp.host': 'localhost' });
    expect(await warningsOf(postroom)).toEqual([]);
  });

  test.each([
    ['too busy to say what it offers', '421 4.3.2 Too busy\r\n'],
    ['refusing to begin', '550 5.7.1 Not you\r\n'],
  ])('is not concluded from a server that is %s', async (_, reply) => {
    const { postroom, test: run, answer } = await start(starttls);
    expectValue(await run());
    answer(reply);
    const result = await run();
    expect(result.ok).toBe(false);
    expect(reportOf(result).warnings).toEqual([]);
    expect(await warningsOf(postroom)).toEqual([]);
  });

  test('is not told of a server that never offered it', async () => {
    const { postroom, test: run, answer } = await start(ifAvailable);
    answer(stripped);
    for (let session = 0; session < 2; session++) expect(expectValue(await run()).warnings).toEqual([]);
    expect(await warningsOf(postroom)).toEqual([]);
  });
});

describeWithPeers(['openssl'], 'a certificate that expires soon', () => {
  const issuer = issuerForTests();

  test.each([
    [10, ['CERTIFICATE_EXPIRES_SOON']],
    [1, ['CERTIFICATE_EXPIRES_SOON']],
    [60, []],
  ])('(%i days) is told: %j', async (days, warnings) => {
    const { key, cert } = await issuer().issue('mail', { days });
    const server = await startTlsServer({ key, cert });
    onTestFinished(server.close);
    const postroom = await openAppUnderTest({ trustedAuthorities: [cert] });
    await use(postroom, { 'smtp.port': server.port, ...tls });
    const result = await postroom.test({ 'smtp.port': server.port, ...tls });
    expect(expectValue(result).warnings).toEqual(warnings);
    expect((await postroom.logged(result)).warnings).toEqual(warnings);
    const told = (await settingsOf(postroom)).warnings;
    expect(told.map(({ code }) => code)).toEqual(warnings);
    if (days === 10)
      expect(told[0]?.message).toMatch(
        /^The certificate of 127\.0\.0\.1 expires in (9|10) days, on \d{4}-\d\d-\d\d\.$/,
      );
    if (days === 1) expect(told[0]?.message).toMatch(/expires in [01] days?, on/);
    await use(postroom, { 'smtp.port': server.port, ...none });
    expect(await warningsOf(postroom)).toEqual([]);
  });

  test('is told no more once another one is shown', async () => {
    const { issue } = issuer();
    const [old, renewed] = [await issue('old', { days: 5 }), await issue('new', { days: 300 })];
    const server = await startTlsServer({ key: old.key, cert: old.cert });
    onTestFinished(server.close);
    const postroom = await openAppUnderTest({ trustedAuthorities: [old.cert, renewed.cert] });
    await use(postroom, { 'smtp.port': server.port, ...tls });
    expect(expectValue(await postroom.test({ 'smtp.port': server.port, ...tls })).warnings).toHaveLength(1);
    server.show(renewed);
    expect(expectValue(await postroom.test({ 'smtp.port': server.port, ...tls })).warnings).toEqual([]);
    expect(await warningsOf(postroom)).toEqual([]);
  });
});

describe('the time before a warning', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  test.each([
    [-0.01, false],
    [0, true],
    [0.5, true],
    [EXPIRY_WARNING_DAYS - 0.01, true],
    [EXPIRY_WARNING_DAYS, false],
    [400, false],
  ])('with %d days left is over: %s', (days, soon) => {
    expect(expiresSoon(new Date(now.getTime() + days * 86_400_000).toISOString(), now)).toBe(soon);
  });
});
