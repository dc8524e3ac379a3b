// A Chromium for the window where Electron can’t be had, for the end-to-end tests and the benchmarks: the one named, the one installed, or one installed now.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { commandOf, root, run, runNode } from './tools.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome'];

/** Gives the path of a browser, after installing one if there is none and it can be; otherwise what to do about it. */
export async function browser(): Promise<{ readonly path: string } | { readonly missing: string }> {
  const named = process.env.POSTROOM_CHROMIUM;
  if (named)
    return existsSync(named) ? { path: named } : { missing: `POSTROOM_CHROMIUM names ${named}, which isn’t there.` };
  const path = findBrowser() ?? (await installBrowser());
  return path === undefined
    ? { missing: 'There is no browser here: install Chromium or Chrome, or name one in POSTROOM_CHROMIUM.' }
    : { path };
}

function findBrowser(): string | undefined {
  return [...onPath(), ...usualPlaces(), chromium.executablePath()].find((file) => existsSync(file));
}

function onPath(): string[] {
  if (process.platform === 'win32') return [];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== 'win32') return [];
  const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
  return folders.flatMap((folder) => (folder ? programs.map((program) => join(folder, program)) : []));
}

async function installBrowser(): Promise<string | undefined> {
  const log = join(root, 'node_modules', '.cache', 'browser-installation.log');
  console.log(`Installing Chromium (log: ${log}) …`);
  const output = isDebian() && process.getuid?.() === 0 ? await installFromDebian() : await installFromPlaywright();
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, output);
  return findBrowser();
}

async function installFromDebian(): Promise<string> {
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  // Another installation may be under way on a machine that has just started.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const updated = await run('apt-get', [...wait, 'update'], options);
  const installed = await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', 'chromium'], options);
  return updated.output + installed.output;
}

async function installFromPlaywright(): Promise<string> {
  const { output } = await runNode(commandOf('@playwright/test', 'playwright'), ['install', 'chromium'], {
    quiet: true,
  });
  return output;
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
