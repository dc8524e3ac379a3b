import { expect, test } from './fixtures.ts';
import { fillOut, makeNotification, placeholderLines, rowOf, saveNotification } from './notification-steps.ts';
import { goTo, rows } from './steps.ts';

const ticket = {
  name: 'ticket-created',
  to: '{{requester}}',
  subject: '[{{id}}] {{title}}',
  html: '<p>Hello {{requester}}, your ticket <b>{{title}}</b> is there.</p>',
  placeholders: { requester: 'pat@example.org', id: 'T1', title: 'Tom & Jerry' },
} as const;

test('the empty list says what a notification is, and leads to the first one', async ({ postroom: { page } }) => {
  await goTo(page, 'E-mail Notifications');
  await expect(page.getByText('There is no notification yet.')).toBeVisible();
  await page.getByRole('button', { name: 'New notification' }).click();
  await expect(page.getByText('Given when it is saved.')).toBeVisible();
  await expect(page.getByLabel('From', { exact: true })).toHaveAttribute('placeholder', /^System default: /);
});

test('a notification is designed with its samples in sight, saved, and found in the list', async ({
  postroom: { page },
}) => {
  await fillOut(page, ticket);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('[T1] Tom & Jerry')).toBeVisible();
  // What a sample says is shown, and never taken for HTML.
  await expect(preview.locator('iframe').contentFrame().locator('b')).toHaveText('Tom & Jerry');
  await preview.getByRole('tab', { name: 'Text' }).click();
  await expect(preview.getByText('Hello pat@example.org, your ticket Tom & Jerry is there.')).toBeVisible();
  await saveNotification(page);
  await expect(page.getByRole('heading', { level: 1, name: 'ticket-created' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(rowOf(page, 'ticket-created')).toContainText('[{{id}}] {{title}}');
  await page.keyboard.press('Tab');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await expect(placeholderLines(page)).toHaveCount(3);
});

test('what is wrong is told at its field and beside the preview, which leads there', async ({ postroom: { page } }) => {
  await fillOut(page, { name: 'ticket-created', to: 'not an address', subject: '{{titel}}' });
  const subject = page.getByLabel('Subject', { exact: true });
  await expect(subject).toHaveAttribute('aria-invalid', 'true');
  const problems = page.getByRole('region', { name: 'Preview' }).getByRole('listitem');
  await expect(problems).toHaveCount(2);
  await problems.filter({ hasText: 'To:' }).getByRole('button').click();
  await expect(page.getByLabel('To', { exact: true })).toBeFocused();
  // What is used and has no line yet is one click away.
  await page.getByRole('button', { name: 'Add “titel”, which is used above' }).click();
  await expect(subject).toHaveAttribute('aria-invalid', 'false');
});

test('a placeholder is put where the cursor was last', async ({ postroom: { page } }) => {
  await fillOut(page, { name: 'ticket-created', subject: 'Ticket  is there', placeholders: { id: 'T1' } });
  const subject = page.getByLabel('Subject', { exact: true });
  await subject.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 'Ticket '.length; step++) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Insert id at the cursor' }).click();
  await expect(subject).toHaveValue('Ticket {{id}} is there');
  await expect(subject).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(subject).toHaveValue('Ticket  is there');
});

test('a name that is taken or impossible keeps the notification from being saved', async ({ postroom: { page } }) => {
  await makeNotification(page, ticket);
  await fillOut(page, { name: 'not a name' });
  await page.keyboard.press('ControlOrMeta+s');
  const name = page.getByLabel('Name', { exact: true });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await name.fill('Ticket-Created');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
});

test('unsaved changes are marked, and leaving them asks, by the list as by another screen', async ({
  postroom: { page },
}) => {
  await makeNotification(page, ticket);
  await rowOf(page, 'ticket-created').dblclick();
  const subject = page.getByLabel('Subject', { exact: true });
  await subject.fill('Changed');
  const question = page.getByRole('alertdialog', { name: 'Save the changes to this notification?' });
  for (const leave of [
    () => page.getByRole('button', { name: 'Back to the list' }).click(),
    () => goTo(page, 'E-mail Notifications'),
    () => goTo(page, 'Logs'),
  ]) {
    await leave();
    await expect(question.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(subject).toHaveValue('Changed');
  }
  await page.getByRole('button', { name: 'Revert' }).click();
  await expect(subject).toHaveValue(ticket.subject);
  await subject.fill('Changed again');
  await goTo(page, 'E-mail Notifications');
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rowOf(page, 'ticket-created')).toContainText('Changed again');
});

test('notifications are copied, disabled, searched and deleted, and a deletion is undone', async ({
  postroom: { page },
}) => {
  for (const name of ['one', 'two', 'three'])
    await makeNotification(page, { name, to: 'pat@example.org', subject: 'Hi' });
  await rowOf(page, 'two').click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(rowOf(page, 'two')).toContainText('Disabled');
  await expect(page.getByRole('button', { name: 'Run Action…' })).toBeDisabled();

  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'two-copy' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();

  await page.getByLabel('Search').fill('two');
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText('2 notifications')).toBeVisible();
  await rowOf(page, 'two').click();
  await rowOf(page, 'two-copy').click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Delete');
  await page
    .getByRole('alertdialog', { name: 'Delete 2 notifications?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(page.getByText('2 notifications have been deleted.')).toBeVisible();
  await expect(page.getByText('No notification matches the search.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Show all' }).isHidden();

  await rowOf(page, 'two-copy').click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'two-copy')).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog', { name: 'Delete “two-copy”?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(page, 'two-copy')).toHaveCount(0);
});

test('what another window saves is seen at once, and is not overwritten unasked', async ({
  postroom: { page, openWindow },
}) => {
  await makeNotification(page, ticket);
  await rowOf(page, 'ticket-created').dblclick();
  const other = await openWindow();
  await goTo(other, 'E-mail Notifications');
  await rowOf(other, 'ticket-created').dblclick();
  await other.getByLabel('Subject', { exact: true }).fill('Theirs');
  await saveNotification(other);
  const subject = page.getByLabel('Subject', { exact: true });
  await expect(subject).toHaveValue('Theirs');

  await subject.fill('Mine');
  await other.getByLabel('Subject', { exact: true }).fill('Theirs again');
  await saveNotification(other);
  await expect(page.getByText(/^Another version was saved meanwhile, in/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  const question = page.getByRole('alertdialog', { name: 'Another version was saved meanwhile' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Overwrite with mine' }).click();
  await expect(other.getByLabel('Subject', { exact: true })).toHaveValue('Mine');
});

test('one that is deleted while it is edited can be brought back', async ({ postroom: { page, openWindow } }) => {
  await makeNotification(page, ticket);
  await rowOf(page, 'ticket-created').dblclick();
  const subject = page.getByLabel('Subject', { exact: true });
  await subject.fill('Mine');
  const other = await openWindow();
  await goTo(other, 'E-mail Notifications');
  await rowOf(other, 'ticket-created').click();
  await other.getByRole('button', { name: 'Delete', exact: true }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(rowOf(other, 'ticket-created')).toBeVisible();
  await expect(subject).toHaveValue('Mine');
  await saveNotification(page);
  await expect(rowOf(other, 'ticket-created')).toContainText('Mine');
});
