import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeRedirectPage } from '../../src/main/serve/redirect-page.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder('redirect');
  onTestFinished(folder.remove);
  return folder.path;
}

it('leads to the address, says nothing else, and is its owner’s alone', async () => {
  const folder = await temporaryFolder();
  const { file, remove } = await writeRedirectPage(folder, 'http://127.0.0.1:8025/#code=0a');
  expect(dirname(file)).toBe(folder);
  expect(file).toMatch(/open-[0-9a-f]{32}\.html$/);
  const page = await readFile(file, 'utf8');
  expect(page).toContain('<meta http-equiv="refresh" content="0; url=http://127.0.0.1:8025/#code=0a">');
  expect(page).not.toMatch(/postroom|mail/i);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  remove();
  expect(await readdir(folder)).toEqual([]);
  remove();
});

it('has a name of its own each time', async () => {
  const folder = await temporaryFolder();
  await writeRedirectPage(folder, 'http://127.0.0.1:1/');
  await writeRedirectPage(folder, 'http://127.0.0.1:1/');
  expect(await readdir(folder)).toHaveLength(2);
});

it('an address can’t break out of it', async () => {
  const { file } = await writeRedirectPage(await temporaryFolder(), 'http://127.0.0.1:1/?a&b"><script>');
  expect(await readFile(file, 'utf8')).toContain('url=http://127.0.0.1:1/?a&amp;b&quot;&gt;&lt;script&gt;">');
});

it('rejects where nothing can be written', async () => {
  await expect(writeRedirectPage(join(await temporaryFolder(), 'missing'), 'http://127.0.0.1:1/')).rejects.toThrow();
});
