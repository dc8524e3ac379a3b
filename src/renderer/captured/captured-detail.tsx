import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { FileContent } from '../../shared/message.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { bridge, callOperation, failureOf } from '../data/call.ts';
import { MessageView } from '../message/message-view.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { formatFullMoment, formatMoment } from '../ui/format.ts';
import { Pane } from '../ui/pane.tsx';
import { saveFile } from '../ui/save-file.ts';

const useStyles = makeStyles({
  message: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, padding: '4px 16px 8px' },
});

/** One captured message: its envelope, and the message itself. */
export function CapturedDetail({ id }: { readonly id: number }) {
  const styles = useStyles();
  const [problem, setProblem] = useState<Failure | null>(null);
  const query = useQuery({ queryKey: ['captured.get', id], queryFn: () => callOperation('captured.get', { id }) });
  const save = async (file: Promise<Result<FileContent>>) => {
    const result = await file;
    if (result.ok) saveFile(result.value);
    setProblem(result.ok ? null : result.error);
  };
  if (query.isError) return <FailureNotice failure={failureOf(query.error)} />;
  if (query.data === undefined) return null;
  const { message, at, sender, recipients } = query.data;
  return (
    <Pane
      title={message.subject === '' ? t('message.noSubject') : message.subject}
      subtitle={
        <>
          <div>{t('captured.fromTo', { from: sender, to: recipients.join(', ') })}</div>
          <div title={formatFullMoment(at)}>{formatMoment(at)}</div>
        </>
      }
    >
      <div className={styles.message}>
        {problem !== null && <FailureNotice failure={problem} />}
        <MessageView
          message={message}
          onSaveSource={() => void save(bridge().invoke('captured.source', { id }))}
          onSaveAttachment={(index) => void save(bridge().invoke('captured.attachment', { id, index }))}
        />
      </div>
    </Pane>
  );
}
