import { injectDeliveries } from './deliveries.ts';
import { expect, test } from './fixtures.ts';
import { goTo, rows } from './steps.ts';

test('a long log is read as it is scrolled, and only the rows in view are in the page', async ({
  postroom: { page, dataFolder },
}) => {
  injectDeliveries(dataFolder, 1000, 'Message');
  await goTo(page, 'Logs');
  await expect(rows(page).first()).toContainText('Message 1000');
  expect(await rows(page).count()).toBeLessThan(80);
  const grid = page.getByRole('grid');
  await grid.focus();
  // Each End goes to the end of what has been read, which has more read.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(page.getByRole('row', { name: /Message 1( |$)/ })).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 20_000 });
  expect(await rows(page).count()).toBeLessThan(80);
  await expect(grid).toHaveAttribute('aria-rowcount', '1001');
  await page.keyboard.press('Home');
  await expect(page.getByRole('row', { name: /Message 1000( |$)/ })).toHaveAttribute('aria-selected', 'true');
});

test('new rows come in on top without moving what is looked at, nor losing the selection', async ({
  postroom: { page, dataFolder },
}) => {
  injectDeliveries(dataFolder, 300, 'Old');
  await goTo(page, 'Logs');
  await expect(rows(page).first()).toContainText('Old 300');
  const looked = page.getByRole('row', { name: /Old 250( |$)/ });
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ top: 48 * 29 }));
  await looked.click();
  await page.getByRole('button', { name: 'Close' }).click();
  const before = await looked.boundingBox();
  injectDeliveries(dataFolder, 7, 'New');
  await expect(looked).toHaveAttribute('aria-rowindex', '59');
  expect((await looked.boundingBox())?.y).toBe(before?.y);
  await expect(looked).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ top: 0 }));
  await expect(rows(page).first()).toContainText('New 7');

  injectDeliveries(dataFolder, 1, 'Newest');
  await expect(rows(page).first()).toContainText('Newest 1');
});

test('more new rows than a page holds leave no gap', async ({ postroom: { page, dataFolder } }) => {
  injectDeliveries(dataFolder, 150, 'Old');
  await goTo(page, 'Logs');
  await expect(rows(page).first()).toContainText('Old 150');
  injectDeliveries(dataFolder, 250, 'New');
  await expect(rows(page).first()).toContainText('New 250');
  await page.getByRole('grid').focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(page.getByRole('row', { name: /Old 1( |$)/ })).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 20_000 });
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '401');
});

test('a filter shows what has come in since it was used last', async ({ postroom: { page, dataFolder } }) => {
  injectDeliveries(dataFolder, 2, 'Early');
  await goTo(page, 'Logs');
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel('Status').selectOption('failed');
  await expect(page.getByText('No message has this status.')).toBeVisible();
  injectDeliveries(dataFolder, 1, 'Late');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page).first()).toContainText('Late 1');
  await page.getByLabel('Status').selectOption('sent');
  await expect(rows(page)).toHaveCount(3);
  await goTo(page, 'Settings');
  injectDeliveries(dataFolder, 1, 'Last');
  await goTo(page, 'Logs');
  await expect(rows(page).first()).toContainText('Last 1');
});

test('at 900 by 600 nothing scrolls sideways, and the detail lies over the list', async ({
  postroom: { page, dataFolder },
}) => {
  injectDeliveries(dataFolder, 3, 'Message');
  await page.setViewportSize({ width: 900, height: 600 });
  const overflow = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('body, main, main *')]
        .filter(
          (each) =>
            each.scrollWidth > each.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX),
        )
        .map((each) => each.className),
    );
  await page.getByLabel('Choose e-mail service').selectOption('smtp');
  expect(await overflow()).toEqual([]);
  await page.getByRole('button', { name: 'Revert' }).click();
  await goTo(page, 'Logs');
  await rows(page).first().click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await expect(entry).toBeFocused();
  expect(await overflow()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(entry).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeFocused();
  expect(await overflow()).toEqual([]);
});
