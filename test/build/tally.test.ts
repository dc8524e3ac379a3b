import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lineOf, readPlaywright, readVitest } from '../../build/scripts/tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'postroom-tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 2 };

describe('the tally of the unit tests', () => {
  it('counts what passed and what was skipped', () => {
    expect(readVitest(report(unit), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts a file that could not be loaded as failed', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(readVitest(report({ ...unit, testResults }), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  it('counts a run that ended badly without a failed test as failed', () => {
    expect(readVitest(report(unit), 1).failed).toBe(1);
  });

  it('counts a run that left no report as failed', () => {
    expect(readVitest(join(folder, 'nothing.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the tally of the end-to-end tests', () => {
  it('counts what passed and what was skipped', () => {
    expect(readPlaywright(report({ errors: [], stats }), 0)).toEqual({ passed: 4, failed: 0, skipped: 2 });
  });

  it('counts a test that passed at the second try as failed', () => {
    expect(readPlaywright(report({ errors: [], stats: { ...stats, flaky: 1 } }), 0).failed).toBe(1);
  });

  it('counts an error outside the tests as failed', () => {
    expect(readPlaywright(report({ errors: [{}], stats }), 1).failed).toBe(1);
  });
});

it.each([
  [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
  [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
])('%j reads %s', (tally, line) => {
  expect(lineOf(tally)).toBe(line);
});
