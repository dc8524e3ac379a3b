import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInWithNtlm } from '../../../src/main/mail/ntlm/sign-in.ts';
import { certificatesForTests } from '../../servers/certificates-for-tests.ts';
import { describeWithPeers } from '../../servers/describe-with-peers.ts';
import { type RunningPostfix, startPostfix } from '../../servers/postfix.ts';
import { account, asciiAccount } from '../../servers/smtp-server.ts';
import { newEnvironment, openSmtpLine } from './smtp-line.ts';

// Cyrus SASL says nothing about itself in its challenge, has no time in it, and verifies NTLMv2 all the same.
describeWithPeers(['cyrus', 'openssl'], 'Postfix with Cyrus SASL, by NTLM', () => {
  const certificates = certificatesForTests();
  let postfix: RunningPostfix;
  beforeAll(async () => {
    postfix = await startPostfix(certificates());
  });
  afterAll(() => postfix?.close());

  /** Gives what Postfix says to a recipient elsewhere, which it takes from those who are signed in only. */
  const signIn = async (username: string, password: string, domain = ''): Promise<string> => {
    const line = await openSmtpLine(postfix.ports.cyrus);
    try {
      await signInWithNtlm(line.exchange, { username, password, domain }, newEnvironment());
      await line.exchange('MAIL FROM:<someone@sender.test>', '');
      return await line.exchange('RCPT TO:<someone@recipient.test>', '');
    } finally {
      line.close();
    }
  };

  test.each([
    ['a user', asciiAccount.username, asciiAccount.password, ''],
    ['DOMAIN\\user', `OFFICE\\${asciiAccount.username}`, asciiAccount.password, ''],
    ['a domain of the settings', asciiAccount.username, asciiAccount.password, 'OFFICE'],
    ['user@domain', `${asciiAccount.username}@mx.postroom.test`, asciiAccount.password, ''],
    ['a password with letters beyond ASCII', account.username, account.password, ''],
  ])('takes %s with the right password', async (_, username, password, domain) => {
    await expect(signIn(username, password, domain)).resolves.toMatch(/^250 /);
  });

  test.each([
    ['a wrong password', asciiAccount.username, 'wrong'],
    ['the password in another case', asciiAccount.username, asciiAccount.password.toUpperCase()],
    ['an empty password', asciiAccount.username, ''],
    ['an unknown user', 'nobody', asciiAccount.password],
    ['another user’s password', account.username, asciiAccount.password],
  ])('refuses %s', async (_, username, password) => {
    await expect(signIn(username, password)).rejects.toMatchObject({
      reply: expect.stringMatching(/^535 5\.7\.8 /),
    });
  });

  test('wants a sign-in before it takes a recipient elsewhere', async () => {
    const line = await openSmtpLine(postfix.ports.cyrus);
    await line.exchange('MAIL FROM:<someone@sender.test>', '');
    expect(await line.exchange('RCPT TO:<someone@recipient.test>', '')).toMatch(/^554 5\.7\.1 /);
    line.close();
  });
});
