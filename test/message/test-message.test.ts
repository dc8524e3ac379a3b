import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeTestMessage } from '../../src/main/mail/test-message.ts';
import type { Charset } from '../../src/shared/charset.ts';
import { defaultSettings } from '../../src/shared/settings.ts';

function compose(charset: Charset, name: string, computer: string, plainText = false) {
  return composeTestMessage({
    sender: { name, address: 'console@sender.test' },
    recipients: [{ name: '', address: 'someone@recipient.test' }],
    settings: { ...defaultSettings, message: { ...defaultSettings.message, charset, plainText } },
    revision: 3,
    computer,
    at: new Date('2026-11-22T10:00:00Z'),
  });
}

test('the test message goes out in the character set of the settings', async () => {
  const composed = await compose('koi8-r', 'Пульт', 'ПОЧТА-1');
  expect(composed).toMatchObject({ charset: 'koi8-r', fellBack: false });
  const email = await PostalMime.parse(composed.source);
  expect(email.from?.name).toBe('Пульт');
  for (const body of [email.text, email.html]) expect(body).toContain('ПОЧТА-1');
  expect(email.html).toContain('<meta charset="koi8-r">');
  expect(Buffer.from(composed.source).toString()).not.toMatch(/utf-8/i);
});

test('the test message goes as UTF-8 when its set can’t hold the computer’s name', async () => {
  const composed = await compose('iso-8859-1', 'Console', 'ПОЧТА-1', true);
  expect(composed).toMatchObject({ charset: 'utf-8', fellBack: true });
  const email = await PostalMime.parse(composed.source);
  expect(email.text).toContain('ПОЧТА-1');
  expect(email.html).toBeUndefined();
});
