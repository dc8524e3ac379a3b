#!/usr/bin/env node
import { nodeVersionProblem } from './node-version.ts';

// Nothing else is imported up here: what follows may load native modules, which an old Node doesn't survive.
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  const { runCommandLine } = await import('./cli/run.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ ok: false, error: { code: 'INVALID_INPUT', message: problem } })}\n`);
  process.exitCode = 2;
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
}
