import { expect, test } from 'vitest';
import { identityOf } from '../../../src/main/mail/ntlm/identity.ts';

test.each([
  ['alice', '', 'alice', ''],
  ['alice', 'OFFICE', 'alice', 'OFFICE'],
  ['OFFICE\\alice', '', 'alice', 'OFFICE'],
  ['OFFICE\\alice', 'OTHER', 'alice', 'OFFICE'],
  ['office.test\\alice', '', 'alice', 'office.test'],
  ['\\alice', 'OFFICE', 'alice', ''],
  ['OFFICE\\al\\ice', '', 'al\\ice', 'OFFICE'],
  ['OFFICE\\alice@office.test', '', 'alice@office.test', 'OFFICE'],
  ['alice@office.test', '', 'alice@office.test', ''],
  ['alice@office.test', 'OFFICE', 'alice@office.test', 'OFFICE'],
  ['Jörg@büro.test', '', 'Jörg@büro.test', ''],
])('%s with the domain setting "%s" signs in as %s of "%s"', (username, domainSetting, user, domain) => {
  expect(identityOf(username, domainSetting)).toEqual({ user, domain });
});
