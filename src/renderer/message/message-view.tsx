import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { MessageView as Message } from '../../shared/message.ts';
import { TabPanel, Tabs, useTabIds } from '../ui/tabs.tsx';
import { Attachments } from './attachments.tsx';
import { HtmlFrame } from './html-frame.tsx';

type Part = 'text' | 'html' | 'headers' | 'source';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, height: '100%', minHeight: 0 },
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: '12px', flex: 'none' },
  save: { marginLeft: 'auto' },
  part: { flexGrow: 1, minHeight: 0, overflow: 'auto', paddingTop: '6px' },
  plain: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12px',
    lineHeight: '17px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  headers: { borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200, width: '100%' },
  name: {
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    padding: '2px 12px 2px 0',
    whiteSpace: 'nowrap',
  },
  value: { overflowWrap: 'anywhere', padding: '2px 0' },
});

type MessageViewProps = {
  readonly message: Message;
  readonly onSaveSource: () => void;
  /** Left out where attachments can't be saved one by one. */
  readonly onSaveAttachment?: (index: number) => void;
};

/** A message to be read: as text, as HTML, its headers, its source. */
export function MessageView({ message, onSaveSource, onSaveAttachment }: MessageViewProps) {
  const styles = useStyles();
  const ids = useTabIds();
  const [wanted, setWanted] = useState<Part | null>(null);
  const parts: Part[] = [
    ...(message.html === null ? [] : (['html'] as const)),
    ...(message.text === null ? [] : (['text'] as const)),
    'headers',
    'source',
  ];
  const part = wanted !== null && parts.includes(wanted) ? wanted : (parts[0] ?? 'headers');
  return (
    <div className={styles.root}>
      <Attachments attachments={message.attachments} onSave={onSaveAttachment} />
      <div className={styles.bar}>
        <Tabs
          label={t('message.parts')}
          ids={ids}
          tabs={parts.map((value) => ({ value, label: t(`message.part.${value}`) }))}
          tab={part}
          onTab={setWanted}
        />
        <Link as="button" type="button" className={styles.save} onClick={onSaveSource}>
          {t('message.save')}
        </Link>
      </div>
      <TabPanel ids={ids} tab={part} focusable={part !== 'html'} className={styles.part}>
        <PartView message={message} part={part} />
      </TabPanel>
    </div>
  );
}

function PartView({ message, part }: { readonly message: Message; readonly part: Part }) {
  const styles = useStyles();
  switch (part) {
    case 'html':
      return <HtmlFrame html={message.html ?? ''} />;
    case 'text':
      return <pre className={styles.plain}>{message.text}</pre>;
    case 'headers':
      return (
        <table className={styles.headers}>
          <tbody>
            {message.headers.map((header, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header is known by its place; its name can come twice
              <tr key={index}>
                <th scope="row" className={styles.name}>
                  {header.name}
                </th>
                <td className={styles.value}>{header.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'source':
      return (
        <>
          <pre className={styles.plain}>{message.source}</pre>
          {message.sourceCut && <p>{t('message.sourceCut')}</p>}
        </>
      );
  }
}
