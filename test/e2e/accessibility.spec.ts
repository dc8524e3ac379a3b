import { expectAccessible } from './accessible.ts';
import { injectDeliveries } from './deliveries.ts';
import { expect, test } from './fixtures.ts';
import { injectMail } from './mail.ts';
import { goTo, rows, save, sendTest } from './steps.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the settings and their questions have no serious finding', async ({ postroom: { page, openWindow } }) => {
      await expectAccessible(page, 'settings, capture server');
      await page.getByLabel('Choose e-mail service').selectOption('smtp');
      await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
      await page.getByLabel('Host name').fill('http://mail.example.com');
      await page.getByLabel('Host name').blur();
      await expectAccessible(page, 'settings, SMTP, with an error');
      await goTo(page, 'Logs');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectAccessible(page, 'question about unsaved changes');
      await page.keyboard.press('Escape');
      const other = await openWindow();
      await other.getByLabel('‘From’ e-mail address').fill('desk@sender.test');
      await save(other);
      await expect(page.getByText('Other settings were saved meanwhile').first()).toBeVisible();
      await expectAccessible(page, 'notice of other settings');
    });

    test('the test dialog has no serious finding, before, after success and after failure', async ({
      postroom: { page },
    }) => {
      await page.getByRole('button', { name: 'Test Settings…' }).click();
      await expectAccessible(page, 'test dialog');
      await page.keyboard.press('Enter');
      await expectAccessible(page, 'test dialog with errors');
      await page.getByRole('dialog').getByLabel('To', { exact: true }).fill('pat@recipient.test');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Test message has been sent')).toBeVisible();
      await expectAccessible(page, 'test dialog after success');
      await page.keyboard.press('Escape');

      await page.getByLabel('Choose e-mail service').selectOption('smtp');
      await page.getByLabel('Host name').fill('127.0.0.1');
      await page.getByLabel('Port', { exact: true }).fill('1');
      await page.getByLabel('‘From’ e-mail address').fill('desk@sender.test');
      const dialog = await sendTest(page, 'pat@recipient.test');
      await expect(dialog.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'test dialog after failure');
      await dialog.getByRole('button', { name: 'Transcript' }).click();
      await expect(dialog.getByRole('region', { name: 'Transcript' })).toBeVisible();
      await expectAccessible(page, 'transcript in the test dialog');
    });

    test('the log has no serious finding', async ({ postroom: { page, dataFolder } }) => {
      await goTo(page, 'Logs');
      await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
      await expectAccessible(page, 'empty log');

      injectDeliveries(dataFolder, 200, 'Message');
      await expect(rows(page).first()).toContainText('Message 200');
      await rows(page).first().click();
      const entry = page.getByRole('region', { name: 'Log entry' });
      for (const part of ['Summary', 'Session', 'Message']) {
        await entry.getByRole('tab', { name: part }).click();
        await expectAccessible(page, `log entry, ${part}`);
      }
    });

    test('Captured Mail has no serious finding', async ({ postroom: { page, dataFolder } }) => {
      await goTo(page, 'Captured Mail');
      await expect(page.getByText('No message has been captured yet.')).toBeVisible();
      await expectAccessible(page, 'no captured mail');
      await injectMail(dataFolder, { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' });
      await expect(rows(page).first()).toContainText('Hello');
      await rows(page).first().click();
      const message = page.getByRole('region', { name: 'Captured message' });
      for (const part of ['HTML', 'Text', 'Headers', 'Source']) {
        await message.getByRole('tab', { name: part }).click();
        await expectAccessible(page, `captured message, ${part}`);
      }
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectAccessible(page, 'question before deleting');
    });
  });
}
