import { t } from '../shared/catalogue/index.ts';
import {
  type Dispatch,
  isOperation,
  type OperationName,
  type Output,
  operations,
  type ParsedInput,
} from '../shared/contract.ts';
import { type Failure, fail, type Result } from '../shared/result.ts';
import { parseInput } from './input.ts';

/** Implements every operation of the contract. */
export type Handlers = {
  readonly [N in OperationName]: (input: ParsedInput<N>) => Result<Output<N>> | Promise<Result<Output<N>>>;
};

/**
 * Makes the one way in: parses the input, calls, and lets out what the output schema names. Never rejects.
 *
 * @param unexpected tells what a thrown error means: a storage error, or a bug
 */
export function createDispatch(handlers: Handlers, unexpected: (error: unknown) => Failure): Dispatch {
  return async (name, input) => {
    if (!isOperation(name)) {
      return fail({ code: 'NOT_FOUND', message: t('input.unknownOperation', { name: name.slice(0, 60) }) });
    }
    try {
      const operation = operations[name];
      const parsed = parseInput(operation.input, input);
      if (!parsed.ok) return fail(parsed.error);
      const handler = handlers[name] as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
      const result = await handler(parsed.value);
      return result.value === undefined ? result : { ...result, value: operation.output.parse(result.value) };
    } catch (error) {
      return fail(unexpected(error));
    }
  };
}
