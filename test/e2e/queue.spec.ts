import { answering } from '../servers/answers.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startScripted } from '../servers/scripted.ts';
import { expect, test } from './fixtures.ts';
import { enterFailed, enterMessages, enterUnknown, openCircuit, pauseQueue } from './queued.ts';
import { chooseSmtp, goTo, rows, save } from './steps.ts';

test('a paused queue says who paused it and why, keeps its messages, and sends them when it is resumed', async ({
  postroom: { page, dataFolder },
}) => {
  await goTo(page, 'Notification Queue');
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause the queue?' });
  await dialog.getByLabel('Why (optional)').fill('Server maintenance');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Server maintenance/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Queue paused: 0 waiting/ })).toBeVisible();

  enterMessages(dataFolder, 3, 'Waits');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText('Pending: paused');
  await page.reload();
  await expect(page.getByText(/Server maintenance/)).toBeVisible();
  await expect(rows(page)).toHaveCount(3);

  await page.getByRole('toolbar').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Queue: empty' })).toBeVisible();
  await goTo(page, 'Logs');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText('Sent');
  await rows(page).first().click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await expect(entry).toContainText('ticket-created');
  await expect(entry).toContainText('kim@sender.test');
});

test('a message is sent now although the queue is paused, and the others stay', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 3, 'Waits');
  await goTo(page, 'Notification Queue');
  await page.getByRole('row', { name: /Waits 2/ }).click();
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByRole('row', { name: /Waits 2/ })).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
});

test('messages are held, released and deleted, each with what came of it', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 3, 'Waits');
  enterFailed(dataFolder, 'Fails');
  await goTo(page, 'Notification Queue');
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByText('4 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Hold' }).click();
  await expect(page.getByText('3 messages held.')).toBeVisible();
  await page.getByRole('row', { name: /Waits 1/ }).click();
  await page.getByRole('button', { name: 'Release' }).click();
  await expect(page.getByRole('row', { name: /Waits 1/ })).toContainText('Pending');

  await page.getByLabel('Status').selectOption('held');
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Delete 2 messages?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('2 messages deleted.')).toBeVisible();
  await expect(page.getByText('No message in the queue matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(2);
  await goTo(page, 'Logs');
  await expect(page.getByRole('row', { name: /Cancelled/ })).toHaveCount(2);
});

test('an unknown outcome explains itself and is resolved by hand, either way', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterUnknown(dataFolder, 'First');
  enterUnknown(dataFolder, 'Second');
  await goTo(page, 'Notification Queue');
  await page.getByRole('row', { name: /First/ }).click();
  const detail = page.getByRole('region', { name: 'Message in the queue' });
  await expect(detail.getByText('The server may have this message, or not.')).toBeVisible();
  await detail.getByRole('button', { name: 'Mark as sent' }).click();
  const asked = page.getByRole('alertdialog', { name: 'Mark 1 message as sent?' });
  await expect(asked).toContainText('It leaves the queue');
  await asked.getByRole('button', { name: 'Mark as sent' }).click();
  await expect(page.getByRole('row', { name: /First/ })).toHaveCount(0);
  // The buttons have gone with the message.
  await expect(page.getByRole('grid')).toBeFocused();

  await page.getByRole('row', { name: /Second/ }).click();
  await detail.getByRole('button', { name: 'Send again' }).click();
  const question = page.getByRole('alertdialog', { name: 'Send 1 message again?' });
  await expect(question).toContainText('twice');
  await question.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByRole('row', { name: /Second/ })).toContainText('Pending: paused');
  await expect(page.getByRole('grid')).toBeFocused();
  await goTo(page, 'Logs');
  const row = page.getByRole('row', { name: /First/ });
  await expect(row).toContainText('Sent (marked)');
  await row.click();
  const entry = page.getByRole('region', { name: 'Log entry' });
  await expect(entry.getByRole('heading', { name: 'Marked as sent: the server never answered' })).toBeVisible();
  await expect(entry).not.toContainText('accepted the message');
});

test('a failed connection is told once, with what to do', async ({ postroom: { page, dataFolder } }) => {
  pauseQueue(dataFolder);
  const [first = 0] = enterMessages(dataFolder, 2, 'Waits');
  openCircuit(dataFolder, first);
  await goTo(page, 'Notification Queue');
  const banner = page.getByRole('alert');
  await expect(banner).toContainText('refused the user name and password');
  await expect(banner).toContainText('15 minutes ago');
  await banner.getByRole('button', { name: 'Open Settings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('E-mail settings');
});

test('a connection that works again is found out at once, by a person who asks', async ({
  postroom: { page, dataFolder },
}) => {
  openCircuit(dataFolder, 1);
  enterMessages(dataFolder, 3, 'Waits');
  await goTo(page, 'Notification Queue');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText('The connection works again.')).toBeVisible();
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is queued after all were selected is neither selected nor deleted', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 3, 'Waits');
  await goTo(page, 'Notification Queue');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Select all' }).click();
  enterMessages(dataFolder, 2, 'Later');
  await expect(rows(page)).toHaveCount(5);
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete 3 messages?' });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('3 messages deleted.')).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
});

test('a storm is one row, which counts for all of its messages', async ({ postroom: { page, dataFolder } }) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 8, 'Disk full', {}, { stormBrake: true, stormLimit: 2, stormMinutes: 10 });
  await goTo(page, 'Notification Queue');
  await expect(rows(page)).toHaveCount(3);
  const storm = page.getByRole('row', { name: /by the storm brake/ });
  await expect(storm).toContainText('(and 5 more)');
  await storm.click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete 6 messages?' });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('6 messages deleted.')).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
});

