import { describe, expect, it } from 'vitest';
import { chooseDataFolder } from '../src/main/data-folder.ts';
import { nodeVersionProblem } from '../src/main/node-version.ts';

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/a', '/home/a/.config/Postroom'],
    ['linux', { XDG_CONFIG_HOME: '/xdg' }, '/home/a', '/xdg/Postroom'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/a', '/home/a/.config/Postroom'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/a', '/home/a/.config/Postroom'],
    ['freebsd', {}, '/home/a', '/home/a/.config/Postroom'],
    ['darwin', { XDG_CONFIG_HOME: '/xdg' }, '/Users/a', '/Users/a/Library/Application Support/Postroom'],
    [
      'win32',
      { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' },
      'C:\\Users\\a',
      'C:\\Users\\a\\AppData\\Roaming\\Postroom',
    ],
    ['win32', {}, 'C:\\Users\\a', 'C:\\Users\\a\\AppData\\Roaming\\Postroom'],
  ] as const)('on %s with %j is the usual one', (platform, env, home, folder) => {
    expect(chooseDataFolder(undefined, env, platform, home)).toBe(folder);
  });

  it('is the one asked for, before the environment’s, before the usual one', () => {
    const env = { POSTROOM_DATA_DIR: '/from/environment' };
    expect(chooseDataFolder('/asked', env, 'linux', '/home/a')).toBe('/asked');
    expect(chooseDataFolder(undefined, env, 'linux', '/home/a')).toBe('/from/environment');
    expect(chooseDataFolder('', { POSTROOM_DATA_DIR: '' }, 'linux', '/home/a')).toBe('/home/a/.config/Postroom');
  });
});

describe('Node’s version', () => {
  it.each(['22.14.0', '22.20.1', '24.0.0', '26.1.0'])('%s will do', (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });

  it.each(['18.20.0', '20.20.2', '21.9.0', '22.13.9', '22.0.0'])('%s is too old, and is told so', (version) => {
    expect(nodeVersionProblem(version)).toContain(version);
  });
});
