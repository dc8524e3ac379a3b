import { expect, test } from './fixtures.ts';
import { goTo, rows, save, sendTest } from './steps.ts';

const FROM = '‘From’ e-mail address';

test('a window without changes follows what another one saves', async ({ postroom: { page, openWindow } }) => {
  const other = await openWindow();
  await other.getByLabel(FROM).fill('desk@sender.test');
  await save(other);
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');
});

test('a window with changes is told, and a conflict is decided by a person', async ({
  postroom: { page, openWindow },
}) => {
  const other = await openWindow();
  await page.getByLabel(FROM).fill('mine@sender.test');
  await other.getByLabel(FROM).fill('theirs@sender.test');
  await save(other);
  await expect(page.getByText('Other settings were saved meanwhile, in another window or by a script.')).toBeVisible();
  await expect(page.getByLabel(FROM)).toHaveValue('mine@sender.test');

  await page.getByRole('button', { name: 'Save' }).click();
  const question = page.getByRole('alertdialog', { name: 'Other settings were saved meanwhile' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(other.getByLabel(FROM)).toHaveValue('theirs@sender.test');

  await page.getByRole('button', { name: 'Save' }).click();
  await question.getByRole('button', { name: 'Overwrite with mine' }).click();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expect(other.getByLabel(FROM)).toHaveValue('mine@sender.test');

  await page.getByLabel(FROM).fill('again@sender.test');
  await other.getByLabel(FROM).fill('last@sender.test');
  await save(other);
  await page.getByRole('button', { name: 'Load the active settings' }).click();
  await expect(page.getByLabel(FROM)).toHaveValue('last@sender.test');
});

test('the log of one window shows at once what another one sends', async ({ postroom: { page, openWindow } }) => {
  const other = await openWindow();
  await goTo(other, 'Logs');
  await page.getByLabel(FROM).fill('desk@sender.test');
  await save(page);
  const dialog = await sendTest(page, 'pat@recipient.test');
  await expect(dialog.getByText('Test message has been sent')).toBeVisible();
  await expect(rows(other).first()).toContainText('Sent');
});
