import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { portOf } from '../servers/free-ports.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp } from './steps.ts';
import { trustingAuthority as test } from './with-certificates.ts';

const TITLE = 'What does this server offer?';

/** Opens the probe for a host, with a port of its own beside the usual ones. It starts by itself where there is a host to ask. */
async function openProbe(page: Page, port: number, host = '127.0.0.1') {
  await chooseSmtp(page, port);
  await page.getByLabel('Host name').fill(host);
  await page.getByRole('button', { name: TITLE }).click();
  const dialog = page.getByRole('dialog', { name: TITLE });
  await expect(dialog.getByLabel('Host name')).toHaveValue(host);
  return dialog;
}

test('a probe fills in port by port, and what it recommends fills the settings', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({
    tls: 'offered',
    keyPair: certificates.valid,
    mechanisms: ['PLAIN', 'LOGIN'],
    authenticationAfterTlsOnly: true,
    sizeLimit: 20 * 1024 * 1024,
  });
  try {
    const dialog = await openProbe(page, server.port);
    await expect(dialog.getByText('No message is sent, and nobody signs in.')).toBeVisible();
    await expect(dialog.getByText('A mail server answers on 1 of 5 ports.')).toBeVisible();
    const table = dialog.getByRole('table', { name: 'Ports of 127.0.0.1' });
    const row = table.getByRole('row').filter({ hasText: String(server.port) });
    await expect(row).toContainText('STARTTLS, TLSv1.3');
    await expect(row).toContainText('valid');
    await expect(row).toContainText('PLAIN, LOGIN');
    await expect(row).toContainText('20.0 MB');
    await expect(row).toContainText('Recommended');
    await expect(row.getByRole('button', { name: 'Use this' })).toBeFocused();

    const toggle = row.getByRole('button', { name: `Port ${server.port} at 127.0.0.1`, exact: true });
    await toggle.focus();
    await page.keyboard.press('Enter');
    await expect(toggle).toHaveAttribute('aria-expanded', 'true');
    await expect(table).toContainText('220 mail.postroom.test ESMTP');
    await expect(table).toContainText('SIZE 20971520');
    await expect(table).toContainText('CN=Postroom test authority');
    expect(server.messages).toHaveLength(0);
    expect(server.signIns).toHaveLength(0);

    await row.getByRole('button', { name: 'Use this' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('radio', { name: 'STARTTLS', exact: true })).toBeChecked();
    await expect(page.getByLabel('Port', { exact: true })).toHaveValue(String(server.port));
    await expect(page.getByText('Changed since the last save')).toBeVisible();
  } finally {
    await server.close();
  }
});

test('in a window at 200 % the sign-in column is as readable, and the rest is reached sideways', async ({
  postroom: { page },
  certificates,
}) => {
  const server = await startSmtpServer({
    tls: 'offered',
    keyPair: certificates.valid,
    mechanisms: ['PLAIN', 'LOGIN'],
    authenticationAfterTlsOnly: true,
  });
  try {
    const dialog = await openProbe(page, server.port);
    const use = dialog.getByRole('button', { name: /^Use this/ });
    await expect(use).toBeFocused();
    await page.setViewportSize({ width: 640, height: 400 });
    const signIn = dialog.getByRole('columnheader', { name: 'Sign-in' });
    expect((await signIn.boundingBox())?.width).toBeGreaterThan(140);
    await signIn.scrollIntoViewIfNeeded();
    await expect(signIn).toBeInViewport({ ratio: 1 });
    await use.scrollIntoViewIfNeeded();
    await expect(use).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByRole('button', { name: `Port ${server.port} at 127.0.0.1`, exact: true })).toBeInViewport({
      ratio: 1,
    });
  } finally {
    await server.close();
  }
});

test('a probe can be stopped, and Esc stops and closes it', async ({ postroom: { page } }) => {
  const silent = createServer((socket) => socket.on('error', () => {}));
  let open = 0;
  silent.on('connection', (socket) => {
    open++;
    socket.on('close', () => open--);
  });
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  try {
    const dialog = await openProbe(page, portOf(silent));
    await expect(dialog.getByRole('status').filter({ hasText: 'Asking 127.0.0.1: 4 answers so far.' })).toBeVisible();
    await expect(dialog.getByLabel('Host name')).toBeDisabled();
    const ports = dialog.locator('tbody').getByRole('row').filter({ hasText: '127.0.0.1' });
    await expect(ports).toHaveCount(5);
    await expect(ports.nth(4)).toContainText(`${portOf(silent)}127.0.0.1waiting`);
    await expect.poll(() => open).toBe(1);
    const { y } = (await dialog.boundingBox()) ?? {};
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await expect(dialog.getByText('Stopped. What was found so far stands below.')).toBeVisible();
    await expect(ports).toHaveCount(4);
    await expect.poll(() => open).toBe(0);
    expect((await dialog.boundingBox())?.y).toBe(y);

    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => open).toBe(1);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect.poll(() => open).toBe(0);
    await expect(page.getByRole('button', { name: TITLE })).toBeFocused();
  } finally {
    silent.close();
  }
});

test('a host that is not one, is not known, or has no mail server is said so', async ({ postroom: { page } }) => {
  const dialog = await openProbe(page, 1, '127.0.0.1');
  await expect(dialog.getByRole('alert')).toContainText('127.0.0.1');
  await expect(dialog.getByRole('table').getByText('closed').first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Use this' })).toHaveCount(0);

  await dialog.getByLabel('Host name').fill('mail example');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('A host name has no spaces.')).toBeVisible();
  await expect(dialog.getByLabel('Host name')).toHaveAttribute('aria-invalid', 'true');
  // What stood there was about another host.
  await expect(dialog.getByRole('table')).toHaveCount(0);
  await expect(dialog.getByRole('alert')).toHaveCount(0);

  await dialog.getByLabel('Host name').fill('nobody.invalid');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('nobody.invalid');
  await expect(dialog.getByRole('alert')).not.toContainText('in the settings');
  await expect(dialog.getByRole('table')).toHaveCount(0);
  await expect(dialog.getByLabel('Host name')).toBeFocused();
});

test('a probe waits for the name of a host where the settings have none, or one that is none', async ({
  postroom: { page },
}) => {
  for (const host of ['', 'mail example']) {
    const dialog = await openProbe(page, 25, host);
    await expect(dialog.getByLabel('Host name')).toBeFocused();
    await expect(dialog.getByRole('button', { name: 'Start' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
});
