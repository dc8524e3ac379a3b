import type { App } from '../../src/main/app.ts';
import { type Input, type OperationName, type Output, operations } from '../../src/shared/contract.ts';

/** Calls an operation that has to succeed. */
export async function ask<N extends OperationName>(app: App, name: N, input: Input<N>): Promise<Output<N>> {
  const result = await app.dispatch(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
  return operations[name].output.parse(result.value) as Output<N>;
}
