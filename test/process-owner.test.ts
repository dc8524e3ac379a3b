import { describe, expect, test } from 'vitest';
import { compareBoots, newInstance, ownerText, watchOwners } from '../src/main/process-owner.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const here = JSON.parse(ownerText('another')) as Record<string, unknown>;
const alive = JSON.stringify(here);
const dead = JSON.stringify({ ...here, pid: 2 ** 22 + 7 });
const beforeBoot = JSON.stringify({ ...here, boot: 'another' });
const elsewhere = JSON.stringify({ ...here, computer: 'far-away' });

function watch() {
  const state = { clock: 1_000_000 };
  const instance = newInstance();
  const isGone = watchOwners(instance, () => state.clock);
  /** Looks every five seconds, and gives after how many of them the owner is gone. */
  const goneAfter = (owner: string, leaseUntil: number, now: number, most = 1_000) => {
    for (let seconds = 0; seconds <= most; seconds += 5) {
      if (isGone(owner, leaseUntil, now + seconds * 1000)) return seconds;
      state.clock += 5_000;
    }
    return undefined;
  };
  return { state, instance, isGone, goneAfter };
}

test.each([
  ['a process that has ended', dead, NOW + HOUR, true],
  ['one of an earlier run of the computer', beforeBoot, NOW + HOUR, true],
  ['one that exists, as long as its lease holds', alive, NOW, false],
  ['one that exists when its lease is just over', alive, NOW - 1, false],
  ['one that exists when its lease has been over for long', alive, NOW - 100 * HOUR, false],
  ['one of another computer, as long as its lease holds', elsewhere, NOW, false],
  ['one of another computer when its lease is over', elsewhere, NOW - 1, true],
  ['one that can’t be read, as long as its lease holds', '{', NOW, false],
  ['one that can’t be read when its lease is over', '{', NOW - 1, true],
])('is gone at once or not: %s', (_owner, owner, leaseUntil, isGone) => {
  expect(watch().isGone(owner, leaseUntil, NOW)).toBe(isGone);
});

test('whoever asks is never gone', () => {
  const { instance, goneAfter } = watch();
  expect(goneAfter(ownerText(instance), 1, NOW)).toBeUndefined();
});

describe('a process that exists', () => {
  test('is gone when its lease has been seen to be over for three minutes', () => {
    const { goneAfter } = watch();
    expect(goneAfter(alive, NOW - 1, NOW)).toBe(180);
    expect(goneAfter(alive, NOW - 1, NOW)).toBe(0);
  });

  test('is not gone when it renews its lease in between, however late', () => {
    const { goneAfter } = watch();
    for (let time = 0; time < 10; time++) expect(goneAfter(alive, NOW + time, NOW + HOUR, 170)).toBeUndefined();
  });

  test('is not gone because nobody has looked for hours: all processes may have slept', () => {
    const { state, isGone, goneAfter } = watch();
    expect(isGone(alive, NOW, NOW + 1)).toBe(false);
    state.clock += 8 * HOUR;
    expect(isGone(alive, NOW, NOW + 8 * HOUR)).toBe(false);
    expect(goneAfter(alive, NOW, NOW + 8 * HOUR)).toBeGreaterThan(100);
  });
});

test.each([
  ['of this computer', alive],
  ['of another computer', elsewhere],
])(
  'a lease %s that would last for hours was written before the clock was put back: it ends when nobody renews it',
  (_where, owner) => {
    const { goneAfter } = watch();
    expect(goneAfter(owner, NOW + 5 * HOUR, NOW)).toBe(180);
  },
);

test.each([
  ['the same name', 'b51d', 'b51d', 'same'],
  ['another name', 'b51d', '77aa', 'another'],
  ['a name and a time', '1795348800', '77aa', 'another'],
  ['times that differ by a clock’s corrections', '1795348800', '1795348806', 'same'],
  ['times that differ by more: the clock may have been put right', '1795348800', '1795352400', 'open'],
  ['nothing', undefined, '77aa', 'open'],
])('two runs of a computer are compared: %s', (_what, one, other, verdict) => {
  expect(compareBoots(one, other)).toBe(verdict);
});
