import type { Failure } from '../../shared/result.ts';
import { Notice } from './notice.tsx';

/** A failure as a person reads it: what happened and what to do about it. */
export function FailureNotice({ failure, actions }: { readonly failure: Failure; readonly actions?: React.ReactNode }) {
  return (
    <Notice kind="error" title={failure.message} actions={actions}>
      {failure.help}
    </Notice>
  );
}
