import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { inPlatformOrder } from '../ui/platform.ts';
import { saveText } from '../ui/save-file.ts';
import { useShownAfter } from '../ui/use-shown-after.ts';

const useStyles = makeStyles({
  // The report scrolls in its box, so that what it is stays in sight.
  content: { display: 'flex', flexDirection: 'column', minHeight: 0, padding: '0 20px' },
  intro: { margin: '0 0 8px' },
  text: {
    margin: 0,
    padding: '6px 10px',
    minHeight: '160px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '11.5px',
    lineHeight: '17px',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

type SupportReportDialogProps = {
  readonly deliveryId: number;
  readonly onClose: () => void;
};

/** Shows every line of the support report on a delivery's last attempt before it is copied or saved. */
export function SupportReportDialog({ deliveryId, onClose }: SupportReportDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const input = { id: deliveryId };
  const report = useQuery({
    queryKey: ['log.supportReport', input],
    queryFn: () => callOperation('log.supportReport', input),
    // It tells the time and the settings of now.
    staleTime: 0,
    gcTime: 0,
  });
  const late = useShownAfter(report.isPending);
  const { data } = report;
  const [saving, setSaving] = useState(false);
  const save = () => {
    if (data === undefined) return;
    saveText(data.name, data.text);
    setSaving(true);
  };
  return (
    <Modal title={t('support.title')} role="dialog" size="broad" onEscape={onClose}>
      <div className={styles.content}>
        <p className={styles.intro}>{t('support.text')}</p>
        {report.isError && <FailureNotice failure={failureOf(report.error)} />}
        {late && <Spinner size="tiny" label={t('loading')} />}
        {data !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
          <section tabIndex={0} aria-label={t('support.report')} className={styles.text}>
            {data.text}
          </section>
        )}
      </div>
      <div className={modal.foot}>
        {data !== undefined && <CopyLink label={t('support.copy')} text={data.text} />}
        <span role="status">{saving && data !== undefined ? t('support.saving', { name: data.name }) : ''}</span>
        <span className={modal.buttons}>
          {inPlatformOrder([
            <PushButton key="save" appearance="primary" disabled={data === undefined} onClick={save}>
              {t('support.save')}
            </PushButton>,
            <PushButton key="close" onClick={onClose} autoFocus>
              {t('button.close')}
            </PushButton>,
          ])}
        </span>
      </div>
    </Modal>
  );
}
