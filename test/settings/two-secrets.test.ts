import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openSecrets, type Secrets, VaultError } from '../../src/main/secrets/index.ts';
import { createSettingsService, type SettingsService } from '../../src/main/settings/settings-service.ts';
import { createSettingsStore } from '../../src/main/settings/settings-store.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

let service: SettingsService;
/** References of the secrets that were added and not removed since. */
let stored: Set<string>;
/** How many more secrets the vault takes. */
let room: number;

beforeEach(async () => {
  const folder = await makeTemporaryFolder('two-secrets');
  const database = expectValue(openDatabase(folder.path));
  onTestFinished(async () => {
    database.close();
    await folder.remove();
  });
  const vault = await openSecrets('file', folder.path);
  stored = new Set();
  room = Number.POSITIVE_INFINITY;
  const secrets: Secrets = {
    ...vault,
    add: async (secret) => {
      if (room-- <= 0) throw new VaultError('The vault is full.');
      const reference = await vault.add(secret);
      stored.add(reference);
      return reference;
    },
    remove: async (reference) => {
      await vault.remove(reference);
      stored.delete(reference);
    },
  };
  service = createSettingsService({
    store: createSettingsStore(database),
    secrets,
    now: () => new Date(),
    changed: () => {},
    lastTest: () => null,
    saved: () => {},
    warnings: () => [],
  });
});

const save = (secrets: object, basedOn?: number) =>
  service.save({ settings: defaultSettings, ...secrets, ...(basedOn === undefined ? {} : { basedOn }) });

/** What each reference of the active settings leads to. */
async function secretsNow(): Promise<unknown[]> {
  const { password, clientKeyPassphrase } = service.active().references;
  const read = async (reference: string | null) => {
    const reading = reference === null ? null : await service.readSecret(reference);
    return reading === null || typeof reading === 'string' ? reading : reading.secret;
  };
  const found = [await read(password), await read(clientKeyPassphrase)];
  expect([...stored].sort()).toEqual([password, clientKeyPassphrase].filter((each) => each !== null).sort());
  return found;
}

test('two secrets are stored, kept, replaced and deleted, each apart from the other', async () => {
  expectValue(await save({ password: 'one', clientKeyPassphrase: 'two' }));
  expect(await secretsNow()).toEqual(['one', 'two']);
  expectValue(await save({}));
  expect(await secretsNow()).toEqual(['one', 'two']);
  expectValue(await service.setSecrets({ password: 'three' }));
  expect(await secretsNow()).toEqual(['three', 'two']);
  expectValue(await service.setSecrets({ clientKeyPassphrase: 'four' }));
  expect(await secretsNow()).toEqual(['three', 'four']);
  expectValue(await save({ password: null }));
  expect(await secretsNow()).toEqual([null, 'four']);
  expectValue(await save({ password: 'four', clientKeyPassphrase: null }));
  expect(await secretsNow()).toEqual(['four', null]);
  expectValue(await save({ password: null }));
  expect(await secretsNow()).toEqual([null, null]);
});

test.each([
  ['change', (each: SettingsService) => each.change({ 'message.plainText': 'true' })],
  ['import', (each: SettingsService) => each.importText(each.exportText())],
])('a %s of values keeps both', async (_what, act) => {
  expectValue(await save({ password: 'one', clientKeyPassphrase: 'two' }));
  expectValue(await act(service));
  expect(await secretsNow()).toEqual(['one', 'two']);
  expect(service.exportText()).not.toMatch(/\b(?:one|two)\b/);
});

test.each([0, 1])(
  'a save that the vault interrupts after %i secrets leaves nothing behind, and the old ones whole',
  async (taken) => {
    expectValue(await save({ password: 'one', clientKeyPassphrase: 'two' }));
    const before = service.active();
    room = taken;
    await expect(save({ password: 'three', clientKeyPassphrase: 'four' })).rejects.toBeInstanceOf(VaultError);
    expect(service.active()).toEqual(before);
    expect(await secretsNow()).toEqual(['one', 'two']);
  },
);

test('a save that was overtaken leaves nothing behind either', async () => {
  expectValue(await save({ password: 'one' }));
  expectFailure(await save({ password: 'three', clientKeyPassphrase: 'four' }, 1), 'SETTINGS_CONFLICT');
  expect(await secretsNow()).toEqual(['one', null]);
});

test('an earlier revision is found by its number, with what it referred to', async () => {
  expectValue(await save({ password: 'one' }));
  const { revision, references, digest } = service.active();
  expectValue(await service.change({ 'message.plainText': 'true' }));
  expect(service.revision(revision)).toMatchObject({
    revision,
    references,
    digest,
    draft: { message: { plainText: false } },
  });
  expect(service.revision(revision + 1)?.draft.message.plainText).toBe(true);
  expect(service.revision(99)).toBeUndefined();
});
