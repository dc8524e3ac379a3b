import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTokens, type TokenService } from '../../src/main/tokens/token-service.ts';
import { createTokenStore, type TokenStore } from '../../src/main/tokens/token-store.ts';
import { operations } from '../../src/shared/contract.ts';
import { expectFailure, expectValue, openAppUnderTest } from '../app-under-test.ts';
import { openTestDatabase } from './test-database.ts';

const begin = Date.parse('2026-11-22T10:00:00.000Z');

async function tokensUnderTest(wrap = (store: TokenStore) => store) {
  const { database, folder } = await openTestDatabase();
  let time = begin;
  let changes = 0;
  const store = wrap(createTokenStore(database));
  const tokens: TokenService = createTokens({ store, now: () => new Date(time), changed: () => changes++ });
  return {
    tokens,
    folder,
    changes: () => changes,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    lastUsed: () => tokens.list().tokens.map(({ lastUsedAt }) => lastUsedAt),
  };
}

it('a token has 256 bits of its own, and is told once', async () => {
  const { tokens, folder } = await tokensUnderTest();
  const [first, second] = [tokens.create('ticket system'), tokens.create('ticket system')];
  expect(first.token).toMatch(/^prm_[A-Za-z0-9_-]{43}$/);
  expect(first.token).not.toBe(second.token);
  expect(first.view).toEqual({
    id: 1,
    name: 'ticket system',
    beginning: first.token.slice(0, 8),
    createdAt: '2026-11-22T10:00:00.000Z',
    lastUsedAt: null,
  });
  expect(tokens.list()).toEqual({ tokens: [second.view, first.view] });
  const kept = ['postroom.db', 'postroom.db-wal'].map((file) => readFileSync(join(folder, file), 'latin1')).join();
  expect(kept).toContain('ticket system');
  expect(kept).not.toContain(first.token.slice(8));
});

it('a token is known until it is revoked', async () => {
  const { tokens, changes } = await tokensUnderTest();
  const { token, view } = tokens.create('ticket system');
  tokens.create('another');
  expect(tokens.verify(token)).toEqual({ id: view.id, name: 'ticket system' });
  expect(tokens.revoke(view.id)).toEqual({ revoked: true });
  expect(tokens.verify(token)).toBeUndefined();
  expect(tokens.revoke(view.id)).toEqual({ revoked: false });
  expect(tokens.list().tokens.map(({ name }) => name)).toEqual(['another']);
  expect(changes()).toBe(3);
});

it.each([
  ['nothing', () => ''],
  ['the beginning alone', (token: string) => token.slice(0, 8)],
  ['one character less', (token: string) => token.slice(0, -1)],
  ['one character more', (token: string) => `${token}A`],
  ['another last character', (token: string) => token.slice(0, -2) + (token.at(-2) === 'A' ? 'BA' : 'AA')],
  ['a line break at the end', (token: string) => `${token}\n`],
  ['capitals', (token: string) => token.toUpperCase()],
  ['no prefix', (token: string) => token.slice(4)],
])('%s is nobody’s token', async (_name, change) => {
  const { tokens } = await tokensUnderTest();
  expect(tokens.verify(change(tokens.create('ticket system').token))).toBeUndefined();
});

it('when it was used last is written once a minute', async () => {
  const { tokens, pass, lastUsed } = await tokensUnderTest();
  const { token } = tokens.create('ticket system');
  tokens.verify(token);
  expect(lastUsed()).toEqual(['2026-11-22T10:00:00.000Z']);
  pass(59_999);
  tokens.verify(token);
  expect(lastUsed()).toEqual(['2026-11-22T10:00:00.000Z']);
  pass(1);
  tokens.verify(token);
  expect(lastUsed()).toEqual(['2026-11-22T10:01:00.000Z']);
});

it('a full disk keeps nobody out', async () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const { tokens } = await tokensUnderTest((store) => ({
    ...store,
    used: () => {
      throw full;
    },
  }));
  expect(tokens.verify(tokens.create('ticket system').token)).toMatchObject({ name: 'ticket system' });
});

it.each([
  ['no name', ''],
  ['blanks', '  '],
  ['a line break', 'a\nb'],
  ['101 characters', 'x'.repeat(101)],
  ['half a character', '\ud800'],
])('%s is refused as a name', async (_name, name) => {
  const { app } = await openAppUnderTest();
  expect(expectFailure(await app.dispatch('tokens.create', { name }), 'INVALID_INPUT').field).toBe('name');
});

it('a change is told to whoever listens', async () => {
  const { app, events } = await openAppUnderTest();
  const made = operations['tokens.create'].output.parse(
    expectValue(await app.dispatch('tokens.create', { name: ' ticket system ' })),
  );
  expect(made.view.name).toBe('ticket system');
  expect(app.verifyToken(made.token)).toEqual({ ok: true, value: { id: made.view.id, name: 'ticket system' } });
  expectValue(await app.dispatch('tokens.revoke', { id: made.view.id }));
  expect(events.filter(({ name }) => name === 'tokens.changed')).toHaveLength(2);
});
