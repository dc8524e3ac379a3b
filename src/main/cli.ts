#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { nodeVersionProblem } from './node-version.ts';
import { packageRoot } from './package-root.ts';

// Nothing else is imported up here: what follows may load native modules, which an old Node doesn't survive.
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  // In a folder of the package's owner: what lies in a shared one could be put there by anybody.
  module.enableCompileCache(join(packageRoot(), 'node_modules', '.cache', 'compiled'));
  const { runCommandLine } = await import('./cli/run.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ ok: false, error: { code: 'INVALID_INPUT', message: problem } })}\n`);
  process.exitCode = 2;
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
}
