import { expect, test } from 'vitest';
import { type Exchange, signInWithNtlm } from '../../../src/main/mail/ntlm/sign-in.ts';
import { describeWithPeers } from '../../servers/describe-with-peers.ts';
import { startSamba } from '../../servers/samba.ts';
import { newEnvironment, openSmtpLine } from './smtp-line.ts';

const PASSWORD = 'Grün 7%"Tor\\zu&auf €🙂';

type Wishes = {
  readonly username?: string;
  readonly domain?: string;
  readonly right?: string;
  readonly password?: string;
  readonly change?: (message: Buffer) => void;
};

/** Gives the user that Samba has seen; fails as the sign-in does. */
async function signIn({ username = 'alice', domain = '', right = PASSWORD, password = right, change }: Wishes) {
  const server = await startSamba(right);
  const line = await openSmtpLine(server.port);
  let last = '';
  const exchange: Exchange = async (text, shown) => {
    const message = Buffer.from(text, 'base64');
    if (message[8] === 3) change?.(message);
    last = await line.exchange(message[8] === 3 ? message.toString('base64') : text, shown);
    return last;
  };
  try {
    await signInWithNtlm(exchange, { username, domain, password }, newEnvironment());
    return decodeURIComponent(last.replace('235 2.7.0 ', ''));
  } finally {
    line.close();
    await server.close();
  }
}

/** Turns the lowest bit of one byte; a negative position counts from the end. */
function turnBit(position: number): (message: Buffer) => void {
  return (message) => {
    const at = position < 0 ? message.byteLength + position : position;
    message.writeUInt8(message.readUInt8(at) ^ 1, at);
  };
}

// Samba sends its time, and verifies the integrity code.
describeWithPeers(['samba'], 'Samba, by NTLM', () => {
  test.each([
    ['alice', '', '\\alice'],
    ['OFFICE\\alice', '', 'OFFICE\\alice'],
    ['alice', 'OFFICE', 'OFFICE\\alice'],
    ['alice@office.test', '', '\\alice@office.test'],
    ['BÜRO\\Jörg Weiß', '', 'BÜRO\\Jörg Weiß'],
    ['Алексей', 'ОФИС', 'ОФИС\\Алексей'],
  ])('takes %s with the domain setting "%s" as %s', async (username, domain, seen) => {
    expect(await signIn({ username, domain })).toBe(seen);
  });

  test('takes an empty password when that is the right one', async () => {
    expect(await signIn({ right: '' })).toBe('\\alice');
  });

  test.each([
    ['a wrong password', { password: 'wrong' }, 'LOGON_FAILURE'],
    ['an empty password', { password: '' }, 'LOGON_FAILURE'],
    ['a response with a bit turned', { change: turnBit(-20) }, ''],
    ['an integrity code with a bit turned', { change: turnBit(80) }, 'INVALID_PARAMETER'],
    ['flags with a bit turned on the way', { change: turnBit(61) }, 'INVALID_PARAMETER'],
  ] satisfies [string, Wishes, string][])('refuses %s', async (_, wishes, reason) => {
    await expect(signIn(wishes)).rejects.toMatchObject({
      reply: expect.stringContaining(`535 5.7.8 NA NT_STATUS_${reason}`),
    });
  });
});
