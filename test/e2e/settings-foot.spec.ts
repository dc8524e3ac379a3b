import { freePorts } from '../servers/free-ports.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect, test } from './fixtures.ts';
import { chooseSmtp, save, sendTest } from './steps.ts';

const TEST = { name: 'Test Settings…' } as const;
const FROM = '‘From’ e-mail address';

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
]) {
  test.describe(`${viewport.width} by ${viewport.height}`, () => {
    test.use({ viewport });

    test('Test Settings is in sight however far the form is scrolled, and comes after it by keyboard', async ({
      postroom: { page },
    }) => {
      await chooseSmtp(page, 2525);
      const button = page.getByRole('button', TEST);
      await expect(button).toBeInViewport({ ratio: 1 });
      const advanced = page.getByRole('button', { name: 'Advanced', exact: true });
      await advanced.click();
      await expect(button).toBeInViewport({ ratio: 1 });
      // Opening it has brought it into view.
      await expect(page.getByLabel('EHLO name')).toBeInViewport({ ratio: 1 });

      await page.getByLabel('Addresses to use').focus();
      await page.keyboard.press('Tab');
      await expect(button).toBeFocused();
      await expect(button).toBeInViewport({ ratio: 1 });
      await expect(button).toHaveAccessibleDescription('These values: not tested');
    });
  });
}

test('what is known of the values on the screen is told apart from the active settings’ last test', async ({
  postroom: { page },
}) => {
  const server = await startSmtpServer({ tls: 'none' });
  try {
    const subtitle = page.getByText('the active settings were never tested', { exact: true });
    await expect(page.getByText('never tested', { exact: true })).toBeVisible();
    await expect(page.getByText('These values: not tested')).toBeVisible();

    const [nobodys = 0] = await freePorts(1);
    await chooseSmtp(page, nobodys);
    await expect(subtitle).toBeVisible();
    const failing = await sendTest(page, 'pat@recipient.test');
    await expect(failing.getByRole('alert')).toContainText('CONNECTION_REFUSED');
    await failing.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('These values: failed just now')).toBeVisible();
    await expect(subtitle).toBeVisible();

    await page.getByLabel('Port', { exact: true }).fill(String(server.port));
    await expect(page.getByText('These values: changed since their last test (failed, just now)')).toBeVisible();
    const sent = await sendTest(page, 'pat@recipient.test');
    await expect(sent.getByText('Test message has been sent')).toBeVisible();
    await sent.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('These values: sent just now')).toBeVisible();
    await expect(subtitle).toBeVisible();

    await save(page);
    await expect(page.getByText('last tested just now, sent', { exact: true })).toBeVisible();
    await expect(page.getByText('These values: sent just now')).toBeVisible();

    await page.getByLabel(FROM).fill('other@sender.test');
    await expect(page.getByText('These values: changed since their last test (sent, just now)')).toBeVisible();
    await expect(page.getByText('the active settings were last tested just now, sent', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect(page.getByText('These values: sent just now')).toBeVisible();

    // What was saved is known in another window as well.
    await page.reload();
    await expect(page.getByText('These values: sent just now')).toBeVisible();
  } finally {
    await server.close();
  }
});

test('nothing is called saved before somebody has saved', async ({ postroom: { page } }) => {
  await expect(page.getByText('Nothing saved yet')).toBeVisible();
  await page.getByLabel(FROM).fill('desk@sender.test');
  await save(page);
  await expect(page.getByText('Nothing saved yet')).toHaveCount(0);
});

test('a command that can’t be run again keeps the focus', async ({ postroom: { page } }) => {
  await page.getByLabel(FROM).fill('desk@sender.test');
  const revert = page.getByRole('button', { name: 'Revert' });
  await revert.click();
  await expect(page.getByLabel(FROM)).toHaveValue('');
  await expect(revert).toBeDisabled();
  await expect(revert).toBeFocused();
});

test('a test that some recipient was refused in is sent in part, at the foot and in the log', async ({
  postroom: { page },
}) => {
  const server = await startSmtpServer({
    refuse: { recipients: { 'sam@recipient.test': { code: 550, text: 'Nobody' } } },
  });
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'pat@recipient.test, sam@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('RECIPIENT_REJECTED');
    await dialog.getByRole('button', { name: 'Log entry' }).click();
    const entry = page.getByRole('dialog', { name: 'Log entry' });
    await expect(entry.getByText('Sent in part: the mail server refused some of the recipients')).toBeVisible();
    await entry.getByRole('button', { name: 'Close' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('These values: sent in part just now')).toBeVisible();
    await page.getByLabel(FROM).fill('other@sender.test');
    await expect(page.getByText('changed since their last test (sent in part, just now)')).toBeVisible();
  } finally {
    await server.close();
  }
});