test('what is looked at and marked stays while others come and go', async ({ postroom: { page, dataFolder } }) => {
  pauseQueue(dataFolder);
  const ids = enterMessages(dataFolder, 300, 'Waits');
  await goTo(page, 'Notification Queue');
  await expect(rows(page).first()).toContainText('Waits 1');
  const looked = page.getByRole('row', { name: /Waits 60( |$)/ });
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ top: 55 * 29 }));
  await looked.click();
  await page.getByRole('button', { name: 'Close' }).click();
  const before = await looked.boundingBox();
  enterMessages(dataFolder, 5, 'Later');
  await expect(page.getByText('305 messages')).toBeVisible();
  // Those above it leave.
  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const number of [1, 2, 3])
    await other
      .getByRole('row', { name: new RegExp(`Waits ${number}( |$)`) })
      .click({ modifiers: number === 1 ? [] : ['ControlOrMeta'] });
  await other.getByRole('button', { name: 'Delete', exact: true }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('302 messages')).toBeVisible();
  await expect(looked).toHaveAttribute('aria-rowindex', '58');
  expect((await looked.boundingBox())?.y).toBe(before?.y);
  await expect(looked).toHaveAttribute('aria-selected', 'true');
  expect(ids).toHaveLength(300);
});

test('the keyboard alone finds a message and opens its entry', async ({ postroom: { page, dataFolder } }) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 2, 'Waits');
  enterFailed(dataFolder, 'Fails');
  await goTo(page, 'Notification Queue');
  await page.getByLabel('Search').fill('fails');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const entry = page.getByRole('dialog', { name: 'Log entry' });
  await expect(entry.getByText('The notification has no recipient.')).toBeVisible();
  await entry.getByRole('tab', { name: 'Message' }).click();
  await expect(entry.getByText('Hello').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('more than one page can be selected and deleted at once', async ({ postroom: { page, dataFolder } }) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 450, 'Waits');
  await goTo(page, 'Notification Queue');
  await expect(page.getByText('450 messages')).toBeVisible();
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog', { name: 'Delete 450 messages?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
});

test('a server that can’t be reached is told once, and an entry that is open follows its message until it is sent', async ({
  postroom: { page, dataFolder },
}) => {
  const [port = 0] = await freePorts(1);
  await chooseSmtp(page, port);
  await save(page);
  const settings = { service: 'smtp', host: 'localhost', port } as const;
  enterMessages(dataFolder, 1, 'Waits', settings);
  await goTo(page, 'Notification Queue');
  const banner = page.getByRole('status').filter({ hasText: 'No attempt has reached the server since' });
  await expect(banner).toContainText('refused the connection');
  await expect(page.getByRole('button', { name: 'Server not reached: 1 waiting' })).toBeVisible();
  await expect(rows(page).first()).toContainText('refused the connection');
  await rows(page).first().click();
  const detail = page.getByRole('region', { name: 'Message in the queue' });
  await expect(detail.getByText(/Postroom tries again/)).toBeVisible();
  await detail.getByRole('button', { name: 'Attempts, transcript and message…' }).click();
  const entry = page.getByRole('dialog', { name: 'Log entry' });
  await expect(entry.getByRole('heading', { name: 'Queued: the message has not left yet' })).toBeVisible();

  const server = await startScripted(answering({}), { port });
  const other = await page.context().newPage();
  await other.goto(page.url());
  await rows(other).first().click();
  await other.getByRole('toolbar').getByRole('button', { name: 'Retry' }).click();
  await expect(entry.getByRole('heading', { name: 'Sent: the mail server accepted the message' })).toBeVisible();
  await entry.getByRole('button', { name: 'Close' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Queue: empty' })).toBeVisible();
  await server.close();
});

test('what failed or is unknown is said to need a decision, wherever one is', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterFailed(dataFolder, 'Fails');
  enterUnknown(dataFolder, 'Lost');
  enterMessages(dataFolder, 1, 'Waits');
  await expect(page.getByRole('button', { name: 'Queue paused: 1 waiting 2 need a decision' })).toBeVisible();
  await expect(page.getByRole('treeitem', { name: 'Notification Queue' })).toHaveAccessibleDescription(
    '3 messages, 2 need a decision',
  );
});

test('the commands stay where they are whatever is selected, and what has been done is news for a while only', async ({
  postroom: { page, dataFolder },
}) => {
  pauseQueue(dataFolder);
  enterMessages(dataFolder, 2, 'Waits');
  await goTo(page, 'Notification Queue');
  await page.getByRole('row', { name: /Waits 1/ }).click();
  const remove = page.getByRole('toolbar').getByRole('button', { name: 'Delete', exact: true });
  const before = await remove.boundingBox();
  await page.getByRole('toolbar').getByRole('button', { name: 'Hold' }).click();
  await expect(page.getByText('1 message held.')).toBeVisible();
  await expect(page.getByRole('toolbar').getByRole('button', { name: 'Release', exact: true })).toBeEnabled();
  await page.getByRole('toolbar').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('toolbar').getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  expect((await remove.boundingBox())?.x).toBe(before?.x);
  await expect(page.getByText('1 message held.')).toHaveCount(0);
});
