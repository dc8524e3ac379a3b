import { fail, succeed } from '../../shared/result.ts';
import type { ExitCode } from './exit-codes.ts';
import { type Outcome, Refusal, unexpected } from './outcome.ts';
import { buildProgram } from './program.ts';
import { endQuietlyOnClosedPipe, report } from './report.ts';
import { inSession } from './session.ts';
import { UsageStop, usageFailure } from './usage-stop.ts';

/** Runs one command line, without `node` and the script in front, and gives the exit code. Never rejects. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  endQuietlyOnClosedPipe();
  // Asked for here, too, so that arguments which can't be read are answered in the form that was asked for.
  const json = (args.includes('--') ? args.slice(0, args.indexOf('--')) : args).includes('--json');
  return report(await perform(args, json).catch(unexpected), json);
}

async function perform(args: readonly string[], json: boolean): Promise<Outcome> {
  let help = '';
  let performed: Outcome = { result: succeed(null) };
  const program = buildProgram({
    run: async (work, options) => {
      performed = await inSession(program.opts<{ dataDir?: string }>().dataDir, json, work, options);
    },
    writeHelp: (text) => {
      help += text;
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return performed;
  } catch (error) {
    if (error instanceof Refusal) return { result: fail(error.failure) };
    if (!(error instanceof UsageStop)) throw error;
    return error.cause.exitCode === 0
      ? { result: succeed({ text: help }), text: help }
      : { result: fail(usageFailure(error)) };
  }
}
