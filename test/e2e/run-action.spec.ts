import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { fillOut, makeNotification, rowOf, saveNotification } from './notification-steps.ts';
import { goTo, rows, save } from './steps.ts';

const file = (name: string, size: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(size, 7),
});

/** Limits attachments to one megabyte. */
async function limitToOneMegabyte(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByLabel('Limit the total size of attachments to').check();
  await page.getByLabel('Limit in MB').fill('1');
  await save(page);
}

/** Makes a notification with one placeholder and one slot, and opens its Action. */
async function openAction(page: Page): Promise<Locator> {
  await fillOut(page, {
    name: 'report',
    to: '{{requester}}',
    subject: 'Report',
    placeholders: { requester: 'pat@example.org' },
  });
  await page.getByRole('button', { name: 'Add slot' }).click();
  await page.getByRole('textbox', { name: 'Slot' }).fill('report');
  await page.getByLabel('Required').check();
  await saveNotification(page);
  await page.getByRole('button', { name: 'Run Action…' }).click();
  return page.getByRole('dialog', { name: 'Run Action' });
}

test('an Action is filled out, run, and seen in the queue', async ({ postroom: { page } }) => {
  const dialog = await openAction(page);
  await page.keyboard.press('Enter');
  const requester = dialog.getByLabel('requester');
  await expect(requester).toBeFocused();
  await expect(dialog.getByText('Enter a value.')).toBeVisible();
  await expect(dialog.getByText('Choose a file.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Fill in the samples' }).click();
  await expect(dialog.getByText('Enter a value.')).toHaveCount(0);
  await expect(dialog.getByText('Choose a file.')).toBeVisible();
  await requester.fill('kim@recipient.test');
  await dialog.locator('input[type=file]').setInputFiles([file('a.pdf', 800_000), file('отчёт 📎.pdf', 3)]);
  await dialog.getByLabel('Initiator').fill('Sam');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText(/^(Queued|Sent) as number \d+\.$/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  // The dialog follows the message, and leads to what became of it.
  await expect(dialog.getByText(/^Sent as number \d+\.$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Open the log entry' }).click();
  const entry = page.getByRole('dialog', { name: 'Log entry' });
  await expect(entry.getByRole('heading', { name: 'Sent: the mail server accepted the message' })).toBeVisible();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await goTo(page, 'Captured Mail');
  await expect(rows(page).first()).toContainText('kim@recipient.test');
});

test('over the limit nothing is queued, the dialog names limit, total and the largest files, and the log says skipped', async ({
  postroom: { page },
}) => {
  await limitToOneMegabyte(page);
  const dialog = await openAction(page);
  await dialog.getByRole('button', { name: 'Fill in the samples' }).click();
  const choose = dialog.locator('input[type=file]');
  await choose.setInputFiles([file('large.tiff', 1_048_576), file('small.txt', 1)]);
  await expect(dialog.getByRole('status', { name: 'Together' })).toContainText('too much, so the Action would fail');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText('1,048,577 bytes');
  await expect(alert).toContainText('1,048,576 bytes');
  await expect(alert.getByRole('listitem')).toHaveText([/large\.tiff/, /small\.txt/]);

  // Exactly at the limit it goes.
  await dialog.getByRole('button', { name: 'Remove small.txt' }).click();
  await expect(dialog.getByRole('status', { name: 'Together' })).toHaveText('1.0 MB of 1.0 MB');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText(/^(Queued|Sent) as number/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await goTo(page, 'Logs');
  await expect(rows(page).filter({ hasText: 'Skipped' })).toHaveCount(1);
});

test('an Action for later waits in the queue', async ({ postroom: { page } }) => {
  await makeNotification(page, { name: 'later', to: 'pat@example.org', subject: 'Later' });
  await page.getByRole('button', { name: 'Run Action…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run Action' });
  await expect(dialog.getByText('This notification has no placeholders.')).toBeVisible();
  await dialog.getByRole('radio', { name: 'At a time' }).check();
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText('Enter a date and a time.')).toBeVisible();
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16);
  await dialog.getByLabel('Date and time').fill(tomorrow);
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await dialog.getByRole('button', { name: 'Open the Notification Queue' }).click();
  await expect(rows(page).first()).toContainText('Later');
  await expect(rows(page).first()).toContainText('Pending');
});

test('an Action runs what is saved, so unsaved changes are saved first', async ({ postroom: { page } }) => {
  await makeNotification(page, { name: 'changed', to: 'pat@example.org', subject: 'Before' });
  await rowOf(page, 'changed').dblclick();
  await page.getByLabel('Subject', { exact: true }).fill('After');
  await page.getByRole('button', { name: 'Run Action…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save and go on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run Action' });
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText(/^(Queued|Sent) as number/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await goTo(page, 'Captured Mail');
  await expect(rows(page).first()).toContainText('After');
});

test('files can be dropped on a slot, and one that misses it is not opened', async ({ postroom: { page } }) => {
  const dialog = await openAction(page);
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['hello'], 'dropped.txt'));
    return transfer;
  });
  await dialog.getByRole('heading', { name: 'Files' }).dispatchEvent('drop', { dataTransfer: data });
  await dialog.getByText('Required. Files can be dropped here.').dispatchEvent('drop', { dataTransfer: data });
  await expect(dialog.getByRole('list').getByRole('listitem')).toHaveText([/dropped\.txt/]);
});

test('an upload can be broken off: nothing is queued, and what was filled out is still there', async ({
  postroom: { page },
}) => {
  const dialog = await openAction(page);
  await dialog.getByRole('button', { name: 'Fill in the samples' }).click();
  await dialog.locator('input[type=file]').setInputFiles(file('large.pdf', 2_000_000));
  const asked = new Set<string>();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/uploads.*', async (route) => {
    const operation = new URL(route.request().url()).pathname;
    asked.add(operation);
    if (operation.endsWith('append')) await held;
    await route.continue();
  });
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await expect(dialog.getByLabel('requester')).toBeDisabled();
  await expect.poll(() => asked.has('/api/uploads.append')).toBe(true);
  await page.keyboard.press('Escape');
  release();
  await expect(dialog.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await expect.poll(() => asked.has('/api/uploads.cancel')).toBe(true);
  await expect(dialog.getByLabel('requester')).toHaveValue('pat@example.org');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await goTo(page, 'Logs');
  await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
});

test('from the queue, the notification is chosen first, among those that are enabled', async ({
  postroom: { page },
}) => {
  for (const name of ['one', 'three', 'two'])
    await makeNotification(page, { name, to: 'pat@example.org', subject: name });
  await rowOf(page, 'three').click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await goTo(page, 'Notification Queue');
  await page.getByRole('button', { name: 'Run Action…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Run Action' });
  const choice = dialog.getByLabel('Notification', { exact: true });
  await expect(choice.getByRole('option')).toHaveText(['one', 'two']);
  await choice.selectOption('two');
  await expect(dialog.getByRole('heading', { name: 'Placeholders of two' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText(/^(Queued|Sent) as number/)).toBeVisible();
});
