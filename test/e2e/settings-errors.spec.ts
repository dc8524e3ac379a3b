import { expect, test } from './fixtures.ts';
import { chooseSmtp } from './steps.ts';

const ADVANCED = { name: 'Advanced', exact: true } as const;
const NO_HOST = 'Enter the mail server’s host name.';
const NO_USER = 'Enter the user name for signing in to the mail server.';
const NO_PASSWORD = 'Enter the password for signing in to the mail server.';
const BAD_EHLO = 'This is neither a host name nor an address in brackets';

test('all that is wrong is told at once, and the first in the form has the focus', async ({ postroom: { page } }) => {
  await chooseSmtp(page, 2525);
  await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
  await page.getByRole('button', ADVANCED).click();
  await page.getByLabel('EHLO name').fill('desk of mine');
  await page.getByRole('button', ADVANCED).click();
  await page.getByLabel('Host name').fill('');

  await page.keyboard.press('ControlOrMeta+s');
  for (const message of [NO_HOST, NO_USER, BAD_EHLO]) await expect(page.getByText(message)).toBeVisible();
  await expect(page.getByText(NO_PASSWORD)).toHaveCount(0);
  await expect(page.getByLabel('Host name')).toBeFocused();

  // A test needs the password as well.
  await page.getByRole('button', { name: 'Test Settings…' }).click();
  for (const message of [NO_HOST, NO_USER, NO_PASSWORD, BAD_EHLO]) await expect(page.getByText(message)).toBeVisible();
  await expect(page.getByLabel('Host name')).toBeFocused();
});

test('what is wrong or dangerous under Advanced is marked in its line while it is folded', async ({
  postroom: { page },
}) => {
  await chooseSmtp(page, 2525);
  await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
  await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
  const advanced = page.getByRole('button', ADVANCED);
  await advanced.click();
  await page.getByLabel('Addresses to use').selectOption('ipv4');
  await page.getByLabel('Send the password unencrypted if the server wants it').click();
  await page.getByRole('button', { name: 'Allow it' }).click();
  await page.getByLabel('Lowest TLS version').selectOption('1.0');
  await page.getByLabel('Greeting time-out').fill('601');
  await advanced.click();

  const colourOf = (text: string) =>
    page.getByText(text, { exact: true }).evaluate((element) => getComputedStyle(element).color);
  const plain = await colourOf('Addresses to use: IPv4 only');
  const wrong = await colourOf('Greeting time-out: 601 is not valid');
  const weak = await colourOf('Lowest TLS version: TLS 1.0');
  expect(await colourOf('Send the password unencrypted if the server wants it: Yes')).toBe(weak);
  expect(new Set([plain, wrong, weak]).size).toBe(3);
  // What is cut off at the end is the least of it.
  await expect(page.getByText('Greeting time-out: 601 is not valid · Send the password')).toBeVisible();
});
