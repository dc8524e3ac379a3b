import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Expects no serious or critical finding on what the page shows now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // The frame of a message runs no script, so axe would wait there in vain; the frame itself is looked at.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ iframes: false }).analyze();
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect(found, what).toEqual([]);
}

/** The same, and expects nothing that is cut off, scrolls sideways, or is wider than its form. */
export async function expectSound(page: Page, what: string): Promise<void> {
  await expectAccessible(page, what);
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('form, dialog, dialog *')]
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .filter((each) => each instanceof HTMLFormElement || getComputedStyle(each).overflowX !== 'visible')
      .map((each) => `${each.tagName} ${each.className}`),
  );
  expect(wide, `${what}: wider than there is room`).toEqual([]);
}
