import { startSmtpServer } from '../servers/smtp-server.ts';
import { injectDeliveries } from './deliveries.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, goTo, rows, sendTest } from './steps.ts';
import { trustingAuthority as test } from './with-certificates.ts';

const warnings = [
  {
    code: 'STARTTLS_WITHDRAWN',
    row: 'STARTTLS withdrawn',
    notice: 'The server offered STARTTLS before and doesn’t any more.',
  },
  {
    code: 'CERTIFICATE_EXPIRES_SOON',
    row: 'certificate expires soon',
    notice: 'The server’s certificate expires soon.',
  },
  {
    code: 'SENT_AS_UTF8',
    row: 'sent as UTF-8',
    notice: 'The chosen character set can’t hold the message, so it was made in Unicode (UTF-8).',
  },
];

for (const { code, row, notice } of warnings) {
  test(`a delivery with ${code} is marked in its row and says why in its entry`, async ({
    postroom: { page, dataFolder },
  }) => {
    injectDeliveries(dataFolder, 1, 'Plain');
    injectDeliveries(dataFolder, 1, 'Warned', { warnings: JSON.stringify([code]) });
    await goTo(page, 'Logs');
    await expect(rows(page)).toHaveCount(2);
    const warned = rows(page).filter({ hasText: 'Warned' });
    await expect(warned).toContainText(row);
    await expect(warned.getByRole('img', { name: 'warning' })).toBeVisible();
    const plain = rows(page).filter({ hasText: 'Plain' });
    await expect(plain).not.toContainText(row);
    await expect(plain.getByRole('img', { name: 'warning' })).toHaveCount(0);
    await warned.click();
    const entry = page.getByRole('region', { name: 'Log entry' });
    await expect(entry.getByRole('status').filter({ hasText: notice })).toBeVisible();
  });
}

test('the log says of each session how it was encrypted, or that it was not', async ({
  postroom: { page },
  certificates,
}) => {
  const encrypted = await startSmtpServer({ tls: 'implicit', keyPair: certificates.valid });
  const plain = await startSmtpServer();
  try {
    await chooseSmtp(page, encrypted.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const first = await sendTest(page, 'pat@recipient.test');
    await expect(first.getByText('Test message has been sent')).toBeVisible();
    const card = first.getByRole('button', { name: /^Certificate of localhost/ });
    await expect(card).toHaveAttribute('aria-expanded', 'false');
    await first.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Port', { exact: true }).fill(String(plain.port));
    await page.getByRole('radio', { name: 'None' }).check();
    const second = await sendTest(page, 'pat@recipient.test');
    await expect(second.getByRole('status').filter({ hasText: 'The session was not encrypted.' })).toBeVisible();
    await second.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Revert' }).click();

    await goTo(page, 'Logs');
    await expect(rows(page).nth(0)).toContainText('not encrypted');
    await expect(rows(page).nth(1)).toContainText('TLSv1.3');
    await rows(page).nth(1).click();
    const entry = page.getByRole('region', { name: 'Log entry' });
    await expect(entry).toContainText('TLSv1.3, TLS_');
    await expect(entry.locator('dt', { hasText: 'SHA-256' })).toBeVisible();
    await entry.getByRole('tab', { name: 'Session' }).click();
    await expect(entry).toContainText('An authority that this computer trusts vouches for it.');
    await rows(page).nth(0).click();
    await entry.getByRole('tab', { name: 'Session' }).click();
    await expect(entry).toContainText('The session was not encrypted.');
  } finally {
    await encrypted.close();
    await plain.close();
  }
});
