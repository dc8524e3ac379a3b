import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makePrivateFolder, makePrivateSubfolder } from '../../src/main/store/private-folder.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';

let temporary: TemporaryFolder;
let folder: string;

beforeEach(async () => {
  temporary = await makeTemporaryFolder('private');
  folder = join(temporary.path, 'data');
});

afterEach(() => temporary.remove());

const modeOf = (path: string) => statSync(path).mode & 0o7777;
const isOurs = (name: string) => /^(postroom|vault)\./.test(name);

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  test('is made for its owner alone, with the folders above it', () => {
    expect(makePrivateFolder(join(folder, 'deeper'), isOurs)).toBe(true);
    expect(modeOf(join(folder, 'deeper'))).toBe(0o700);
  });

  test.each([
    ['an empty one', []],
    ['one that is Postroom’s', ['postroom.db', 'vault.key']],
  ])('is made private when it is %s', (_what, names) => {
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    for (const name of names) writeFileSync(join(folder, name), '');
    expect(makePrivateFolder(folder, isOurs)).toBe(true);
    expect(modeOf(folder)).toBe(0o700);
  });

  test('keeps its mode when other things are in it', () => {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'thesis.txt'), '');
    expect(makePrivateFolder(folder, isOurs)).toBe(true);
    expect(modeOf(folder)).toBe(0o755);
  });

  test('isn’t taken for Postroom’s by a name that others use as well', () => {
    mkdirSync(join(folder, 'attachments'), { recursive: true });
    chmodSync(folder, 0o755);
    expect(makePrivateFolder(folder, isOurs, ['attachments'])).toBe(true);
    expect(modeOf(folder)).toBe(0o755);
  });

  test('is refused when others may write to it, and left as it is', () => {
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    writeFileSync(join(folder, 'thesis.txt'), '');
    expect(makePrivateFolder(folder, isOurs)).toBe(false);
    expect(modeOf(folder)).toBe(0o1777);
  });

  test.each([
    ['a link', () => symlinkSync('/dev/null', join(folder, 'vault.key'))],
    ['a link to nowhere', () => symlinkSync(join(folder, 'nowhere'), join(folder, 'postroom.db'))],
    ['a link where the attachments go', () => symlinkSync(temporary.path, join(folder, 'attachments'))],
  ])('is refused when what looks like Postroom’s file is %s', (_what, plant) => {
    mkdirSync(folder);
    plant();
    expect(makePrivateFolder(folder, isOurs, ['attachments'])).toBe(false);
  });

  test.skipIf(process.geteuid?.() !== 0)('is refused when it, or a file in it, is another user’s', () => {
    mkdirSync(folder);
    chownSync(folder, 65_534, 65_534);
    expect(makePrivateFolder(folder, isOurs)).toBe(false);
    chownSync(folder, 0, 0);
    writeFileSync(join(folder, 'vault.key'), '');
    chownSync(join(folder, 'vault.key'), 65_534, 65_534);
    expect(makePrivateFolder(folder, isOurs)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('a folder in the data folder', () => {
  test('is made for its owner alone, or made so', () => {
    mkdirSync(folder);
    const inner = join(folder, 'attachments');
    expect(makePrivateSubfolder(inner)).toBe(true);
    expect(modeOf(inner)).toBe(0o700);
    chmodSync(inner, 0o777);
    writeFileSync(join(inner, 'a'), '');
    expect(makePrivateSubfolder(inner)).toBe(true);
    expect(modeOf(inner)).toBe(0o700);
  });

  test.each<[what: string, plant: (path: string) => void]>([
    ['a link', (path) => symlinkSync(temporary.path, path)],
    ['a file', (path) => writeFileSync(path, '')],
  ])('is refused when it is %s', (_what, plant) => {
    mkdirSync(folder);
    plant(join(folder, 'attachments'));
    expect(makePrivateSubfolder(join(folder, 'attachments'))).toBe(false);
  });

  test.skipIf(process.geteuid?.() !== 0)('is refused when it is another user’s', () => {
    mkdirSync(join(folder, 'attachments'), { recursive: true });
    chownSync(join(folder, 'attachments'), 65_534, 65_534);
    expect(makePrivateSubfolder(join(folder, 'attachments'))).toBe(false);
  });
});
