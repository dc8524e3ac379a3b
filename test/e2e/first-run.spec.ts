import { expect, test } from './fixtures.ts';
import { goTo, rows } from './steps.ts';

test('a newcomer sends a test message through the capture server, and finds it in the log and in Captured Mail', async ({
  postroom: { page },
}) => {
  await expect(page.getByRole('heading', { name: 'E-mail settings' })).toBeVisible();
  await expect(page.getByLabel('Choose e-mail service')).toHaveValue('capture');
  await expect(page.getByText('never tested', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/$/);

  await page.getByRole('button', { name: 'Test Settings…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send Test Message' });
  await dialog.getByLabel('To', { exact: true }).fill('pat@recipient.test; sam@recipient.test');
  await dialog.getByRole('button', { name: 'OK' }).click();

  await expect(dialog.getByRole('status')).toContainText('Test message has been sent');
  await expect(dialog.getByRole('status')).toContainText('The server said: 250');
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem').last()).toContainText('Accepted');

  await dialog.getByRole('button', { name: 'Log entry' }).click();
  const shown = page.getByRole('dialog', { name: 'Log entry' });
  await expect(shown).toContainText('Sent: the mail server accepted the message');
  await shown.getByRole('button', { name: 'Close' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();

  await goTo(page, 'Logs');
  await expect(page.getByRole('heading', { name: 'Outgoing Notifications Log' })).toBeVisible();
  await expect(rows(page).first()).toContainText('Sent');
  await expect(rows(page).first()).toContainText('pat@recipient.test, sam@recipient.test');
  await rows(page).first().click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await expect(entry).toContainText('Sent: the mail server accepted the message');
  await entry.getByRole('tab', { name: 'Session' }).click();
  await expect(entry.getByRole('region', { name: 'Transcript' })).toContainText('RCPT TO:<sam@recipient.test>');
  await entry.getByRole('tab', { name: 'Message' }).click();
  await expect(entry.frameLocator('iframe').getByText('This is a test message from Postroom.')).toBeVisible();

  await goTo(page, 'Captured Mail');
  await expect(page.getByText('1 message kept on this computer. Nothing was delivered.')).toBeVisible();
  await rows(page).first().click();
  const message = page.getByRole('region', { name: 'Captured message' });
  await expect(message).toContainText('From postroom@localhost to pat@recipient.test, sam@recipient.test');
  await expect(message.frameLocator('iframe').getByText('This is a test message from Postroom.')).toBeVisible();
  await message.getByRole('tab', { name: 'Headers' }).click();
  await expect(message.getByRole('row', { name: /Message-ID <.*@localhost>/i })).toBeVisible();
  const download = page.waitForEvent('download');
  await message.getByRole('button', { name: 'Save as .eml' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.eml$/);
});

test('empty screens say what to do next', async ({ postroom: { page } }) => {
  await goTo(page, 'Logs');
  await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
  await goTo(page, 'Captured Mail');
  await expect(page.getByText('No message has been captured yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Open the settings' }).click();
  await expect(page.getByRole('heading', { name: 'E-mail settings' })).toBeVisible();
});

test('captured messages are deleted after a question that names their number', async ({ postroom: { page } }) => {
  await page.getByRole('button', { name: 'Test Settings…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('To', { exact: true }).fill('pat@recipient.test');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Test message has been sent')).toBeVisible();
  for (let sent = 1; sent < 3; sent++) {
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect(dialog.getByText(`kept as captured message ${sent + 1}`).first()).toBeVisible();
  }
  await dialog.getByRole('button', { name: 'Close' }).click();

  await goTo(page, 'Captured Mail');
  await expect(rows(page)).toHaveCount(3);
  await rows(page).nth(0).click();
  await rows(page)
    .nth(1)
    .click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('grid').press('Delete');
  await expect(page.getByRole('alertdialog', { name: 'Delete 2 captured messages?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('grid').press('Delete');
  // What can't be had back isn't what Enter chooses.
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('grid').press('Delete');
  await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page
    .getByRole('alertdialog', { name: 'Delete 1 captured message?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(page.getByText('No message has been captured yet.')).toBeVisible();
});
