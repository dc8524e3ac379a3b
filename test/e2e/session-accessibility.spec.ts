import { startSmtpServer } from '../servers/smtp-server.ts';
import { expectSound } from './accessible.ts';
import { injectDeliveries } from './deliveries.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, goTo, rows, sendTest } from './steps.ts';
import { withCertificates as test } from './with-certificates.ts';

for (const [colorScheme, viewport] of [
  ['light', { width: 1280, height: 800 }],
  ['dark', { width: 900, height: 600 }],
] as const) {
  test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
    test.use({ colorScheme, viewport });

    test('certificates, changes and reports have no serious finding', async ({ postroom: { page }, certificates }) => {
      test.slow();
      const first = await startSmtpServer({ tls: 'offered', keyPair: certificates.selfSigned });
      const second = await startSmtpServer({ tls: 'offered', keyPair: certificates.forgedIssuer });
      try {
        await chooseSmtp(page, first.port);
        await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
        const dialog = await sendTest(page, 'pat@recipient.test');
        await expect(dialog.getByRole('button', { name: 'Trust this certificate' })).toBeVisible();
        await expectSound(page, 'certificate that is not trusted');
        await dialog.getByRole('button', { name: 'Trust this certificate' }).click();
        await expect(dialog.getByText('not saved yet')).toBeVisible();
        await expectSound(page, 'success after a change');
        await dialog.getByRole('button', { name: 'Close' }).click();

        await page.getByLabel('Port', { exact: true }).fill(String(second.port));
        await sendTest(page, 'pat@recipient.test');
        await expect(dialog.getByRole('table')).toBeVisible();
        await dialog.getByRole('button', { name: 'CN=Forged intermediate' }).click();
        await expectSound(page, 'old certificate beside the new one');
        await dialog.getByRole('button', { name: 'Log entry' }).click();
        const entry = page.getByRole('dialog', { name: 'Log entry' });
        await entry.getByRole('tab', { name: 'Session' }).click();
        await expect(entry.getByRole('region', { name: 'Transcript' })).toBeVisible();
        await expectSound(page, 'log entry over the dialog');
        for (const key of ['Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab']) {
          await page.keyboard.press(key);
          await expect(entry.locator(':focus')).toHaveCount(1);
        }
        await page.keyboard.press('Escape');
        await expect(entry).toHaveCount(0);
        await dialog.getByRole('button', { name: 'Support report…' }).click();
        await expect(page.getByRole('region', { name: 'The report' })).toBeVisible();
        await expectSound(page, 'support report');
        await page.keyboard.press('Escape');
        await dialog.getByRole('button', { name: 'Close' }).click();

        await page.getByRole('radio', { name: 'SSL/TLS' }).check();
        await sendTest(page, 'pat@recipient.test');
        await expect(dialog.getByText('Change the settings and test again:')).toBeVisible();
        await expectSound(page, 'changes that mend a failure');
      } finally {
        await first.close();
        await second.close();
      }
    });

    test('the probe has no serious finding, and Tab stays in it', async ({ postroom: { page }, certificates }) => {
      const server = await startSmtpServer({ tls: 'offered', keyPair: certificates.allWrong, mechanisms: ['PLAIN'] });
      try {
        await chooseSmtp(page, server.port);
        await page.getByRole('button', { name: 'What does this server offer?' }).click();
        const dialog = page.getByRole('dialog', { name: 'What does this server offer?' });
        await expect(dialog.getByText(/^A mail server answers/)).toBeVisible();
        await expectSound(page, 'probe');
        await dialog.getByRole('button', { name: `Port ${server.port} at 127.0.0.1`, exact: true }).click();
        await expectSound(page, 'probe, one port opened');
        for (let pressed = 0; pressed < 20; pressed++) {
          await page.keyboard.press('Tab');
          expect(await dialog.evaluate((shown) => shown.contains(document.activeElement))).toBe(true);
        }
      } finally {
        await server.close();
      }
    });

    test('warnings in the log have no serious finding', async ({ postroom: { page, dataFolder } }) => {
      injectDeliveries(dataFolder, 3, 'Warned', { warnings: '["STARTTLS_WITHDRAWN","SENT_AS_UTF8"]' });
      await goTo(page, 'Logs');
      await rows(page).first().click();
      await expect(page.getByRole('region', { name: 'Log entry' }).getByRole('status').first()).toBeVisible();
      await expectSound(page, 'log entry with warnings');
    });
  });
}
