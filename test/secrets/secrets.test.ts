import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecrets, VaultError } from '../../src/main/secrets/index.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';

let temporary: TemporaryFolder;

beforeEach(async () => {
  temporary = await makeTemporaryFolder('secrets');
});

afterEach(() => temporary.remove());

test('a secret is found by its reference, which tells its vault', async () => {
  const secrets = await openSecrets('file', temporary.path);
  const reference = await secrets.add('correct horse');
  expect(reference).not.toContain('correct');
  expect(secrets.protectionOf(reference)).toBe('file-permissions');
  expect(await secrets.read(reference)).toEqual({ secret: 'correct horse' });
  await secrets.remove(reference);
  expect(await secrets.read(reference)).toBe('unreadable');
});

test('a secret in a vault that is not at hand is said to be that, and survives an attempt to remove it', async () => {
  const secrets = await openSecrets('file', temporary.path);
  expect(secrets.protectionOf('operating-system/password-1')).toBe('operating-system');
  expect(await secrets.read('operating-system/password-1')).toBe('unreachable');
  await secrets.remove('operating-system/password-1');
});

test('a vault that can’t be written is no bug', async () => {
  mkdirSync(join(temporary.path, 'vault.key'));
  const secrets = await openSecrets('file', temporary.path);
  await expect(secrets.add('secret')).rejects.toBeInstanceOf(VaultError);
});
