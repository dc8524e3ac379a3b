import { readFile } from 'node:fs/promises';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { expect, test } from './fixtures.ts';
import { chooseSmtp, goTo, rows, sendTest } from './steps.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a support report shows every line before it is saved, and has no address and no secret in it', async ({
  postroom: { page },
}) => {
  const server = await startSmtpServer({
    mechanisms: ['PLAIN'],
    authenticationRequired: true,
    refuse: { recipients: { 'pat@recipient.test': { code: 550, text: '5.1.1 pat@recipient.test is not here' } } },
  });
  try {
    await chooseSmtp(page, server.port);
    await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
    await page.getByLabel('User name').fill(account.username);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('AUTH_IN_CLEAR_REFUSED');
    await dialog.getByRole('button', { name: /No → Yes$/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Allow it' }).click();
    await expect(dialog.getByRole('alert')).toContainText('RECIPIENT_REJECTED');

    await dialog.getByRole('button', { name: 'Support report…' }).click();
    const report = page.getByRole('dialog', { name: 'Support report' });
    const text = (await report.getByRole('region', { name: 'The report' }).textContent()) ?? '';
    expect(text).toContain('RECIPIENT_REJECTED');
    expect(text).toContain('RCPT TO:');
    for (const secret of ['pat@', 'desk@', account.username, account.password, 'Service Desk']) {
      expect(text).not.toContain(secret);
    }

    await report.getByRole('button', { name: 'Copy the report' }).click();
    await expect(report.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);

    const download = page.waitForEvent('download');
    await report.getByRole('button', { name: 'Save…' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/\.txt$/);
    expect(await readFile(await saved.path(), 'utf8')).toBe(text);
    await expect(report.getByText(`Saving as ${saved.suggestedFilename()}`)).toBeVisible();

    await page.keyboard.press('Escape');
    await expect(report).toHaveCount(0);
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Support report…' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Revert' }).click();
    await goTo(page, 'Logs');
    await rows(page).first().click();
    const entry = page.getByRole('region', { name: 'Log entry' });
    await entry.getByRole('button', { name: 'Support report…' }).click();
    await expect(report.getByRole('region', { name: 'The report' })).toContainText('RECIPIENT_REJECTED');
  } finally {
    await server.close();
  }
});

test('a transcript can be copied and saved as it is shown', async ({ postroom: { page } }) => {
  const server = await startSmtpServer();
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'pat@recipient.test');
    await dialog.getByRole('button', { name: 'Transcript' }).click();
    await dialog.getByRole('button', { name: 'Copy the transcript' }).click();
    await expect(dialog.getByText('Copied')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^\+\d+ ms C: MAIL FROM:<desk@sender\.test>/m);
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save… the transcript' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('postroom-transcript-1.txt');
    expect(await readFile(await saved.path(), 'utf8')).toBe(copied);
  } finally {
    await server.close();
  }
});

test.describe('where the clipboard is refused', () => {
  test.use({ permissions: [] });

  test('copying works all the same, by selecting', async ({ postroom: { page }, context }) => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    });
    const dialog = await sendTest(page, 'pat@recipient.test');
    await dialog.getByRole('button', { name: 'Transcript' }).click();
    const copy = dialog.getByRole('button', { name: 'Copy the transcript' });
    await copy.click();
    await expect(dialog.getByText('Copied')).toBeVisible();
    await expect(copy).toBeFocused();
    await context.grantPermissions(['clipboard-read']);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('MAIL FROM');
  });
});
