import { beforeEach, describe, expect, test } from 'vitest';
import type { SettingsView } from '../../src/shared/contract.ts';
import { defaultQueueSettings } from '../../src/shared/queue-settings.ts';
import type { Result } from '../../src/shared/result.ts';
import { defaultSettings, draftOf, type SettingsDraft } from '../../src/shared/settings.ts';
import { expectValue, openAppUnderTest } from '../app-under-test.ts';

let call: (name: string, input: unknown) => Promise<Result<SettingsView>>;

beforeEach(async () => {
  const { app } = await openAppUnderTest();
  call = (name, input) => app.dispatch(name, input) as Promise<Result<SettingsView>>;
});

const active = async () => expectValue(await call('settings.get', {})).settings;
const change = async (changes: Record<string, string>) => expectValue(await call('settings.change', { changes }));

describe('settings that were filled out before the queue’s were changed', () => {
  test('are saved without undoing that', async () => {
    const edited = draftOf(await active());
    await change({ 'queue.perMinute': '30' });
    const settings = { ...edited, message: { ...edited.message, plainText: true } };
    expect(await call('settings.save', { settings, basedOn: 1 })).toMatchObject({
      ok: true,
      value: { settings: { revision: 3, message: { plainText: true }, queue: { perMinute: 30 } } },
    });
  });

  test.each([[1], [2], [undefined]])('and leave the queue’s out, based on %j, keep it as it is', async (basedOn) => {
    const { queue: _queue, ...edited } = draftOf(await active());
    await change({ 'queue.perMinute': '30' });
    const settings = { ...edited, message: { ...edited.message, plainText: true } };
    expect(await call('settings.save', { settings, basedOn })).toMatchObject({
      ok: true,
      value: { settings: { message: { plainText: true }, queue: { perMinute: 30 } } },
    });
  });

  test('and that change the queue’s as well have the last word', async () => {
    const edited = draftOf(await active());
    await change({ 'queue.perMinute': '30' });
    const settings = { ...edited, queue: { ...edited.queue, perDay: 100 } };
    expect(await call('settings.save', { settings, basedOn: 1 })).toMatchObject({
      ok: true,
      value: { settings: { queue: { perMinute: 0, perDay: 100 } } },
    });
  });

  test.each([
    ['another setting', { 'queue.perMinute': '30', 'message.plainText': 'true' }],
    ['another setting alone', { 'message.plainText': 'true' }],
  ])('are a conflict when %s was changed too', async (_what, changes) => {
    const settings = draftOf(await active());
    await change(changes);
    expect(await call('settings.save', { settings, basedOn: 1 })).toMatchObject({
      ok: false,
      error: { code: 'SETTINGS_CONFLICT' },
    });
  });

  test('are a conflict when a password was stored meanwhile', async () => {
    const settings = draftOf(await active());
    await call('settings.setPassword', { password: 'correct horse' });
    await change({ 'queue.perMinute': '30' });
    expect(await call('settings.save', { settings, basedOn: 1 })).toMatchObject({
      ok: false,
      error: { code: 'SETTINGS_CONFLICT' },
    });
  });
});

test('a test counts for its settings, however the queue is set', async () => {
  const { app } = await openAppUnderTest();
  await app.dispatch('test.run', { testId: 'a', to: 'pat@recipient.test' });
  const changed = expectValue(
    (await app.dispatch('settings.change', { changes: { 'queue.perMinute': '30' } })) as Result<SettingsView>,
  );
  expect(changed.settings.lastTest).toMatchObject({ status: 'sent' });
});

describe('a settings file', () => {
  const fileOf = ({ queue: _queue, ...others }: SettingsDraft, queue?: object) =>
    JSON.stringify({ ...others, ...(queue === undefined ? {} : { queue }) });

  test('from before there was a queue leaves its settings as they are', async () => {
    await change({ 'queue.perMinute': '30' });
    expect(await call('settings.import', { text: fileOf(defaultSettings) })).toMatchObject({
      ok: true,
      value: { settings: { queue: { ...defaultQueueSettings, perMinute: 30 } } },
    });
  });

  test('that has settings of the queue brings them', async () => {
    await change({ 'queue.perMinute': '30' });
    const queue = { ...defaultQueueSettings, perHour: 5 };
    expect(await call('settings.import', { text: fileOf(defaultSettings, queue) })).toMatchObject({
      ok: true,
      value: { settings: { queue } },
    });
  });

  test.each([
    [{ perMinute: -1 }],
    [{ perMinute: '1' }],
    [{ perMinute: 1.5 }],
    [{ withoutRecipient: 'lose' }],
    [{ stormBrake: 'yes' }],
    [{ perMinuet: 1 }],
    [null],
    ['all'],
  ])('with %j for the queue is refused', async (queue) => {
    const text = JSON.stringify({ ...defaultSettings, queue });
    expect(await call('settings.import', { text })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    expect((await active()).revision).toBe(1);
  });
});

describe('settings of the queue by key', () => {
  test.each([
    ['queue.checkInterval', '0'],
    ['queue.checkInterval', '3601'],
    ['queue.retryFirst', 'soon'],
    ['queue.connections', '0'],
    ['queue.connections', '51'],
    ['queue.perDay', '-1'],
    ['queue.withoutRecipient', 'lose'],
    ['queue.skipInitiator', 'yes'],
    ['queue.stormLimit', '0'],
    ['queue.nothing', '1'],
  ])('%s = %s is refused', async (field, value) => {
    expect(await call('settings.change', { changes: { [field]: value } })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', field },
    });
  });
});
