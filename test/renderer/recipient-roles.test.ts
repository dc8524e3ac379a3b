import { expect, test } from 'vitest';
import { rolesIn } from '../../src/renderer/log/recipient-roles.ts';

const headers = (to: string, cc: string) => [
  { name: 'To', value: to },
  { name: 'Cc', value: cc },
];

test('a recipient is told by the header that names it, and one that none names got a hidden copy', () => {
  const roles = rolesIn(headers('Pat <Pat@Example.org>', '"Lee, Kim" <kim@example.org>, boss@example.org'), [
    'pat@example.org',
    'kim@example.org',
    'boss@example.org',
    'audit@example.org',
  ]);
  expect([...(roles ?? [])]).toEqual([
    ['pat@example.org', 'to'],
    ['kim@example.org', 'cc'],
    ['boss@example.org', 'cc'],
    ['audit@example.org', 'bcc'],
  ]);
});

test('while a header names somebody otherwise than the envelope does, nobody is called hidden', () => {
  const roles = rolesIn(headers('pat@müller.example', 'kim@example.org'), [
    'pat@xn--mller-kva.example',
    'kim@example.org',
  ]);
  expect([...(roles ?? [])]).toEqual([['kim@example.org', 'cc']]);
});

test('of a message that isn’t kept, nothing is told', () => {
  expect(rolesIn([], ['pat@example.org', 'kim@example.org'])).toBeUndefined();
});
