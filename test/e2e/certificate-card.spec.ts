import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, goTo, rows, save, sendTest } from './steps.ts';
import { withCertificates as test } from './with-certificates.ts';

/** Gives a SHA-256 without what is put in to make it readable. */
const bare = (text: string | null) => (text ?? '').replace(/[^0-9A-F]/g, '');
const fingerprintOf = (pem: string) => bare(new X509Certificate(pem).fingerprint256);

async function openEntry(page: Page) {
  await goTo(page, 'Logs');
  await rows(page).first().click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await entry.getByRole('tab', { name: 'Session' }).click();
  return entry;
}

test('a self-signed certificate is shown, trusted by one click, tested again, saved, and the log says that it is trusted', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'required', keyPair: certificates.selfSigned });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('is self-signed');
    const card = dialog.getByRole('button', { name: /^Certificate of localhost/ });
    await expect(card).toHaveAttribute('aria-expanded', 'true');
    await expect(card).toContainText('not trusted');
    await expect(dialog.getByText('The certificate is self-signed.').first()).toBeVisible();
    await expect(dialog.getByText(/\(\d+ days left\)/)).toBeVisible();
    const shown = dialog.locator('dt', { hasText: 'SHA-256' }).locator('xpath=following-sibling::dd[1]');
    expect(bare(await shown.textContent())).toContain(fingerprintOf(certificates.selfSigned.cert));
    await expect(dialog.getByRole('button', { name: 'Trust this authority' })).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Choose CA file…' })).toHaveCount(0);
    await shown.evaluate((facts) => getSelection()?.selectAllChildren(facts.firstElementChild ?? facts));
    expect(await page.evaluate(() => String(getSelection()))).toBe(
      new X509Certificate(certificates.selfSigned.cert).fingerprint256,
    );
    expect(server.messages).toHaveLength(0);

    await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await expect(dialog.getByText('not saved yet')).toBeVisible();
    await expect(card).toHaveAttribute('aria-expanded', 'false');
    await expect(card).not.toContainText('not trusted');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await save(page);

    const saved = await sendTest(page, 'pat@recipient.test');
    await expect(saved.getByText('Test message has been sent')).toBeVisible();
    await expect(saved.getByText('not saved yet')).toHaveCount(0);
    await saved.getByRole('button', { name: 'Close' }).click();
    const entry = await openEntry(page);
    await expect(entry).toContainText('The settings name exactly this certificate.');
  } finally {
    await server.close();
  }
});

