import { createServer } from 'node:net';
import { startScripted } from '../servers/scripted.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect, test } from './fixtures.ts';
import { chooseSmtp, goTo, rows, sendTest } from './steps.ts';

test('a failing test says what happened, what to do, and what the server said', async ({ postroom: { page } }) => {
  const server = await startSmtpServer({
    refuse: { recipients: { 'nobody@recipient.test': { code: 550, text: '5.1.1 No such mailbox here' } } },
  });
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'nobody@recipient.test');
    const alert = dialog.getByRole('alert');
    await expect(alert).toContainText('localhost refused the recipient nobody@recipient.test');
    await expect(alert).toContainText('5.1.1 No such mailbox here');
    await expect(alert).toContainText('The server knows no mailbox nobody@recipient.test. Check the spelling.');

    const steps = dialog.getByRole('list', { name: 'Steps' });
    const failed = steps.getByRole('listitem').filter({ has: page.getByRole('img', { name: 'failed' }) });
    await expect(failed).toHaveCount(1);
    await expect(failed).toContainText('Recipient');

    await dialog.getByRole('button', { name: 'Transcript' }).click();
    await expect(dialog.getByRole('region', { name: 'Transcript' })).toContainText('RCPT TO:<nobody@recipient.test>');
    await dialog.getByRole('button', { name: 'Steps' }).click();

    await dialog.getByLabel('To', { exact: true }).fill('pat@recipient.test');
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Revert' }).click();

    await goTo(page, 'Logs');
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).nth(0)).toContainText('Sent');
    await expect(rows(page).nth(1)).toContainText('Failed');
    await page.getByLabel('Status').selectOption('failed');
    await expect(rows(page)).toHaveCount(1);
    await rows(page).first().click();
    await expect(page.getByRole('region', { name: 'Log entry' }).getByRole('alert')).toContainText(
      'localhost refused the recipient',
    );
  } finally {
    await server.close();
  }
});

test('a test can stop early, and says how far it got', async ({ postroom: { page } }) => {
  const server = await startSmtpServer();
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'pat@recipient.test', 'Checking the recipients');
    await expect(dialog.getByRole('status')).toContainText('The server takes messages for these recipients.');
    expect(server.messages).toHaveLength(0);
  } finally {
    await server.close();
  }
});

test('a test that takes long shows where it is, and can be cancelled', async ({ postroom: { page } }) => {
  const silent = createServer();
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const address = silent.address();
  try {
    await chooseSmtp(page, typeof address === 'object' && address !== null ? address.port : 0);
    await page.getByLabel('Host name').fill('127.0.0.1');
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Greeting' })).toContainText('Greeting');
    await expect(dialog.getByRole('progressbar', { name: 'under way' })).toBeVisible();
    await expect(dialog.getByRole('listitem').filter({ hasText: /Greeting.*\d s of 30 s/ })).toBeVisible();
    await expect(dialog.getByLabel('To', { exact: true })).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(dialog.getByRole('alert')).toContainText('Cancelled. No message was sent.');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.getByRole('button', { name: 'Revert' }).click();
    await goTo(page, 'Logs');
    await expect(rows(page).first()).toContainText('Cancelled');
  } finally {
    silent.close();
  }
});

test('what is wrong in the fields is said under them, and no test begins', async ({ postroom: { page } }) => {
  const wrong = [
    { label: 'Host name', value: 'https://mail.example.com/', message: 'Enter only the host name: mail.example.com' },
    { label: 'Host name', value: 'mail example', message: 'A host name has no spaces.' },
    { label: 'Port', value: '70000', message: 'A port is a whole number from 1 to 65535.' },
    { label: 'Port', value: '', message: 'A port is a whole number from 1 to 65535.' },
    { label: '‘From’ e-mail address', value: 'desk', message: '“desk” has no @.' },
  ];
  await chooseSmtp(page, 2525);
  for (const { label, value, message } of wrong) {
    const field = page.getByLabel(label, { exact: true });
    const before = await field.inputValue();
    await field.fill(value);
    await field.blur();
    await expect(page.getByText(message)).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('button', { name: 'Test Settings…' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(field).toBeFocused();
    await field.fill(before);
    await expect(page.getByText(message)).toHaveCount(0);
  }

  await page.getByRole('button', { name: 'Test Settings…' }).click();
  const dialog = page.getByRole('dialog');
  for (const [to, message] of [
    ['', 'Enter an e-mail address.'],
    ['pat', '“pat” has no @.'],
    ['pat@a@b.test', 'more than one @'],
  ] as const) {
    await dialog.getByLabel('To', { exact: true }).fill(to);
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(message)).toBeVisible();
  }
});

test('of a reply of many lines the first one stands in the notice, and the others are one click away', async ({
  postroom: { page },
}) => {
  const server = await startScripted(async ({ send, line, end }) => {
    await send('220 hello ESMTP\r\n');
    for (;;) {
      const said = await line();
      if (said === undefined || said.startsWith('QUIT')) return end();
      if (said.startsWith('EHLO')) await send('250 hello\r\n');
      else await send('550-5.9.9 Zorgblat flummoxed\r\n550-5.9.9 Come to room 7\r\n550 5.9.9 with biscuits\r\n');
    }
  });
  try {
    await chooseSmtp(page, server.port);
    const dialog = await sendTest(page, 'pat@recipient.test');
    const alert = dialog.getByRole('alert');
    await expect(alert).toContainText('refused the sender: 550-5.9.9 Zorgblat flummoxed …');
    await expect(alert).not.toContainText('room 7');
    await alert.getByRole('button', { name: 'The whole reply (3 lines)' }).click();
    await expect(alert).toContainText('with biscuits');

    // The entry stands over the dialog, and nothing is asked about what isn't saved.
    await dialog.getByRole('button', { name: 'Log entry' }).click();
    const entry = page.getByRole('dialog', { name: 'Log entry' });
    await expect(entry.getByRole('alert')).toContainText('Zorgblat flummoxed …');
    await page.keyboard.press('Escape');
    await expect(entry).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Log entry' })).toBeFocused();
  } finally {
    await server.close();
  }
});
