import { Refusal } from '../../src/main/cli/outcome.ts';
import { buildProgram } from '../../src/main/cli/program.ts';
import type { report } from '../../src/main/cli/report.ts';
import type { Session, SessionOptions } from '../../src/main/cli/session.ts';
import { UsageStop, usageFailure } from '../../src/main/cli/usage-stop.ts';
import type { OperationName } from '../../src/shared/contract.ts';
import { fail, type Result } from '../../src/shared/result.ts';
import { playApp } from '../serve/played-app.ts';

type Outcome = Parameters<typeof report>[0];

export type Played = Outcome & {
  /** Every operation that the command called, in order. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  readonly names: readonly string[];
  readonly options: SessionOptions | undefined;
};

/** What the core answers, by operation. */
export type Answers = { readonly [N in OperationName]?: (input: never) => Result<unknown> };

/** Runs one command line in this process, before a core whose answers the test plays. */
export async function playCommand(args: readonly string[], answers: Answers = {}): Promise<Played> {
  const calls: { name: string; input: unknown }[] = [];
  let outcome: Outcome | undefined;
  let options: SessionOptions | undefined;
  const call = async (name: OperationName, input: unknown): Promise<Result<unknown>> => {
    calls.push({ name, input });
    const answer = answers[name] as ((input: unknown) => Result<unknown>) | undefined;
    if (answer === undefined) throw new Error(`${name} was called`);
    return answer(input);
  };
  const session: Session = {
    app: playApp().app,
    call: call as Session['call'],
    json: false,
    terminal: false,
    width: undefined,
    program: ['postroom'],
  };
  const program = buildProgram({
    run: async (work, given) => {
      options = given;
      outcome = await work(session);
    },
    writeHelp: () => {},
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof Refusal) outcome = { result: fail(error.failure) };
    else if (error instanceof UsageStop) outcome = { result: fail(usageFailure(error)) };
    else throw error;
  }
  if (outcome === undefined) throw new Error(`No command was found in: ${args.join(' ')}`);
  return { ...outcome, calls, names: calls.map(({ name }) => name), options };
}
