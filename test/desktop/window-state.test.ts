import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindowState } from '../../src/main/desktop/window-state.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const defaults = { sidebarWidth: 216, theme: 'system', lastScreen: '', bounds: null, maximized: false };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postroom-window-state-'));
  file = join(folder, 'window-state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the window state', () => {
  it('begins with defaults', () => {
    expect(openWindowState(folder).load()).toEqual(defaults);
  });

  it('is there again after a restart, part by part', () => {
    const bounds = { x: 5, y: 6, width: 900, height: 600 };
    openWindowState(folder).save({ bounds, maximized: true });
    openWindowState(folder).save({ theme: 'dark' });
    expect(openWindowState(folder).load()).toEqual({ ...defaults, bounds, maximized: true, theme: 'dark' });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['{', '', '\0\0\0', 'null', '[]', '"text"', '{"bounds":'])('starts from a file that holds %j', (text) => {
    writeFileSync(file, text);
    const state = openWindowState(folder);
    expect(state.load()).toEqual(defaults);
    state.save({ sidebarWidth: 240 });
    expect(openWindowState(folder).load()).toEqual({ ...defaults, sidebarWidth: 240 });
  });

  it('keeps a broken file aside', () => {
    writeFileSync(file, '{ broken');
    openWindowState(folder);
    expect(readFileSync(join(folder, 'window-state.broken.json'), 'utf8')).toBe('{ broken');
  });

  it.each([
    ['bounds', { x: 'left', y: 0, width: 1, height: 1 }],
    ['bounds', { x: 0, y: 0, width: -5, height: 600 }],
    ['bounds', { x: 1e300, y: 0, width: 900, height: 600 }],
    ['sidebarWidth', 5000],
    ['theme', 'pink'],
    ['maximized', 'yes'],
  ])('puts the default in place of a bad %s alone: %j', (key, value) => {
    writeFileSync(file, JSON.stringify({ ...defaults, lastScreen: 'logs', [key]: value }));
    expect(openWindowState(folder).load()).toEqual({ ...defaults, lastScreen: 'logs' });
  });
});
