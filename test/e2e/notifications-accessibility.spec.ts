import { expectSound } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { fillOut, makeNotification, rowOf, saveNotification } from './notification-steps.ts';
import { goTo } from './steps.ts';

for (const [colorScheme, viewport] of [
  ['light', { width: 1280, height: 800 }],
  ['dark', { width: 900, height: 600 }],
] as const) {
  test.describe(`${colorScheme}, ${viewport.width}x${viewport.height}`, () => {
    test.use({ colorScheme, viewport });

    test('the list, its question and its notice have no serious finding', async ({ postroom: { page } }) => {
      await goTo(page, 'E-mail Notifications');
      await expect(page.getByText('There is no notification yet.')).toBeVisible();
      await expectSound(page, 'empty list');
      await makeNotification(page, { name: 'ticket-created', to: 'pat@example.org', subject: 'Hi' });
      await expectSound(page, 'list');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expectSound(page, 'question before deleting');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
      await expectSound(page, 'notice after deleting');
    });

    test('the editor has no serious finding, with and without problems', async ({ postroom: { page } }) => {
      await fillOut(page, {
        name: 'ticket-created',
        to: '{{requester}}',
        subject: '{{titel}}',
        html: '<p>{{requester}}</p>',
        placeholders: {
          requester: 'pat@example.org',
          note: 'A long sample, long enough for a field of several lines in the table.',
        },
      });
      await page.getByRole('button', { name: 'Add slot' }).click();
      await page.getByRole('textbox', { name: 'Slot' }).fill('report');
      await expect(page.getByLabel('Subject', { exact: true })).toHaveAttribute('aria-invalid', 'true');
      await expectSound(page, 'editor with a problem');
      const preview = page.getByRole('tab', { name: 'Preview' });
      if (viewport.width < 1000) {
        await preview.click();
        await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible();
        await expectSound(page, 'preview with a problem');
        await page.getByRole('tab', { name: 'Design' }).click();
      }
      await page.getByLabel('Subject', { exact: true }).fill('Hi');
      await saveNotification(page);
      await expectSound(page, 'editor');
      await page.getByRole('button', { name: 'Send test of this notification…' }).click();
      await expectSound(page, 'test of a notification');
    });

    test('Run Action has no serious finding, before and after', async ({ postroom: { page } }) => {
      await makeNotification(page, {
        name: 'ticket-created',
        to: '{{requester}}',
        subject: 'Hi',
        placeholders: { requester: 'pat@example.org' },
      });
      await rowOf(page, 'ticket-created').click();
      await page.getByRole('button', { name: 'Run Action…' }).click();
      await expectSound(page, 'Run Action');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Enter a value.')).toBeVisible();
      await page.getByRole('radio', { name: 'At a time' }).check();
      await expectSound(page, 'Run Action with errors');
      await page.getByRole('radio', { name: 'Now' }).check();
      await page.getByRole('button', { name: 'Fill in the samples' }).click();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(page.getByText(/^(Queued|Sent) as number/)).toBeVisible();
      await expectSound(page, 'Run Action, queued');
    });
  });
}
