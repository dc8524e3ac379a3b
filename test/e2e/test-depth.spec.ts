import { startSmtpServer } from '../servers/smtp-server.ts';
import { expect, test } from './fixtures.ts';
import { chooseSmtp } from './steps.ts';

test('each depth of a test says what its success does not prove, and asks for no more than it needs', async ({
  postroom: { page },
}) => {
  const server = await startSmtpServer();
  try {
    // Without a sender: a test that names nobody needs none.
    await chooseSmtp(page, server.port, '');
    for (const { until, people, proof } of [
      { until: 'Reaching the server', people: false, proof: 'that the server lets you sign in or takes a message' },
      { until: 'Signing in', people: false, proof: 'that the server takes a message from this sender' },
      { until: 'Checking the recipients', people: true, proof: 'that the server takes the message itself' },
      { until: 'Sending the message', people: true, proof: 'that it arrives' },
    ]) {
      await page.getByRole('button', { name: 'Test Settings…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Send Test Message' });
      await dialog.getByLabel('Stop after').selectOption({ label: until });
      const to = dialog.getByLabel('To', { exact: true });
      if (people) {
        await to.fill('pat@recipient.test');
        await dialog.getByLabel('‘From’ e-mail address').fill('desk@sender.test');
      } else {
        await expect(to).toBeDisabled();
        await expect(dialog.getByLabel('‘From’ e-mail address')).toHaveCount(0);
      }
      await dialog.getByRole('button', { name: 'OK' }).click();
      await expect(dialog.getByRole('status').filter({ hasText: `This doesn’t prove ${proof}` })).toBeVisible();
      await expect(dialog.getByText('No sign-in is set, so none was tried.')).toHaveCount(
        until === 'Signing in' ? 1 : 0,
      );
      // The offer in which a test ends says nothing, and nothing is sent again that wasn't sent.
      await expect(dialog.getByText('The server said:')).toHaveCount(people ? 1 : 0);
      const again = until === 'Sending the message' ? 'Send again' : 'Test again';
      await expect(dialog.getByRole('button', { name: again })).toBeVisible();
      await dialog.getByRole('button', { name: 'Close' }).click();
    }
    expect(server.messages).toHaveLength(1);
  } finally {
    await server.close();
  }
});
