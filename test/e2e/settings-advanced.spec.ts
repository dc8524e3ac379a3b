import { settingLabel } from '../../src/renderer/settings/setting-text.ts';
import { settingFields } from '../../src/shared/settings.ts';
import { advancedKeys } from '../../src/shared/smtp-settings.ts';
import { account, startSmtpServer } from '../servers/smtp-server.ts';
import { expect, test } from './fixtures.ts';
import { chooseSmtp, goTo, save, sendTest } from './steps.ts';

const isAdvanced = (key: string) => advancedKeys.some((each) => each === key);
const ADVANCED = { name: 'Advanced', exact: true } as const;
const CLEAR_TEXT = 'Send the password unencrypted if the server wants it';

test('Advanced is folded until something in it differs, and says folded what that is', async ({
  postroom: { page },
}) => {
  await chooseSmtp(page, 2525);
  const advanced = page.getByRole('button', ADVANCED);
  await expect(advanced).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByText('Everything is as by default.')).toBeVisible();
  await expect(page.getByLabel('EHLO name')).toBeHidden();

  await advanced.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('EHLO name').fill('desk.sender.test');
  await page.getByLabel('Idle time-out').fill('90');
  await page.getByLabel('Addresses to use').selectOption('ipv4');
  await advanced.click();
  await expect(
    page.getByText('EHLO name: desk.sender.test · Idle time-out: 90 seconds · Addresses to use: IPv4 only'),
  ).toBeVisible();
  await save(page);
  await expect(advanced).toHaveAttribute('aria-expanded', 'false');

  await page.reload();
  await expect(advanced).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByLabel('EHLO name')).toHaveValue('desk.sender.test');
  await expect(page.getByLabel('Idle time-out')).toHaveValue('90');
});

test('each SMTP setting stands in the main part or under Advanced', async ({ postroom: { page } }) => {
  await chooseSmtp(page, 2525);
  const form = page.getByRole('form', { name: 'E-mail settings' });
  const keys = Object.keys(settingFields).filter((key) => key.startsWith('smtp.'));
  const label = (key: string) => form.getByText(settingLabel(key), { exact: true }).first();
  for (const key of keys) await expect(label(key), key).toBeVisible({ visible: !isAdvanced(key) });
  await page.getByRole('button', ADVANCED).click();
  for (const key of keys) await expect(label(key), key).toBeVisible();
});

test('what can’t be saved under Advanced opens it and has the focus', async ({ postroom: { page } }) => {
  await chooseSmtp(page, 2525);
  const advanced = page.getByRole('button', ADVANCED);
  await advanced.click();
  await page.getByLabel('Greeting time-out').fill('601');
  await page.getByLabel('EHLO name').fill('desk.sender.test');
  await advanced.click();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(advanced).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByLabel('Greeting time-out')).toBeFocused();
  await expect(page.getByText('A time-out is a whole number of seconds from 1 to 600.')).toBeVisible();

  // What stands further up comes first.
  await page.getByLabel('Host name').fill('');
  await advanced.click();
  await page.getByRole('button', { name: 'Test Settings…' }).click();
  await expect(page.getByLabel('Host name')).toBeFocused();
  await expect(page.getByLabel('Greeting time-out')).toBeVisible();
});

test('SPA takes a domain and leaves no choice of the method', async ({ postroom: { page } }) => {
  await chooseSmtp(page, 2525);
  const spa = page.getByLabel('Require Secure Password Authentication (SPA)');
  const domain = page.getByLabel('Domain', { exact: true });
  await expect(spa).toBeDisabled();
  await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
  await page.getByLabel('User name').fill('alice');
  await expect(domain).toBeDisabled();
  await spa.check();
  await domain.fill('SENDER');
  await page.getByRole('button', ADVANCED).click();
  const method = page.getByLabel('Authentication method');
  await expect(method).toBeDisabled();
  await expect(method).toHaveValue('ntlm');
  await expect(page.getByLabel(CLEAR_TEXT)).toBeDisabled();
  await save(page);
  await page.reload();
  await expect(spa).toBeChecked();
  await expect(domain).toHaveValue('SENDER');

  // Two domains: it is told which one counts.
  const counts = page.getByText('The domain in the user name counts: CORP.');
  await expect(counts).toHaveCount(0);
  await page.getByLabel('User name').fill('CORP\\alice');
  await expect(counts).toBeVisible();
  await domain.fill('');
  await expect(counts).toHaveCount(0);
  await domain.fill('SENDER');
  await page.getByLabel('User name').fill('alice');

  // A domain that can't be taken stands in nobody's way once it can't be reached.
  await domain.fill('D'.repeat(300));
  await domain.blur();
  await expect(page.getByText('A domain can have at most 255 characters.')).toBeVisible();
  await spa.uncheck();
  await save(page);
  await expect(domain).toHaveValue('SENDER');
});

