import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServerStore } from '../../src/main/log/server-store.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, save, sendTest } from './steps.ts';
import { openStore } from './store.ts';
import { withCertificates as test } from './with-certificates.ts';

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

test('an authority’s file is shown, makes its servers trusted, is saved and can be removed', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.valid });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const chosen = page.getByRole('region', { name: 'Trusted authority (CA file)' });
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose file…' }).click();
    await (await choosing).setFiles([file('authority.pem', certificates.authority)]);
    await expect(chosen).toContainText('CN=Postroom test authority');
    await expect(chosen).toContainText('days left');

    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await save(page);
    await page.reload();
    await expect(chosen).toContainText('CN=Postroom test authority');

    await page.getByRole('button', { name: 'Remove the trusted authority' }).click();
    await expect(chosen).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Choose file… for the trusted authority' })).toBeFocused();
    const distrusting = await sendTest(page, 'pat@recipient.test');
    await expect(distrusting.getByRole('alert')).toContainText('CERTIFICATE_UNKNOWN_ISSUER');
    await distrusting.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect(chosen).toContainText('CN=Postroom test authority');
  } finally {
    await server.close();
  }
});

test('authority files may be several, in PEM and in DER form', async ({ postroom: { page }, certificates }) => {
  await chooseSmtp(page, 2525);
  await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
  const der = new X509Certificate(certificates.selfSigned.cert).raw;
  await page
    .locator('input[type=file]')
    .setInputFiles([file('authority.crt', certificates.authority), file('other.der', der)]);
  const chosen = page.getByRole('region', { name: 'Trusted authority (CA file)' });
  await expect(chosen.getByText('SHA-256')).toHaveCount(2);
  await expect(chosen).toContainText('CN=localhost');
});

test('a file that holds no certificate is refused, changes nothing, and never stands in the way of saving', async ({
  postroom: { page },
  certificates,
}) => {
  await chooseSmtp(page, 2525);
  await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
  const input = page.locator('input[type=file]');
  const chosen = page.getByRole('region', { name: 'Trusted authority (CA file)' });
  await input.setInputFiles([file('authority.pem', certificates.authority)]);
  await expect(chosen).toContainText('CN=Postroom test authority');
  const noDer = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x07]);
  const noPem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  for (const [refused, reason] of [
    [file('letter.txt', 'Dear administrator'), '“letter.txt” holds no certificate'],
    [file('number.der', noDer), '“number.der” holds no certificate'],
    [file('zeros.pem', noPem), '“zeros.pem” holds no certificate'],
    [file('server.pem', certificates.valid.key + certificates.valid.cert), 'There is a private key in this text'],
  ] as const) {
    await input.setInputFiles([refused]);
    const told = page.getByRole('alert').filter({ hasText: reason });
    await expect(told).toBeInViewport();
    const { y = 0 } = (await told.boundingBox()) ?? {};
    const button = await page.getByRole('button', { name: 'Choose file…' }).boundingBox();
    expect(y - (button?.y ?? 0)).toBeLessThan(40);
    await expect(chosen).toContainText('CN=Postroom test authority');
  }
  await save(page);
  await page.reload();
  await expect(chosen).toContainText('CN=Postroom test authority');
});

test('the passphrase of a client certificate is tried, stored, kept and deleted, and never shown', async ({
  postroom: { page, dataFolder },
  certificates,
}) => {
  const { key, cert } = certificates.notForServers;
  const passphrase = 'once and only once';
  const locked = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  const path = join(dataFolder, 'client.pem');
  await writeFile(path, `${locked}${cert}`);
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.valid });
  try {
    await chooseSmtp(page, server.port);
    const field = page.getByLabel('Passphrase of the key');
    await page.getByRole('button', { name: 'Advanced', exact: true }).click();
    await expect(page.getByLabel('Client certificate file')).toBeDisabled();
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    await page.getByLabel('Reject invalid certificates').uncheck();
    await expect(field).toBeDisabled();
    await page.getByLabel('Client certificate file').fill(path);

    await field.fill('a wrong one');
    const wrong = await sendTest(page, 'pat@recipient.test');
    await expect(wrong.getByRole('alert')).toContainText('CLIENT_CERTIFICATE_INVALID');
    await page.getByRole('button', { name: 'Advanced', exact: true, includeHidden: true }).evaluate((button) => {
      (button as HTMLButtonElement).click();
    });
    await wrong.getByRole('button', { name: 'Show the field' }).click();
    await expect(field).toBeFocused();

    await field.fill(passphrase);
    const right = await sendTest(page, 'pat@recipient.test');
    await expect(right.getByText('Test message has been sent')).toBeVisible();
    await right.getByRole('button', { name: 'Close' }).click();
    await save(page);
    await page.reload();
    const stored = page.getByPlaceholder('Stored. Leave empty to keep it');
    await expect(stored).toHaveValue('');
    await page.getByLabel('EHLO name').fill('desk.sender.test');
    await save(page);
    const kept = await sendTest(page, 'pat@recipient.test');
    await expect(kept.getByText('Test message has been sent')).toBeVisible();
    await kept.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText(passphrase)).toHaveCount(0);

    // It outlives the file that it is for, and that is told.
    const advanced = page.getByRole('button', { name: 'Advanced', exact: true });
    const unused = page.getByText('Still stored, though no client certificate file uses it.');
    await page.getByLabel('Client certificate file').fill('');
    await expect(unused).toBeVisible();
    await expect(page.getByRole('button', { name: 'Delete the stored passphrase' })).toBeVisible();
    await page.getByLabel('EHLO name').fill('');
    await advanced.click();
    await expect(page.getByText('Passphrase of the key: stored')).toBeVisible();
    await advanced.click();
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect(unused).toHaveCount(0);

    // A test with what is about to be deleted would prove nothing.
    await page.getByRole('button', { name: 'Delete the stored passphrase' }).click();
    await expect(page.getByPlaceholder('Deleted when you save')).toBeVisible();
    await page.getByRole('button', { name: 'Test Settings…' }).click();
    await expect(page.getByText('Save before you test, or keep it.')).toBeVisible();
    await expect(field).toBeFocused();
    await save(page);
    await expect(page.getByRole('button', { name: 'Delete the stored passphrase' })).toHaveCount(0);
    const without = await sendTest(page, 'pat@recipient.test');
    await expect(without.getByRole('alert')).toContainText('CLIENT_CERTIFICATE_INVALID');
  } finally {
    await server.close();
  }
});

test('what the last sessions give reason to look at stands on top of the settings', async ({
  postroom: { page, dataFolder },
}) => {
  await chooseSmtp(page, 2525);
  await page.getByRole('radio', { name: 'STARTTLS, if available' }).check();
  await page.getByLabel('Port', { exact: true }).fill('2525');
  await save(page);
  await expect(page.getByText('STARTTLS any more')).toHaveCount(0);
  const database = openStore(dataFolder);
  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString();
  const memory = {
    offersStarttls: true,
    starttlsWithdrawnAt: '2026-11-20T12:00:00.000Z',
    certificateValidTo: inTenDays,
  };
  createServerStore(database).remember('localhost', 2525, memory, new Date().toISOString());
  database.close();
  await page.reload();
  const notices = page.getByRole('status');
  await expect(notices.filter({ hasText: '2026-11-20' })).toContainText('STARTTLS');
  await expect(notices.filter({ hasText: inTenDays.slice(0, 10) })).toContainText('certificate');
});
