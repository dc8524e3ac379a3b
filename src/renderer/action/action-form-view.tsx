import { Link, makeStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationView } from '../../shared/notification.ts';
import { refuseDrops } from '../ui/drop-place.tsx';
import { useModalStyles } from '../ui/modal.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { ActionFoot } from './action-foot.tsx';
import { type ActionForm, blankAction, samplesOf, slotFields, valueFields, wrongIn } from './action-form.ts';
import { ActionOutcome } from './action-outcome.tsx';
import { FilesTotal, FixedFiles } from './files-told.tsx';
import { SlotRow } from './slot-row.tsx';
import { useActionRun } from './use-action-run.ts';
import { ValueRow } from './value-row.tsx';
import { WhenRows } from './when-rows.tsx';

const useStyles = makeStyles({
  fields: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  samples: { display: 'flex', justifyContent: 'flex-end', marginBottom: '4px' },
});

type ActionFormViewProps = {
  readonly view: NotificationView;
  /** The choice of another notification, where there is one. */
  readonly choice: ReactNode;
  /** Told what breaks it off while it runs, and null when it doesn't. */
  readonly onBusy: (cancel: (() => void) | null) => void;
  readonly onClose: () => void;
};

/** One notification's Action, to be filled out and run. */
export function ActionFormView({ view, choice, onBusy, onClose }: ActionFormViewProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const { notification } = view;
  const [form, setForm] = useState<ActionForm>(blankAction);
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const { run, start, cancel, reset } = useActionRun();
  const content = useRef<HTMLDivElement>(null);
  const values = valueFields(notification);
  const slots = slotFields(notification);
  const running = run.phase === 'running';
  const queued = run.phase === 'done' && run.result.ok;

  useEffect(() => {
    if (run.phase === 'done') content.current?.scrollTo({ top: 0 });
  }, [run]);

  const change = (part: Partial<ActionForm>) => {
    const next = { ...form, ...part };
    setForm(next);
    // What has been mended is no longer wrong; what else may be wrong is told when it is to run.
    const still = wrongIn(next, notification);
    setWrong(new Map([...wrong].filter(([field]) => still.has(field))));
  };
  const submit = async () => {
    if (running || queued) return;
    const found = wrongIn(form, notification);
    setWrong(found);
    if (found.size > 0) {
      requestAnimationFrame(() =>
        content.current?.querySelector<HTMLElement>('[data-wrong] :is(input, textarea, button)')?.focus(),
      );
      return;
    }
    onBusy(cancel);
    await start(form, notification);
    onBusy(null);
  };

  return (
    <form
      noValidate
      className={modal.form}
      {...refuseDrops}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void submit();
      }}
    >
      <div ref={content} className={modal.content}>
        {run.phase === 'done' && <ActionOutcome result={run.result} onClose={onClose} />}
        {!queued && (
          <>
            {!notification.enabled && <Notice kind="warning" title={t('runAction.disabled')} />}
            {view.notices.map((notice) => (
              <Notice key={notice} kind="warning" title={notice} />
            ))}
            <fieldset disabled={running} className={styles.fields}>
              {choice}
              <Section title={t('runAction.values', { name: notification.name })}>
                {values.length === 0 ? (
                  <p>{t('runAction.values.none')}</p>
                ) : (
                  <>
                    {values.map((field, index) => (
                      <ValueRow
                        key={field.name}
                        field={field}
                        value={form.values[field.name] ?? ''}
                        focused={index === 0 && choice === null}
                        required={!notification.allowBlanks}
                        disabled={running}
                        error={wrong.get(`values.${field.name}`)}
                        onChange={(text) => change({ values: { ...form.values, [field.name]: text } })}
                      />
                    ))}
                    <div className={styles.samples}>
                      <Link
                        as="button"
                        type="button"
                        disabled={running}
                        onClick={() => change({ values: samplesOf(notification) })}
                      >
                        {t('runAction.samples')}
                      </Link>
                    </div>
                  </>
                )}
              </Section>
              {(slots.length > 0 || view.files.length > 0) && (
                <Section title={t('runAction.files')}>
                  <FixedFiles files={view.files} />
                  {slots.map(({ slot, required }) => (
                    <SlotRow
                      key={slot}
                      slot={slot}
                      required={required}
                      files={form.files[slot] ?? []}
                      disabled={running}
                      error={wrong.get(`slots.${slot}`)}
                      onChange={(files) => change({ files: { ...form.files, [slot]: files } })}
                    />
                  ))}
                  <FilesTotal view={view} form={form} />
                </Section>
              )}
              <WhenRows form={form} disabled={running} error={wrong.get('at')} onChange={change} />
            </fieldset>
          </>
        )}
      </div>
      <ActionFoot
        run={run}
        focused={values.length === 0 && choice === null}
        onAgain={reset}
        onCancel={running ? cancel : onClose}
      />
    </form>
  );
}