test('the password goes out unencrypted only after a question, which says what that means', async ({
  postroom: { page },
}) => {
  await chooseSmtp(page, 2525);
  await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
  await page.getByLabel('User name').fill('alice');
  await expect(page.getByText('PLAIN and LOGIN are not used like this')).toBeVisible();
  await page.getByRole('button', ADVANCED).click();
  const allowed = page.getByLabel(CLEAR_TEXT);
  const question = page.getByRole('alertdialog', { name: 'Send the password unencrypted?' });

  await allowed.click();
  await expect(question).toContainText('anybody on the way to the server can read the password');
  // Enter is no yes.
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expect(allowed).not.toBeChecked();
  await expect(allowed).toBeFocused();

  await page.keyboard.press('Space');
  await question.getByRole('button', { name: 'Allow it' }).click();
  await expect(allowed).toBeChecked();
  await expect(page.getByText('anybody on the way to the server can read the password.')).toBeVisible();
  await save(page);
  await page.reload();
  await expect(allowed).toBeChecked();
  await allowed.uncheck();
  await expect(question).toHaveCount(0);
});

test('a failed test that could be mended by an unencrypted password asks before it is', async ({
  postroom: { page },
}) => {
  const server = await startSmtpServer({ tls: 'none', mechanisms: ['PLAIN'], authenticationRequired: true });
  try {
    await chooseSmtp(page, server.port);
    await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
    await page.getByLabel('User name').fill(account.username);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    const dialog = await sendTest(page, 'pat@recipient.test');
    await expect(dialog.getByRole('alert')).toContainText('AUTH_IN_CLEAR_REFUSED');
    expect(server.signIns).toEqual([]);

    const question = page.getByRole('alertdialog', { name: 'Send the password unencrypted?' });
    await dialog.getByRole('button', { name: CLEAR_TEXT }).click();
    await page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await expect(dialog.getByRole('alert')).toContainText('AUTH_IN_CLEAR_REFUSED');
    expect(server.signIns).toEqual([]);

    await dialog.getByRole('button', { name: CLEAR_TEXT }).click();
    await question.getByRole('button', { name: 'Allow it' }).click();
    await expect(dialog.getByText('Test message has been sent')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByLabel(CLEAR_TEXT)).toBeChecked();
    await expect(page.getByText('Changed since the last save').first()).toBeVisible();
    await save(page);
    await expect(page.getByText('last tested just now, sent')).toBeVisible();
  } finally {
    await server.close();
  }
});

test('an outdated TLS version is warned of where it is chosen', async ({ postroom: { page } }) => {
  await chooseSmtp(page, 2525);
  await page.getByRole('button', ADVANCED).click();
  const lowest = page.getByLabel('Lowest TLS version');
  await expect(lowest).toBeDisabled();
  await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
  const warning = page.getByText('TLS 1.0 and 1.1 are broken');
  for (const [version, warned] of [
    ['1.0', true],
    ['1.1', true],
    ['1.2', false],
    ['1.3', false],
  ] as const) {
    await lowest.selectOption(version);
    await expect(warning).toHaveCount(warned ? 1 : 0);
  }
});

test('each character set can be chosen and is saved', async ({ postroom: { page } }) => {
  const charset = page.getByLabel('Character set');
  await expect(charset).toHaveValue('utf-8');
  await expect(charset.getByRole('option')).toHaveCount(21);
  await charset.selectOption({ label: 'Japanese (ISO-2022-JP)' });
  await expect(page.getByText('A message that it can’t hold goes out as UTF-8.')).toBeVisible();
  await save(page);
  await page.reload();
  await expect(charset).toHaveValue('iso-2022-jp');
  await goTo(page, 'Captured Mail');
  await goTo(page, 'Settings');
  await expect(charset).toHaveValue('iso-2022-jp');
});
