import type { Ref } from 'react';

/**
 * Gives a ref as Fluent's components take it. Their types read the element from an event handler's type, which comes to
 * `never` under `exactOptionalPropertyTypes`; what arrives is the element all the same.
 */
export function fluentRef<E>(ref: Ref<E> | null | undefined): Ref<never> {
  return (ref ?? null) as Ref<never>;
}
