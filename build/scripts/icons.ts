// Draws the application's icons from build/icon.svg, once it has been changed: `node build/scripts/run.mjs icons`.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browser } from './browser.ts';
import { root } from './tools.ts';

/** What Linux desktops ask for. */
const sizes = [16, 24, 32, 48, 64, 128, 256, 512];

/** What electron-builder makes the Windows and macOS icons of. */
const largest = 1024;

/** Gives the exit code. */
export async function main(): Promise<number> {
  const found = await browser();
  if ('missing' in found) {
    console.error(found.missing);
    return 1;
  }
  const drawing = readFileSync(join(root, 'build', 'icon.svg')).toString('base64');
  const folder = join(root, 'build', 'icons');
  mkdirSync(folder, { recursive: true });
  const window = await chromium.launch({ executablePath: found.path, chromiumSandbox: process.getuid?.() !== 0 });
  const page = await window.newPage();
  for (const size of [...sizes, largest]) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><img style="display:block" width=${size} height=${size} src="data:image/svg+xml;base64,${drawing}">`,
    );
    await page.screenshot({
      path: size === largest ? join(root, 'build', 'icon.png') : join(folder, `${size}x${size}.png`),
      omitBackground: true,
    });
  }
  await window.close();
  return 0;
}
