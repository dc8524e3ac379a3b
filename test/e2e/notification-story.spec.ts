import { answering } from '../servers/answers.ts';
import { startScripted } from '../servers/scripted.ts';
import { expect, test } from './fixtures.ts';
import { fillOut, rowOf, saveNotification } from './notification-steps.ts';
import { chooseSmtp, goTo, rows, save } from './steps.ts';

const file = (name: string, size: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(size, 7),
});

test('a notification is designed, run, too large, paused, resumed, sent, and resolved by hand where nobody knows', async ({
  postroom: { page },
}) => {
  let hangsUp = false;
  const server = await startScripted(
    answering({
      message: async (session) => {
        if (hangsUp) return 'stop';
        await session.send('250 2.0.0 taken\r\n');
        return 'go on';
      },
    }),
  );
  await goTo(page, 'Settings');
  await chooseSmtp(page, server.port);
  await page.getByLabel('Limit the total size of attachments to').check();
  await page.getByLabel('Limit in MB').fill('1');
  await save(page);

  await fillOut(page, {
    name: 'ticket-created',
    to: '{{requester}}',
    subject: '[{{id}}] created',
    html: '<p>Ticket {{id}}</p>',
    placeholders: { requester: 'pat@recipient.test', id: 'T1' },
  });
  await page.getByRole('button', { name: 'Add slot' }).click();
  await page.getByRole('textbox', { name: 'Slot' }).fill('report');
  await saveNotification(page);

  await goTo(page, 'Notification Queue');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Queue paused/ })).toBeVisible();

  await goTo(page, 'E-mail Notifications');
  await rowOf(page, 'ticket-created').click();
  await page.getByRole('button', { name: 'Run Action…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run Action' });
  await dialog.getByRole('button', { name: 'Fill in the samples' }).click();
  await dialog.locator('input[type=file]').setInputFiles(file('large.tiff', 1_048_577));
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('large.tiff');
  await dialog.getByRole('button', { name: 'Remove large.tiff' }).click();
  await dialog.locator('input[type=file]').setInputFiles(file('small.pdf', 50_000));
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await dialog.getByRole('button', { name: 'Open the Notification Queue' }).click();

  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText('Pending: paused');
  expect(server.connections()).toBe(0);
  await page.getByRole('toolbar').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  expect(server.messages()).toBe(1);
  await goTo(page, 'Logs');
  await expect(rows(page).first()).toContainText('[T1] created');
  await expect(rows(page).first()).toContainText('Sent');
  await expect(rows(page).filter({ hasText: 'Skipped' })).toHaveCount(1);

  hangsUp = true;
  await goTo(page, 'Notification Queue');
  await page.getByRole('button', { name: 'Run Action…' }).first().click();
  await dialog.getByRole('button', { name: 'Fill in the samples' }).click();
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(rows(page).first()).toContainText('Unknown');
  await rows(page).first().click();
  const detail = page.getByRole('region', { name: 'Message in the queue' });
  await detail.getByRole('button', { name: 'Mark as sent' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Mark as sent' }).click();
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  await goTo(page, 'Logs');
  await expect(rows(page).first()).toContainText('Sent (marked)');
  expect(server.messages()).toBe(2);
  await server.close();
});
