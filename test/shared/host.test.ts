import { describe, expect, test } from 'vitest';
import { parseHost, parsePort } from '../../src/shared/host.ts';

describe('host names', () => {
  test.each([
    ['smtp.example.org', 'smtp.example.org'],
    ['smtp.example.org.', 'smtp.example.org'],
    ['mail', 'mail'],
    ['mail_relay.example.org', 'mail_relay.example.org'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('takes %j', (text, host) => {
    expect(parseHost(text)).toEqual({ ok: true, value: host });
  });

  test.each([
    ['', /Enter the mail server/],
    [' smtp.example.org', /no spaces/],
    ['smtp example.org', /no spaces/],
    ['smtp.example.org\n', /no spaces/],
    ['smtp://smtp.example.org:587/', /URL.*: smtp\.example\.org$/],
    ['https://mail.example.org/owa', /URL.*: mail\.example\.org$/],
    ['smtp.example.org:587', /its own field: host name smtp\.example\.org, port 587/],
    ['pat@example.org', /host name might be example\.org/],
    ['300.1.1.1', /not a valid/],
    ['1.2.3', /not a valid/],
    ['-smtp.example.org', /not a valid/],
    ['smtp..example.org', /not a valid/],
    ['smtp.example.org/path', /not a valid/],
    [':::1', /not a valid/],
    ['a'.repeat(64), /not a valid/],
    [`${'abcdefgh.'.repeat(30)}org`, /not a valid/],
  ])('refuses %j', (text, why) => {
    const parsed = parseHost(text);
    expect(parsed.ok ? '' : parsed.message).toMatch(why);
  });
});

test.each(['1', '25', '65535'])('port %j is taken', (text) => {
  expect(parsePort(text)).toEqual({ ok: true, value: Number(text) });
});

test.each(['', '0', '65536', '25 ', ' 25', '-1', '2.5', '1e3', '0x19', '٢٥', '999999999999'])(
  'port %j is refused',
  (text) => {
    expect(parsePort(text).ok).toBe(false);
  },
);
