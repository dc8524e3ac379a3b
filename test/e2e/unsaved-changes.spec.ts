import { expect, test } from './fixtures.ts';
import { goTo, save } from './steps.ts';

const FROM = '‘From’ e-mail address';

test('unsaved changes are marked, and leaving them asks', async ({ postroom: { page } }) => {
  const mark = page.getByTitle('Changed since the last save');
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await page.getByLabel(FROM).fill('desk@sender.test');
  await expect(mark).toBeVisible();
  await expect(page.getByText('Changed since the last save').first()).toBeVisible();

  await goTo(page, 'Logs');
  const question = page.getByRole('alertdialog', { name: 'Save the changes to the settings?' });
  await expect(question.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');

  await goTo(page, 'Logs');
  await question.getByRole('button', { name: 'Don’t save' }).click();
  await expect(page.getByRole('heading', { name: 'Outgoing Notifications Log' })).toBeVisible();
  await goTo(page, 'Settings');
  await expect(page.getByLabel(FROM)).toHaveValue('');
  await expect(mark).toHaveCount(0);

  await page.getByLabel(FROM).fill('desk@sender.test');
  await goTo(page, 'Logs');
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Outgoing Notifications Log' })).toBeVisible();
  await goTo(page, 'Settings');
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');
});

test('a change that can’t be saved keeps the screen where it is', async ({ postroom: { page } }) => {
  await page.getByLabel(FROM).fill('not an address');
  await goTo(page, 'Logs');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'E-mail settings' })).toBeVisible();
  await expect(page.getByLabel(FROM)).toBeFocused();
});

test('revert and refresh go back to what is saved; refresh asks before', async ({ postroom: { page } }) => {
  await page.getByLabel(FROM).fill('desk@sender.test');
  await save(page);
  await page.getByLabel(FROM).fill('other@sender.test');
  await page.getByRole('button', { name: 'Revert' }).click();
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');

  await page.getByLabel(FROM).fill('other@sender.test');
  await page.keyboard.press('F5');
  const question = page.getByRole('alertdialog', { name: 'Read the settings again?' });
  await page.keyboard.press('Escape');
  await expect(page.getByLabel(FROM)).toHaveValue('other@sender.test');
  await page.keyboard.press('F5');
  await question.getByRole('button', { name: 'Discard the changes' }).click();
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');
});

test('closing or loading the window again asks the browser’s own question', async ({ postroom: { page } }) => {
  await page.getByLabel(FROM).fill('desk@sender.test');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');
});

test('values that are hidden by the choice of the service never stand in the way', async ({ postroom: { page } }) => {
  await page.getByLabel('Choose e-mail service').selectOption('smtp');
  await page.getByLabel('Host name').fill('http://not-a-host');
  await page.getByLabel('Choose e-mail service').selectOption('capture');
  await page.getByLabel(FROM).fill('  desk@sender.test  ');
  await save(page);
  await expect(page.getByLabel(FROM)).toHaveValue('desk@sender.test');
});
