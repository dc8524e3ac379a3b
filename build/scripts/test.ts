// `npm test`, and its parts: `check`, `unit`, `e2e`. What follows a part's name goes to its runner.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peers, reasonMissing } from '../../test/servers/peers.ts';
import { browser } from './browser.ts';
import { buildWhenStale } from './build.ts';
import { add, lineOf, nothing, readPlaywright, readVitest, type Tally } from './tally.ts';
import { commandOf, runNode } from './tools.ts';

const checks: readonly { readonly name: string; readonly file: string; readonly args: readonly string[] }[] = [
  { name: 'types', file: commandOf('typescript', 'tsc'), args: ['-b'] },
  { name: 'lint and format', file: commandOf('@biomejs/biome', 'biome'), args: ['check', '--error-on-warnings'] },
  { name: 'boundaries', file: join(import.meta.dirname, 'boundaries.ts'), args: [] },
  { name: 'dead code', file: commandOf('knip'), args: ['--no-progress'] },
];

const parts: Readonly<Record<string, (args: readonly string[]) => Promise<Tally>>> = { check, unit, e2e };

/** Runs one part, or all of them, and gives the exit code: 0 when nothing failed. */
export async function main([part, ...args]: readonly string[]): Promise<number> {
  const chosen = part === undefined ? Object.values(parts) : [parts[part]];
  let tally = nothing;
  for (const runPart of chosen) {
    if (runPart === undefined) throw new Error(`There is no part ${part}: ${Object.keys(parts).join(', ')}`);
    tally = add(tally, await runPart(args));
  }
  if (part !== 'check') sayWhatIsMissing();
  console.log(lineOf(tally));
  return tally.failed === 0 ? 0 : 1;
}

async function check(): Promise<Tally> {
  let tally = nothing;
  for (const { name, file, args } of checks) {
    const { code, output } = await runNode(file, args, { quiet: true });
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (code !== 0) console.log(output.trimEnd());
    tally = add(tally, code === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 });
  }
  return tally;
}

async function unit(args: readonly string[]): Promise<Tally> {
  if (!(await buildWhenStale())) return { ...nothing, failed: 1 };
  return withReport(async (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await runNode(commandOf('vitest'), ['run', ...reporters, ...args]);
    return readVitest(report, code);
  });
}

async function e2e(args: readonly string[]): Promise<Tally> {
  if (!(await buildWhenStale())) return { ...nothing, failed: 1 };
  const found = await browser();
  if ('missing' in found) {
    console.error(found.missing);
    return { ...nothing, failed: 1 };
  }
  return withReport(async (report) => {
    const env = { POSTROOM_CHROMIUM: found.path, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const playwright = commandOf('@playwright/test', 'playwright');
    const { code } = await runNode(playwright, ['test', '--reporter=list,json', ...args], { env });
    return readPlaywright(report, code);
  });
}

async function withReport(act: (file: string) => Promise<Tally>): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'postroom-report-'));
  try {
    return await act(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sayWhatIsMissing(): void {
  for (const reason of peers.map(reasonMissing)) {
    if (reason !== undefined) console.log(`Missing, so that tests could not run: ${reason}`);
  }
}
