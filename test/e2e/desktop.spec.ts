import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Gives Electron's executable, when its runtime has been fetched. */
function electronExecutable(): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const executable = join(dist, readFileSync(named, 'utf8'));
  return existsSync(executable) ? executable : undefined;
}

/** Gives why the desktop window can't be opened here. */
function obstacle(): string | undefined {
  if (electronExecutable() === undefined) return 'Electron’s runtime is not on this computer.';
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'There is no display.';
  return process.getuid?.() === 0 ? 'Chromium’s sandbox refuses root.' : undefined;
}

test('the desktop window does the main job', async ({ dataFolder }, testInfo) => {
  const reason = obstacle();
  testInfo.skip(reason !== undefined, reason ?? '');
  const executablePath = electronExecutable();
  const application = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [root, '--data-dir', dataFolder],
    env: { ...(process.env as Record<string, string>), POSTROOM_VAULT: 'file' },
  });
  try {
    const page = await application.firstWindow();
    await expect(page.getByRole('heading', { name: 'E-mail settings' })).toBeVisible();
    await page.getByRole('button', { name: 'Test Settings…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send Test Message' });
    await dialog.getByLabel('To', { exact: true }).fill('pat@recipient.test');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
  } finally {
    await application.close();
  }
});
