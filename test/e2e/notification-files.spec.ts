import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { fillOut, makeNotification, rowOf, saveNotification } from './notification-steps.ts';
import { goTo, rows } from './steps.ts';

const file = (name: string, size: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(size, 'a'),
});

test('a fixed file is stored with the notification and can be had back', async ({ postroom: { page } }) => {
  await fillOut(page, { name: 'terms', to: 'pat@example.org', subject: 'Terms' });
  // More than one piece.
  await page
    .getByLabel('Add file…', { exact: true })
    .locator('..')
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('отчёт 📎.txt', 1_500_000));
  const line = page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  await expect(line).toContainText('stored when you save');
  await saveNotification(page);
  await expect(line).not.toContainText('stored when you save');
  await expect(line).toContainText('1.4 MB');
  const download = page.waitForEvent('download');
  await line.getByRole('button', { name: 'Save отчёт 📎.txt' }).click();
  expect((await readFile(await (await download).path())).equals(Buffer.alloc(1_500_000, 'a'))).toBe(true);
});

test('notifications go out as files and come back, with what they attach', async ({ postroom: { page } }) => {
  await makeNotification(page, {
    name: 'ticket-created',
    to: '{{to}}',
    subject: 'Hi',
    placeholders: { to: 'pat@example.org' },
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const exported = await download;
  expect(exported.suggestedFilename()).toBe('ticket-created.json');
  const text = await readFile(await exported.path(), 'utf8');
  const document = { ...JSON.parse(text), name: 'imported', attachments: [{ file: 'terms.pdf' }] };

  const choose = page.locator('input[type=file][aria-label="Import…"]');
  await choose.setInputFiles({
    name: 'a.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await expect(page.getByText('“imported” has been imported.')).toBeVisible();
  await rowOf(page, 'imported').dblclick();
  await expect(page.getByText('Postroom doesn’t have this file yet. Choose it, and save.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();

  await choose.setInputFiles([
    { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) },
    file('terms.pdf', 12),
  ]);
  await expect(rows(page)).toHaveCount(2);
  await rowOf(page, 'imported').dblclick();
  await expect(page.getByRole('button', { name: 'Save terms.pdf' })).toBeVisible();
  await expect(page.getByText('Postroom doesn’t have this file yet.')).toHaveCount(0);
});

test('what isn’t a notification’s file is refused with its name', async ({ postroom: { page } }) => {
  await goTo(page, 'E-mail Notifications');
  const choose = page.locator('input[type=file][aria-label="Import…"]');
  await choose.setInputFiles(file('photo.png', 10));
  await expect(page.getByRole('alert')).toContainText('photo.png');
  await choose.setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"name":1}') });
  await expect(page.getByRole('alert')).toContainText('broken.json');
});

test('a test of a notification sends it with its samples, before it is saved', async ({ postroom: { page } }) => {
  await fillOut(page, {
    name: 'ticket-created',
    to: '{{requester}}',
    subject: '[{{id}}] is there',
    html: '<p>Ticket {{id}}</p>',
    placeholders: { requester: 'pat@example.org', id: 'T1' },
  });
  await page.getByRole('button', { name: 'Send test of this notification…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send Test of This Notification' });
  await dialog.getByLabel('To', { exact: true }).fill('kim@recipient.test');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Test message has been sent')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await saveNotification(page);
  await goTo(page, 'Captured Mail');
  await expect(rows(page).first()).toContainText('[T1] is there');
  await expect(rows(page).first()).toContainText('kim@recipient.test');
});
