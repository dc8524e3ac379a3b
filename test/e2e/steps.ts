import { expect, type Locator, type Page } from '@playwright/test';

type ScreenName =
  | 'Settings'
  | 'E-mail Notifications'
  | 'Notification Queue'
  | 'Captured Mail'
  | 'Logs'
  | 'Global Settings';

/** Goes to a screen by the sidebar. */
export async function goTo(page: Page, screen: ScreenName): Promise<void> {
  await page.getByRole('treeitem', { name: screen, exact: true }).click();
}

/** Fills out the settings for an SMTP server on this computer. */
export async function chooseSmtp(page: Page, port: number, from = 'Service Desk <desk@sender.test>'): Promise<void> {
  await page.getByLabel('Choose e-mail service').selectOption('smtp');
  await page.getByLabel('‘From’ e-mail address').fill(from);
  await page.getByLabel('Host name').fill('localhost');
  await page.getByLabel('Port', { exact: true }).fill(String(port));
}

/** Opens Send Test Message, sends, and gives the dialog. */
export async function sendTest(page: Page, to: string, until?: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Test Settings…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send Test Message' });
  await dialog.getByLabel('To', { exact: true }).fill(to);
  if (until !== undefined) await dialog.getByLabel('Stop after').selectOption({ label: until });
  await dialog.getByRole('button', { name: 'OK' }).click();
  return dialog;
}

/** Saves the settings by the keyboard and waits until they are saved. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText(/^Saved /)).toBeVisible();
}

/** Gives the rows of the table on the screen, without its heading. */
export function rows(page: Page): Locator {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
}
