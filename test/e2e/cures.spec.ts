import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, sendTest } from './steps.ts';
import { trustingAuthority as test } from './with-certificates.ts';

test('the wrong secure connection is named as old and new, mended by one click, tested, and left unsaved', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'required', keyPair: certificates.valid });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('TLS_WRONG_VERSION');
    const cures = dialog.getByRole('region', { name: 'Change the settings and test again:' });
    // The port stays as it is, so nothing is said of it.
    const cure = cures.getByRole('button', { name: 'Secure connection: SSL/TLS → STARTTLS', exact: true });
    await expect(cure).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await expect(dialog.getByText('not saved yet')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('radio', { name: 'STARTTLS', exact: true })).toBeChecked();
    await expect(page.getByLabel('Port', { exact: true })).toHaveValue(String(server.port));
    await expect(page.getByText('Changed since the last save')).toBeVisible();
    expect(server.messages).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test('a server that wants encryption is given it, and the password that was typed goes along', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({
    tls: 'required',
    keyPair: certificates.valid,
    mechanisms: ['PLAIN'],
    authenticationRequired: true,
    authenticationAfterTlsOnly: true,
  });
  try {
    await chooseSmtp(page, server.port);
    await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
    await page.getByLabel('User name').fill(account.username);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toBeVisible();
    await dialog.getByRole('button', { name: 'Secure connection: None → STARTTLS' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    expect(server.signIns).toMatchObject([{ encrypted: true, accepted: true }]);
    await expect(page.getByText(account.password)).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Save them' }).click();
    await expect(dialog.getByText('The changed settings are saved.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await expect(dialog.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText(/^Saved /)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('radio', { name: 'STARTTLS', exact: true })).toBeChecked();
  } finally {
    await server.close();
  }
});

test('a failure that no setting mends offers no change', async ({ postroom: { page } }) => {
  const server = await startSmtpServer({ refuse: { message: { code: 554, text: '5.7.1 Qzx unheard-of policy' } } });
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('Qzx unheard-of policy');
    await expect(dialog.getByText('Change the settings and test again:')).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Send again' })).toBeFocused();
  } finally {
    await server.close();
  }
});

test('a change can be taken back, one after the other, and nothing is tested by that', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({ tls: 'required', keyPair: certificates.selfSigned });
  try {
    await chooseSmtp(page, server.port);
    await page.getByRole('radio', { name: 'SSL/TLS' }).check();
    const dialog = await sendTest(page, 'pat@recipient.test');
    await dialog.getByRole('button', { name: 'Secure connection: SSL/TLS → STARTTLS', exact: true }).click();
    // Nobody comes to trust a certificate by a mere Enter.
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_SELF_SIGNED');
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    const connections = server.connections();

    await dialog.getByRole('button', { name: 'Undo: trust of the certificate' }).click();
    await expect(dialog.getByText('The change was taken back.')).toBeVisible();
    await expect(dialog.getByText('Test message has been sent')).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'OK' })).toBeFocused();
    expect(server.connections()).toBe(connections);

    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('CERTIFICATE_SELF_SIGNED');
    await dialog.getByRole('button', { name: 'Undo: Secure connection: STARTTLS → SSL/TLS', exact: true }).click();
    await expect(dialog.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('radio', { name: 'SSL/TLS' })).toBeChecked();
    await expect(page.getByLabel('Port', { exact: true })).toHaveValue(String(server.port));
  } finally {
    await server.close();
  }
});

test('what was typed before a green test can be saved from it as well', async ({ postroom: { page } }) => {
  const server = await startSmtpServer();
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByText('The changed settings are not saved yet.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Save them' }).click();
    await expect(dialog.getByText('The changed settings are saved.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => server.messages.length).toBe(2);
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await expect(dialog.getByText(/The changed settings are/)).toHaveCount(0);
  } finally {
    await server.close();
  }
});
