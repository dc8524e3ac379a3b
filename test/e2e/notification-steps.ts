import { expect, type Locator, type Page } from '@playwright/test';
import { goTo, rows } from './steps.ts';

/** What a notification is filled out with; placeholders with their samples. */
export type Filled = {
  readonly name: string;
  readonly to?: string;
  readonly subject?: string;
  readonly html?: string;
  readonly placeholders?: Readonly<Record<string, string>>;
};

/** Begins a new notification and fills it out, without saving it. */
export async function fillOut(page: Page, { name, to, subject, html, placeholders = {} }: Filled): Promise<void> {
  await goTo(page, 'E-mail Notifications');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  if (to !== undefined) await page.getByLabel('To', { exact: true }).fill(to);
  if (subject !== undefined) await page.getByLabel('Subject', { exact: true }).fill(subject);
  if (html !== undefined) await page.getByRole('textbox', { name: 'HTML' }).fill(html);
  for (const [placeholder, sample] of Object.entries(placeholders)) {
    await page.getByRole('button', { name: 'Add placeholder' }).click();
    const line = placeholderLines(page).last();
    await line.getByLabel(/^Name of/).fill(placeholder);
    await line.getByLabel(/^Sample of/).fill(sample);
  }
}

/** The lines of the placeholders. */
export function placeholderLines(page: Page): Locator {
  return page.getByRole('list', { name: 'Placeholders' }).getByRole('listitem');
}

/** Saves the notification by the keyboard and waits until it is saved. */
export async function saveNotification(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText(/^Saved /)).toBeVisible();
}

/** Makes a notification, and goes back to the list, where it is marked. */
export async function makeNotification(page: Page, filled: Filled): Promise<void> {
  await fillOut(page, filled);
  await saveNotification(page);
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(rowOf(page, filled.name)).toHaveAttribute('aria-selected', 'true');
}

/** The row of a notification in the list. */
export function rowOf(page: Page, name: string): Locator {
  return rows(page).filter({ has: page.getByRole('gridcell', { name, exact: true }) });
}
