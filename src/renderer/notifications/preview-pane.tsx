import { makeStyles, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationPreview } from '../../shared/notification.ts';
import { failureOf } from '../data/call.ts';
import { HtmlFrame } from '../message/html-frame.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { TabPanel, Tabs, useTabIds } from '../ui/tabs.tsx';
import { ProblemList } from './problem-list.tsx';

type Part = 'html' | 'text' | 'source';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, boxSizing: 'border-box' },
  scroll: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '9px 16px 12px',
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  subtitle: { color: tokens.colorNeutralForeground3 },
  part: { flexGrow: 1, minHeight: '180px', paddingTop: '6px', display: 'flex', flexDirection: 'column' },
  plain: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12px',
    lineHeight: '17px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

/** The notification as it goes out when its samples are filled in. */
export function PreviewPane({ query }: { readonly query: UseQueryResult<NotificationPreview> }) {
  const styles = useStyles();
  const preview = query.data;
  return (
    <section aria-label={t('preview.title')} className={styles.root}>
      <div className={styles.scroll}>
        <h2 className={styles.title}>{t('preview.title')}</h2>
        <div className={styles.subtitle}>{t('preview.subtitle')}</div>
        {query.isError && <FailureNotice failure={failureOf(query.error)} />}
        {preview !== undefined && (
          <>
            <Heads preview={preview} />
            <ProblemList problems={preview.problems} />
            <Parts preview={preview} />
          </>
        )}
      </div>
    </section>
  );
}

function Heads({ preview }: { readonly preview: NotificationPreview }) {
  const { from, to, cc, bcc, replyTo, subject, files } = preview;
  return (
    <Facts>
      <Fact label={t('notificationEditor.from')}>{from}</Fact>
      <Fact label={t('notificationEditor.to')}>{to.join(', ')}</Fact>
      <Fact label={t('notificationEditor.cc')}>{cc.join(', ')}</Fact>
      <Fact label={t('notificationEditor.bcc')}>{bcc.join(', ')}</Fact>
      <Fact label={t('notificationEditor.replyTo')}>{replyTo}</Fact>
      <Fact label={t('notificationEditor.subject')}>{subject === '' ? t('message.noSubject') : subject}</Fact>
      <Fact label={t('notificationEditor.attachments')}>{files.join(', ')}</Fact>
    </Facts>
  );
}

function Parts({ preview }: { readonly preview: NotificationPreview }) {
  const styles = useStyles();
  const ids = useTabIds();
  const [wanted, setWanted] = useState<Part | null>(null);
  const parts: readonly Part[] = [...(preview.html === null ? [] : (['html'] as const)), 'text', 'source'];
  const part = wanted !== null && parts.includes(wanted) ? wanted : (parts[0] ?? 'text');
  return (
    <>
      <Tabs
        label={t('message.parts')}
        ids={ids}
        tabs={parts.map((value) => ({ value, label: t(`message.part.${value}`) }))}
        tab={part}
        onTab={setWanted}
      />
      <TabPanel ids={ids} tab={part} focusable={part !== 'html'} className={styles.part}>
        {part === 'html' ? (
          <HtmlFrame html={preview.html ?? ''} />
        ) : (
          <pre className={styles.plain}>{part === 'text' ? preview.text : preview.source}</pre>
        )}
      </TabPanel>
    </>
  );
}
