import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import { bridge, callOperation, failureOf } from '../data/call.ts';
import { MessageView } from '../message/message-view.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { saveFile } from '../ui/save-file.ts';

/** The message of a log row, to be read and saved. */
export function LoggedMessage({ id }: { readonly id: number }) {
  const [problem, setProblem] = useState<Failure | null>(null);
  const query = useQuery({ queryKey: ['log.message', id], queryFn: () => callOperation('log.message', { id }) });
  const save = async () => {
    const result = await bridge().invoke('log.source', { id });
    if (result.ok) saveFile(result.value);
    setProblem(result.ok ? null : result.error);
  };
  if (query.isError) return <FailureNotice failure={failureOf(query.error)} />;
  if (query.data === undefined) return null;
  return (
    <>
      {problem !== null && <FailureNotice failure={problem} />}
      <MessageView message={query.data} onSaveSource={() => void save()} />
    </>
  );
}
