import { expect, test } from './fixtures.ts';
import { startService } from './service.ts';
import { goTo } from './steps.ts';

test('the window comes back to the screen and the appearance it had', async ({ postroom: { page } }) => {
  await page.getByLabel('Appearance').selectOption('dark');
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await goTo(page, 'Logs');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('postroom-window'))).toContain('"logs"');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Outgoing Notifications Log' })).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
});

test('the appearance follows the system until it is chosen', async ({ postroom: { page } }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
});

test('in high contrast, what is selected is still told apart', async ({ postroom: { page } }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const item = page.getByRole('treeitem', { name: 'Settings', exact: true });
  const background = (locator: typeof item) => locator.evaluate((each) => getComputedStyle(each).backgroundColor);
  expect(await background(item)).not.toBe(await background(page.getByRole('treeitem', { name: 'Logs' })));
});

test('when Postroom ends, the window says so, keeps what was typed, and goes on when it is back', async ({
  page,
  dataFolder,
}) => {
  const first = await startService(dataFolder);
  const port = Number(new URL(first.link).port);
  let second: Awaited<ReturnType<typeof startService>> | undefined;
  try {
    await page.goto(first.link);
    await page.getByLabel('‘From’ e-mail address').fill('desk@sender.test');
    await first.stop();
    await expect(page.getByRole('alert')).toContainText('The connection to Postroom was lost.');
    await expect(page.getByLabel('‘From’ e-mail address')).toHaveValue('desk@sender.test');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The connection to Postroom was lost.').first()).toBeVisible();

    second = await startService(dataFolder, { port });
    await expect(page.getByRole('alert').first()).toContainText('this window belongs to the one before');
    // The new link, opened in another tab, lets this one in as well.
    const other = await page.context().newPage();
    await other.goto(second.link);
    await expect(other.getByRole('heading', { name: 'E-mail settings' })).toBeVisible();
    await expect(page.getByText('this window belongs to the one before')).toHaveCount(0);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/^Saved /)).toBeVisible();
    await expect(other.getByLabel('‘From’ e-mail address')).toHaveValue('desk@sender.test');
  } finally {
    await first.stop();
    await second?.stop();
  }
});

test('the token leaves the address bar, and no window opens without it', async ({ postroom: { page }, browser }) => {
  expect(page.url()).not.toContain('token');
  const stranger = await browser.newContext();
  const window = await stranger.newPage();
  const answer = await window.goto(page.url());
  expect(answer?.status()).toBe(401);
  await expect(window.getByText('E-mail settings')).toHaveCount(0);
  await stranger.close();
});
