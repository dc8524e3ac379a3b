import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { expect, test } from './fixtures.ts';
import { chooseSmtp, goTo, rows, save, sendTest } from './steps.ts';
import { trustingAuthority as trusting } from './with-certificates.ts';

trusting(
  'settings for a mail server with STARTTLS and sign-in are filled out, saved and proven',
  async ({ postroom: { page }, certificates }) => {
    const server = await startSmtpServer({
      tls: 'required',
      keyPair: certificates.valid,
      mechanisms: ['PLAIN', 'LOGIN'],
      authenticationRequired: true,
      authenticationAfterTlsOnly: true,
    });
    try {
      await page.getByLabel('Choose e-mail service').selectOption('smtp');
      await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
      await expect(page.getByLabel('Port', { exact: true })).toHaveValue('587');
      await page.getByRole('radio', { name: 'SSL/TLS' }).check();
      await expect(page.getByLabel('Port', { exact: true })).toHaveValue('465');
      await chooseSmtp(page, server.port);
      await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
      await expect(page.getByLabel('Port', { exact: true })).toHaveValue(String(server.port));
      await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
      await page.getByLabel('User name').fill(account.username);
      await page.getByLabel('Password', { exact: true }).fill(account.password);
      await expect(page.getByText('protected by file permissions only')).toBeVisible();

      // Proven before it is saved, with the password that was only typed.
      const unsaved = await sendTest(page, 'pat@recipient.test');
      await expect(unsaved.getByRole('status')).toContainText('Test message has been sent');
      await expect(unsaved.getByRole('status')).toContainText('TLSv1.3');
      await expect(unsaved.getByRole('listitem').filter({ hasText: 'Sign in' })).toContainText('as alice');
      await unsaved.getByRole('button', { name: 'Close' }).click();
      await expect(page.getByText('the active settings were never tested', { exact: true })).toBeVisible();
      await expect(page.getByText('These values: sent just now')).toBeVisible();

      await save(page);
      await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
      await expect(page.getByPlaceholder('Stored. Leave empty to keep it')).toBeVisible();
      await expect(page.getByText('last tested just now, sent')).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText(`SMTP localhost:${server.port}`);
      await expect(page.getByRole('treeitem', { name: 'Captured Mail' })).toHaveCount(0);

      // And once more with what was stored.
      const saved = await sendTest(page, 'pat@recipient.test');
      await expect(saved.getByRole('status')).toContainText('Test message has been sent');
      await saved.getByRole('button', { name: 'Close' }).click();
      await expect(page.getByText('last tested just now, sent')).toBeVisible();

      expect(server.messages.map(({ encrypted, user, sender }) => ({ encrypted, user, sender }))).toEqual([
        { encrypted: true, user: account.username, sender: 'desk@sender.test' },
        { encrypted: true, user: account.username, sender: 'desk@sender.test' },
      ]);

      await goTo(page, 'Logs');
      await expect(rows(page)).toHaveCount(2);
      await rows(page).first().click();
      const entry = page.getByRole('region', { name: 'Log entry' });
      await entry.getByRole('tab', { name: 'Session' }).click();
      await expect(entry).toContainText('Postroom test authority');
      await expect(entry.getByRole('region', { name: 'Transcript' })).toContainText('STARTTLS');
      await expect(page.getByText(account.password)).toHaveCount(0);
    } finally {
      await server.close();
    }
  },
);

trusting(
  'a certificate that is not valid is rejected with its reason, and named when it is accepted',
  async ({ postroom: { page }, certificates }) => {
    const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.expired });
    try {
      await chooseSmtp(page, server.port);
      await page.getByRole('radio', { name: 'SSL/TLS' }).check();
      const rejected = await sendTest(page, 'pat@recipient.test');
      await expect(rejected.getByRole('alert')).toContainText('The certificate of localhost expired on');
      const failed = rejected.getByRole('listitem').filter({ has: page.getByRole('img', { name: 'failed' }) });
      await expect(failed).toContainText('The certificate has expired.');
      await rejected.getByRole('button', { name: 'Close' }).click();

      await page.getByLabel('Reject invalid certificates').uncheck();
      await expect(page.getByText('Any certificate is accepted')).toBeVisible();
      const accepted = await sendTest(page, 'pat@recipient.test');
      await expect(accepted.getByText('Test message has been sent')).toBeVisible();
      await expect(accepted.getByText('The certificate has expired.').first()).toBeVisible();
      expect(server.messages).toHaveLength(1);
    } finally {
      await server.close();
    }
  },
);

test('a stored password is never shown, is kept when the field is empty, and can be deleted', async ({
  postroom: { page },
}) => {
  await chooseSmtp(page, 2525);
  await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
  await page.getByLabel('User name').fill('alice');
  await page.getByLabel('Password', { exact: true }).fill('once and only once');
  await save(page);
  await page.reload();
  await expect(page.getByPlaceholder('Stored. Leave empty to keep it')).toHaveValue('');
  await page.getByLabel('User name').fill('bob');
  await save(page);
  await expect(page.getByPlaceholder('Stored. Leave empty to keep it')).toBeVisible();

  await page.getByRole('button', { name: 'Delete the stored password' }).click();
  await expect(page.getByPlaceholder('Deleted when you save')).toBeVisible();
  await page.getByRole('button', { name: 'Test Settings…' }).click();
  await expect(page.getByText('Enter the password for signing in to the mail server.')).toBeVisible();
  await save(page);
  await expect(page.getByRole('button', { name: 'Delete the stored password' })).toHaveCount(0);
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('placeholder', '');
});
