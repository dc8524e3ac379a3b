import { expectAccessible, expectSound } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { enterFailed, enterMessages, enterUnknown, openCircuit, pauseQueue } from './queued.ts';
import { goTo, rows } from './steps.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the Notification Queue has no serious finding', async ({ postroom: { page, dataFolder } }) => {
      await goTo(page, 'Notification Queue');
      await expect(page.getByText('Nothing is waiting.')).toBeVisible();
      await expectAccessible(page, 'empty queue');
      pauseQueue(dataFolder);
      const [first = 0] = enterMessages(dataFolder, 20, 'Waits');
      enterUnknown(dataFolder, 'Unknown');
      enterFailed(dataFolder, 'Failed');
      openCircuit(dataFolder, first);
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'queue with its notices');
      for (const name of [/Waits 3( |$)/, /Unknown 1/, /Failed 1/]) {
        await page.getByRole('row', { name }).click();
        await expectAccessible(page, `message ${name}`);
      }
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectSound(page, 'question before deleting');
    });

    test('Global Settings have no serious finding', async ({ postroom: { page } }) => {
      await goTo(page, 'Global Settings');
      await page.getByLabel('Messages per day').fill('x');
      await page.getByLabel('Messages per day').blur();
      await expectSound(page, 'an error');
      await page.getByLabel('Limits of').selectOption('Microsoft 365');
      await page.getByLabel('Name of a new token').fill('Service desk');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: 'The token “Service desk”' })).toBeVisible();
      await expectSound(page, 'a new token');
      await page.keyboard.press('Escape');
      await expectSound(page, 'a token in the list');
    });
  });
}

test('at 900 by 600 every command is there and nothing scrolls sideways', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 20, 'Waits');
  await page.setViewportSize({ width: 900, height: 600 });
  const sideways = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('header > div, body, main, main *')]
        .filter((each) => each.scrollWidth > each.clientWidth)
        .filter((each) => each.matches('header > div') || ['auto', 'scroll'].includes(getComputedStyle(each).overflowX))
        .map((each) => each.className),
    );
  await goTo(page, 'Notification Queue');
  await expect(rows(page).first()).toBeVisible();
  for (const name of ['Resume', 'Send now', 'Delete', 'Select all', 'Run Action…', 'Refresh'])
    await expect(page.getByRole('toolbar').getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  expect(await sideways()).toEqual([]);
  await goTo(page, 'Global Settings');
  await expect(page.getByLabel('Check the queue every')).toBeVisible();
  expect(await sideways()).toEqual([]);
});
