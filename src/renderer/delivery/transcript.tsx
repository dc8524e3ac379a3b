import { Link, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../shared/catalogue/index.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { CopyLink } from '../ui/copy-link.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { saveText } from '../ui/save-file.ts';
import { useShownAfter } from '../ui/use-shown-after.ts';
import { speakerOf, timeOf, transcriptText } from './transcript-text.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', justifyContent: 'flex-end', alignItems: 'baseline', columnGap: '14px', marginBottom: '4px' },
  box: {
    margin: 0,
    padding: '6px 10px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '11.5px',
    lineHeight: '17px',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  line: { display: 'grid', gridTemplateColumns: '18px minmax(0, 1fr) auto', columnGap: '8px' },
  note: { color: tokens.colorNeutralForeground3 },
  time: { color: tokens.colorNeutralForeground3 },
});

type TranscriptProps = { readonly deliveryId: number; readonly attempt?: number };

/** What client and server said, secrets masked. */
export function Transcript({ deliveryId, attempt }: TranscriptProps) {
  const styles = useStyles();
  const input = { id: deliveryId, ...(attempt === undefined ? {} : { attempt }) };
  const transcript = useQuery({
    queryKey: ['log.transcript', input],
    queryFn: () => callOperation('log.transcript', input),
    // It grows while the session goes on.
    staleTime: 0,
  });
  const late = useShownAfter(transcript.isPending);
  if (transcript.isError) return <FailureNotice failure={failureOf(transcript.error)} />;
  if (transcript.data === undefined) return late ? <Spinner size="tiny" label={t('loading')} /> : null;
  const { lines } = transcript.data;
  if (lines.length === 0) return <p>{t('transcript.empty')}</p>;
  return (
    <>
      <div className={styles.bar}>
        <CopyLink label={t('transcript.copy')} text={transcriptText(lines)} />
        <Link
          as="button"
          type="button"
          aria-label={t('transcript.saveLabel')}
          onClick={() => saveText(t('transcript.fileName', { id: deliveryId }), transcriptText(lines))}
        >
          {t('transcript.save')}
        </Link>
      </div>
      <section aria-label={t('transcript.label')} className={styles.box}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place; the same text can come twice
          <div key={index} className={mergeClasses(styles.line, line.from === 'note' && styles.note)}>
            <span>{speakerOf(line)}</span>
            <span>{line.text}</span>
            <span className={styles.time}>{timeOf(line)}</span>
          </div>
        ))}
      </section>
    </>
  );
}
