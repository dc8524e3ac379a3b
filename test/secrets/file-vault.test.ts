import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileVault } from '../../src/main/secrets/file-vault.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';

let temporary: TemporaryFolder;
let folder: string;

beforeEach(async () => {
  temporary = await makeTemporaryFolder('test');
  folder = temporary.path;
});

afterEach(() => temporary.remove());

test('gives back what was written, also after a restart', async () => {
  await createFileVault(folder).write('name', 'pa ss"wörd');
  expect(await createFileVault(folder).read('name')).toBe('pa ss"wörd');
});

test('no file has the secret, and all are for the owner alone', async () => {
  await createFileVault(folder).write('name', 'correct horse');
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file), 'latin1')).not.toContain('correct horse');
    if (process.platform !== 'win32') expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  }
});

test('forgets what was removed', async () => {
  const vault = createFileVault(folder);
  await vault.write('name', 'secret');
  await vault.remove('name');
  expect(await vault.read('name')).toBeUndefined();
  await vault.remove('name');
});

test.each([
  ['the key is lost', () => rmSync(join(folder, 'vault.key'))],
  ['the key is another', () => writeFileSync(join(folder, 'vault.key'), Buffer.alloc(32))],
  ['the key is cut off', () => writeFileSync(join(folder, 'vault.key'), 'short')],
  ['the entry is damaged', () => writeFileSync(join(folder, 'vault.name.json'), '{"nonce":"","tag":"","sealed":""}')],
  ['the entry is no JSON', () => writeFileSync(join(folder, 'vault.name.json'), 'garbage')],
])('reads nothing when %s, and can be written again', async (_name, damage) => {
  const vault = createFileVault(folder);
  await vault.write('name', 'secret');
  damage();
  expect(await vault.read('name')).toBeUndefined();
  await vault.write('name', 'again');
  expect(await vault.read('name')).toBe('again');
});

test('an entry under another name is not taken for its own', async () => {
  const vault = createFileVault(folder);
  await vault.write('one', 'secret');
  writeFileSync(join(folder, 'vault.two.json'), readFileSync(join(folder, 'vault.one.json')));
  expect(await vault.read('two')).toBeUndefined();
  expect(existsSync(join(folder, 'vault.one.json'))).toBe(true);
});

test('what interrupted saves left over is removed once it is old, and nothing else', async () => {
  const vault = createFileVault(folder);
  await vault.write('kept', 'one');
  await vault.write('old', 'two');
  await vault.write('fresh', 'three');
  writeFileSync(join(folder, 'vault.half.json.1.new'), '');
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const file of ['vault.kept.json', 'vault.old.json', 'vault.half.json.1.new', 'vault.key'])
    utimesSync(join(folder, file), longAgo, longAgo);
  await vault.removeOthers?.(['kept']);
  expect(readdirSync(folder).sort()).toEqual(['vault.fresh.json', 'vault.kept.json', 'vault.key']);
  expect(await vault.read('kept')).toBe('one');
});
