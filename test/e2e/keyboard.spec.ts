import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { rows } from './steps.ts';

/** Presses Tab until the element of this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const focused = page.locator(':focus');
    const found = focused.and(
      page
        .getByLabel(name, { exact: true })
        .or(page.getByRole('button', { name, exact: true }))
        .or(page.getByRole('treeitem', { name, exact: true })),
    );
    if ((await found.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}.`);
}

test('the whole main job is done by keyboard alone', async ({ postroom: { page } }) => {
  await tabTo(page, '‘From’ e-mail address');
  await page.keyboard.type('Service Desk <desk@sender.test>');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText(/^Saved /)).toBeVisible();

  await tabTo(page, 'Test Settings…');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Send Test Message' });
  await expect(dialog.getByLabel('To', { exact: true })).toBeFocused();
  await page.keyboard.type('pat@recipient.test');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Test message has been sent')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Test Settings…' })).toBeFocused();

  await tabTo(page, 'Settings');
  await page.keyboard.press('End');
  await expect(page.getByRole('treeitem', { name: 'Global Settings' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('treeitem', { name: 'Logs' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Outgoing Notifications Log' })).toBeVisible();

  await tabTo(page, 'Outgoing Notifications Log');
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const entry = page.getByRole('region', { name: 'Log entry' });
  await expect(entry).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(entry).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeFocused();
});

test('the dialog keeps the focus inside', async ({ postroom: { page } }) => {
  await page.getByRole('button', { name: 'Test Settings…' }).click();
  const dialog = page.getByRole('dialog');
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab');
    await expect(dialog.locator(':focus')).toHaveCount(1);
  }
});

test('the sidebar is resized and hidden by keyboard, and keeps its width', async ({ postroom: { page } }) => {
  const border = page.getByRole('separator', { name: 'Width of the sidebar' });
  await border.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(border).toHaveAttribute('aria-valuenow', '248');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('postroom-window'))).toContain('"sidebarWidth":248');
  await page.reload();
  await expect(border).toHaveAttribute('aria-valuenow', '248');
  await page.getByRole('button', { name: 'Show or hide the sidebar' }).press('Enter');
  await expect(page.getByRole('navigation')).toHaveCount(0);
});
