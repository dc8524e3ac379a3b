import { createServerStore } from '../../src/main/log/server-store.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, save, sendTest } from './steps.ts';
import { openStore } from './store.ts';
import { withCertificates as test } from './with-certificates.ts';

const REMOVE = { name: 'Remove the trusted certificate' } as const;
const PUT_BACK = { name: 'Put back the trusted certificate' } as const;

test('a trusted certificate is named as another server’s when the host is changed, and can be removed and put back', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates.selfSigned });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    await page.getByLabel('Port', { exact: true }).fill(String(server.port));
    const dialog = await sendTest(page, 'pat@recipient.test');
    await dialog.getByRole('button', { name: 'Trust this certificate' }).first().click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();

    // What was never saved as trusted isn't untrusted by saving.
    const untrusted = page.getByText('The certificate of localhost is no longer trusted once you save.');
    await page.getByRole('button', REMOVE).click();
    await expect(page.getByRole('button', PUT_BACK)).toBeFocused();
    await expect(untrusted).toHaveCount(0);
    await page.keyboard.press('Enter');
    await save(page);

    const shown = page.getByRole('region', { name: 'Trusted certificate' });
    const warning = page.getByText('It was trusted for localhost.');
    await expect(shown).toBeVisible();
    await expect(warning).toHaveCount(0);
    await page.getByLabel('Host name').fill('Localhost.');
    await expect(warning).toHaveCount(0);
    await page.getByLabel('Host name').fill('other.sender.test');
    await expect(warning).toBeVisible();

    await page.getByRole('button', REMOVE).click();
    await expect(shown).toHaveCount(0);
    await expect(warning).toHaveCount(0);
    await expect(untrusted).toBeVisible();
    await page.getByRole('radio', { name: 'None', exact: true }).check();
    await expect(untrusted).toHaveCount(0);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    await expect(untrusted).toBeVisible();
    await page.getByRole('button', PUT_BACK).focus();
    await page.keyboard.press('Enter');
    await expect(shown).toBeVisible();
    await expect(page.getByRole('button', REMOVE)).toBeFocused();

    // Without encryption it is there, but does nothing.
    await page.getByRole('radio', { name: 'None', exact: true }).check();
    await expect(page.getByText('Without effect as long as the connection is not encrypted.')).toBeVisible();
    await expect(warning).toHaveCount(0);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();

    await page.getByRole('button', REMOVE).click();
    await save(page);
    await expect(page.getByText('A test shows the server’s certificate and can trust it.')).toBeVisible();
    await expect(page.getByRole('button', PUT_BACK)).toHaveCount(0);
  } finally {
    await server.close();
  }
});

test('a probed server that is used instead takes the other one’s trusted certificate out, in sight and unsaved', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'offered', keyPair: certificates.selfSigned });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
    await page.getByLabel('Port', { exact: true }).fill(String(server.port));
    const dialog = await sendTest(page, 'pat@recipient.test');
    await dialog.getByRole('button', { name: 'Trust this certificate' }).first().click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await save(page);

    const probe = async (host: string) => {
      await page.getByLabel('Host name').fill(host);
      await page.getByRole('button', { name: 'What does this server offer?' }).click();
      const answers = page.getByRole('dialog', { name: 'What does this server offer?' });
      const start = answers.getByRole('button', { name: 'Start' });
      if (await start.isVisible()) await start.click();
      await answers
        .getByRole('button', { name: /^Use this/ })
        .first()
        .click();
      await expect(answers).toHaveCount(0);
    };
    const shown = page.getByRole('region', { name: 'Trusted certificate' });
    await probe('localhost');
    await expect(shown).toBeVisible();
    await probe('127.0.0.1');
    await expect(page.getByLabel('Host name')).toHaveValue('127.0.0.1');
    await expect(shown).toHaveCount(0);
    await expect(page.getByText('The certificate of localhost is no longer trusted once you save.')).toBeVisible();
    await expect(page.getByText('Changed since the last save').first()).toBeVisible();
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect(shown).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a warning that a setting mends has a button that changes it in the form, and goes with that', async ({
  postroom: { page, dataFolder },
}) => {
  await chooseSmtp(page, 2525);
  await page.getByRole('radio', { name: 'STARTTLS, if available' }).check();
  await page.getByLabel('Port', { exact: true }).fill('2525');
  await save(page);
  const database = openStore(dataFolder);
  const memory = { offersStarttls: true, starttlsWithdrawnAt: '2026-11-20T12:00:00.000Z', certificateValidTo: null };
  createServerStore(database).remember('localhost', 2525, memory, new Date().toISOString());
  database.close();
  await page.reload();
  const change = page.getByRole('button', { name: 'Secure connection: STARTTLS, if available → STARTTLS' });
  const notice = page.getByRole('status').filter({ hasText: '2026-11-20' });
  await expect(notice).toBeVisible();
  await change.click();
  await expect(change).toHaveCount(0);
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'STARTTLS', exact: true })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'STARTTLS', exact: true })).toBeFocused();
  await expect(page.getByLabel('Port', { exact: true })).toHaveValue('2525');
  await page.getByRole('button', { name: 'Revert' }).click();
  await expect(change).toBeVisible();
});
