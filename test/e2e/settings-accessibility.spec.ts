import { createServerStore } from '../../src/main/log/server-store.ts';
import { expectSound } from './accessible.ts';
import { expect } from './fixtures.ts';
import { chooseSmtp, save } from './steps.ts';
import { openStore } from './store.ts';
import { withCertificates as test } from './with-certificates.ts';

for (const [colorScheme, viewport] of [
  ['light', { width: 1280, height: 800 }],
  ['dark', { width: 900, height: 600 }],
] as const) {
  test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
    test.use({ colorScheme, viewport });

    test('all of the settings, with warnings and errors, have no serious finding', async ({
      postroom: { page, dataFolder },
      certificates: { authority, valid },
    }) => {
      await chooseSmtp(page, 2525);
      await page.getByLabel('My outgoing (SMTP) server requires authentication').check();
      await page.getByLabel('User name').fill('alice');
      await expectSound(page, 'Advanced folded');

      await page.getByRole('button', { name: 'Advanced', exact: true }).click();
      await page.getByLabel('Send the password unencrypted if the server wants it').click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectSound(page, 'question about the password');
      await page.getByRole('button', { name: 'Allow it' }).click();
      await page.getByRole('radio', { name: 'STARTTLS', exact: true }).check();
      await save(page);

      const database = openStore(dataFolder);
      const soon = new Date(Date.now() + 10 * 86_400_000).toISOString();
      createServerStore(database).remember(
        'localhost',
        2525,
        { offersStarttls: true, starttlsWithdrawnAt: '2026-11-20T12:00:00.000Z', certificateValidTo: soon },
        soon,
      );
      database.close();
      await page.reload();
      await expect(page.getByText('has not since 2026-11-20')).toBeVisible();

      const input = page.locator('input[type=file]');
      const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
      await input.setInputFiles([file('authorities.pem', `${authority}${valid.cert}`)]);
      await expect(page.getByRole('region', { name: 'Trusted authority (CA file)' })).toBeVisible();
      await input.setInputFiles([file('letter.txt', 'Dear administrator')]);
      await page.getByLabel('Lowest TLS version').selectOption('1.0');
      await page.getByLabel('Client certificate file').fill('/etc/ssl/private/client.pem');
      await page.getByLabel('Connection time-out').fill('0');
      await page.getByLabel('Connection time-out').blur();
      await expect(page.getByText('A time-out is a whole number')).toBeVisible();
      await expectSound(page, 'everything shown');
      const advanced = page.getByRole('button', { name: 'Advanced', exact: true });
      await advanced.click();
      await expect(page.getByText('Connection time-out: 0 is not valid')).toBeVisible();
      await expectSound(page, 'Advanced folded, with warnings and errors');
      await advanced.click();

      await page.getByLabel('Require Secure Password Authentication (SPA)').check();
      await page.getByRole('radio', { name: 'None', exact: true }).check();
      await expect(page.getByText('Without effect as long as')).toBeVisible();
      await expectSound(page, 'SPA, unencrypted');
    });
  });
}
