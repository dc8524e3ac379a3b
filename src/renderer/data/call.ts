import type { Bridge } from '../../shared/bridge.ts';
import type { Input, OperationName, Output } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';

/** `window.postroom`: set by the preload script in Electron, by main.tsx in a browser. */
export const host = globalThis as { postroom?: Bridge };

/** A Failure on its way through code that knows only throwing, such as a query. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Gives the one way to the rest of Postroom. */
export function bridge(): Bridge {
  if (host.postroom === undefined) throw new Error('window.postroom is not set');
  return host.postroom;
}

/** Calls an operation and gives its value; rejects with a FailureError. For queries; what a person starts reads the Result itself. */
export async function callOperation<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
  const result = await bridge().invoke(name, input);
  if (result.ok) return result.value;
  throw new FailureError(result.error);
}

/** Gives the Failure behind what a query was rejected with. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  throw error;
}
