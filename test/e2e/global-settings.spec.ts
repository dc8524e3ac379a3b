import { expect, test } from './fixtures.ts';
import { makeNotification } from './notification-steps.ts';
import { goTo } from './steps.ts';

test('what is changed is saved, and stands there after the next start', async ({ postroom: { page } }) => {
  await goTo(page, 'Global Settings');
  await page.getByLabel('Check the queue every').fill('60');
  await page.getByLabel('Don’t notify the initiator').check();
  await page.getByRole('radio', { name: 'Delete' }).check();
  await page.getByLabel('Limits of').selectOption('Microsoft 365');
  await expect(page.getByLabel('Messages per minute')).toHaveValue('30');
  await expect(page.getByLabel('Connections at a time')).toHaveValue('3');
  await expect(page.getByText('Changed since the last save')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Changed since the last save')).toHaveCount(0);
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Check the queue every')).toHaveValue('60');
  await expect(page.getByLabel('Don’t notify the initiator')).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Delete' })).toBeChecked();
  await expect(page.getByLabel('Limits of')).toHaveValue('microsoft365');
});

test('a value that can’t be taken is led to and explained, and nothing is saved', async ({ postroom: { page } }) => {
  await goTo(page, 'Global Settings');
  const field = page.getByLabel('Give up after');
  await field.fill('0');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/Enter a whole number from 1 to 720\./);
  await page.getByRole('button', { name: 'Revert' }).click();
  await expect(field).toHaveValue('24');
});

test('leaving with unsaved changes asks', async ({ postroom: { page } }) => {
  await goTo(page, 'Global Settings');
  await page.getByLabel('Messages per hour').fill('500');
  await expect(page.getByRole('treeitem', { name: 'Global Settings' })).toHaveAccessibleDescription(/Changed since/);
  await goTo(page, 'Logs');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Outgoing Notifications Log');
  await goTo(page, 'Global Settings');
  await expect(page.getByLabel('Messages per hour')).toHaveValue('500');
});

test('the e-mail settings of another window are saved beside the queue’s without a conflict', async ({
  postroom: { page, openWindow },
}) => {
  const other = await openWindow();
  await goTo(page, 'Settings');
  await page.getByLabel('Send all e-mail messages in plain text format').check();
  await goTo(other, 'Global Settings');
  await other.getByLabel('Messages per hour').fill('500');
  await other.keyboard.press('ControlOrMeta+s');
  await expect(other.getByText('Changed since the last save')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expect(page.getByText('Other settings were saved meanwhile')).toHaveCount(0);
  await goTo(page, 'Global Settings');
  await expect(page.getByLabel('Messages per hour')).toHaveValue('500');
});

test('an API token is shown once, with how to use it, and is revoked after a question', async ({
  postroom: { page },
}) => {
  await goTo(page, 'Global Settings');
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByLabel('Name of a new token')).toHaveAccessibleDescription('Enter a name.');
  await page.getByLabel('Name of a new token').fill('Service desk');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'The token “Service desk”' });
  const token = (await dialog.locator('code').first().textContent()) ?? '';
  expect(token.length).toBeGreaterThan(30);
  await expect(dialog.locator('code').nth(1)).toContainText(`Authorization: Bearer ${token}`);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('row', { name: /Service desk/ })).toContainText('never');
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: 'Revoke Service desk' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('There is no token yet.')).toBeVisible();
});

test('the example of a new token works as it stands, with a notification that there is', async ({
  postroom: { page },
}) => {
  await makeNotification(page, {
    name: 'printed',
    to: '{{requester}}',
    subject: 'It’s {{title}}',
    placeholders: { requester: 'pat@example.org', title: 'a printer’s "fault"' },
  });
  await goTo(page, 'Global Settings');
  await page.getByLabel('Name of a new token').fill('Service desk');
  await page.keyboard.press('Enter');
  const example = page.getByRole('dialog').locator('code').nth(1);
  await expect(example).toContainText('"notification":"printed"');
  const line = (await example.textContent()) ?? '';
  const address = /curl (\S+)/.exec(line)?.[1] ?? '';
  const token = /Bearer (\S+)'/.exec(line)?.[1] ?? '';
  const body = /-d '(.*)'$/s.exec(line)?.[1] ?? '';
  const response = await fetch(address, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body,
  });
  expect(response.status).toBe(202);
});