test('a changed certificate stands beside the old one, and nothing is sent until it is confirmed', async ({
  postroom: { page },
  certificates,
}) => {
  const before = await startSmtpServer({ tls: 'implicit', keyPair: certificates.selfSigned });
  const after = await startSmtpServer({ tls: 'implicit', keyPair: certificates.unknownIssuer });
  try {
    await chooseSmtp(page, before.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const first = await sendTest(page, 'pat@recipient.test');
    await first.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(first.getByText('Test message has been sent')).toBeVisible();
    await first.getByRole('button', { name: 'Close' }).click();

    await page.getByLabel('Port', { exact: true }).fill(String(after.port));
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_CHANGED');
    await expect(dialog.getByRole('alert')).not.toContainText('SHA-256');
    const table = dialog.getByRole('table', { name: 'The trusted certificate beside the one shown now' });
    const line = (name: string) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    await expect(line('Issued by')).toContainText('An authority that nobody knows');
    await expect(line('Issued by')).toContainText('differs');
    await expect(line('Names')).not.toContainText('differs');
    const prints = line('SHA-256').getByRole('cell');
    expect(bare(await prints.nth(0).textContent())).toBe(fingerprintOf(certificates.selfSigned.cert));
    expect(bare(await prints.nth(1).textContent())).toBe(fingerprintOf(certificates.unknownIssuer.cert));
    expect(after.messages).toHaveLength(0);

    // Asked again without an answer, it is refused again.
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_CHANGED');
    expect(after.messages).toHaveLength(0);

    await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    expect(after.messages).toHaveLength(1);
  } finally {
    await before.close();
    await after.close();
  }
});

test('the authority of a server can be trusted in place of its one certificate', async ({
  postroom: { page },
  certificates,
}) => {
  const authority = await readFile(join(dirname(certificates.authorityFile), 'stranger.pem'), 'utf8');
  const { key, cert, chainFile } = certificates.unknownIssuer;
  const server = await startSmtpServer({ tls: 'implicit', keyPair: { key, cert: cert + authority, chainFile } });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_UNKNOWN_ISSUER');
    const issuer = dialog.getByRole('button', { name: 'CN=An authority that nobody knows' });
    await expect(issuer).toHaveAttribute('aria-expanded', 'false');
    await issuer.click();
    const prints = dialog.locator('dd', { has: page.getByRole('button', { name: 'Copy the SHA-256' }) });
    expect(bare(await prints.nth(1).textContent())).toContain(fingerprintOf(authority));

    await dialog.getByRole('button', { name: 'Trust this authority' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await dialog.getByRole('button', { name: /^Certificate of localhost/ }).click();
    await expect(dialog.getByText('An authority that the settings name vouches for it.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await save(page);
  } finally {
    await server.close();
  }
});

test('a certificate that is accepted all the same can be trusted from the success as well', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.wrongName });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    await page.getByLabel('Reject invalid certificates').uncheck();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    // A green test with something to ask about has its report as well.
    await expect(dialog.getByRole('button', { name: 'Support report…' })).toBeVisible();
    const card = dialog.getByRole('button', { name: /^Certificate of/ });
    await expect(card).toContainText('not trusted');
    await card.click();
    await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(card).not.toContainText('not trusted');
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Revert' }).click();
    await goTo(page, 'Logs');
    await expect(rows(page).nth(1)).toContainText('invalid certificate accepted: wrong name');
    await expect(rows(page).nth(0)).not.toContainText('invalid certificate accepted');
  } finally {
    await server.close();
  }
});

test('a valid certificate can be trusted from a green test, and is the only one then', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.valid });
  const other = await startSmtpServer({ tls: 'implicit', keyPair: certificates.selfSigned });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    await page.locator('input[type=file]').setInputFiles(certificates.authorityFile);
    await expect(page.getByRole('region', { name: 'Trusted authority (CA file)' })).toBeVisible();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Trust this certificate' })).toBeHidden();
    const card = dialog.getByRole('button', { name: /^Certificate of localhost/ });
    await card.click();
    await expect(dialog.getByRole('button', { name: 'Trust this authority' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(dialog.getByText('not saved yet')).toBeVisible();
    await card.click();
    await expect(dialog.getByText('The settings name exactly this certificate.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Trust this certificate' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Port', { exact: true }).fill(String(other.port));
    await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_CHANGED');
  } finally {
    await server.close();
    await other.close();
  }
});

test('a certificate that the settings name is accepted with its time over, and that is said', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.expired });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    const accepted = 'It was accepted because the settings name exactly this certificate.';
    const notice = dialog.getByRole('status').filter({ hasText: accepted });
    await expect(notice).toContainText('The certificate has expired.');
    await dialog.getByRole('button', { name: 'Close' }).click();

    // Not any certificate is accepted, rejecting or not.
    await page.getByLabel('Reject invalid certificates').uncheck();
    await expect(page.getByText('Only this certificate is accepted from the server:')).toBeVisible();
    await expect(page.getByText('Any certificate is accepted')).toHaveCount(0);
    await page.getByRole('button', { name: 'Remove the trusted certificate' }).click();
    await expect(page.getByText('Any certificate is accepted')).toBeVisible();

    await page.getByRole('button', { name: 'Revert' }).click();
    await goTo(page, 'Logs');
    await expect(rows(page).first()).toContainText('invalid certificate accepted: expired');
    await rows(page).first().click();
    await expect(page.getByRole('region', { name: 'Log entry' })).toContainText(accepted);
  } finally {
    await server.close();
  }
});

test('where the authority did not come along, the dialog leads to where its file is chosen', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.unknownIssuer });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_UNKNOWN_ISSUER');
    // Nothing that was said before the certificate says why.
    await expect(dialog.getByRole('alert')).not.toContainText('The server said');
    await dialog.getByRole('button', { name: 'Choose CA file…' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Choose file…/ }).first()).toBeFocused();
  } finally {
    await server.close();
  }
});
