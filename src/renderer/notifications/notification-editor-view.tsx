import { makeStyles } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useState } from 'react';
import { FormProvider, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationView } from '../../shared/notification.ts';
import { RunActionDialog } from '../action/run-action-dialog.tsx';
import { Commands } from '../app/commands.tsx';
import { useLeaveGuard } from '../app/navigation.tsx';
import { refuseDrops } from '../ui/drop-place.tsx';
import { formatFullMoment, formatMoment } from '../ui/format.ts';
import { Screen } from '../ui/screen.tsx';
import { AttachmentSection } from './attachment-section.tsx';
import { editorCommands } from './editor-commands.tsx';
import { EditorContext } from './editor-context.tsx';
import { EditorLayout } from './editor-layout.tsx';
import { EditorNotices } from './editor-notices.tsx';
import { EditorQuestions } from './editor-questions.tsx';
import { GeneralSection } from './general-section.tsx';
import { MessageSection } from './message-section.tsx';
import { PlaceholderSection } from './placeholder-section.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { RulesSection } from './rules-section.tsx';
import { TestFoot } from './test-foot.tsx';
import { useNotificationEditor } from './use-notification-editor.ts';
import { usePreview } from './use-preview.ts';

const useStyles = makeStyles({ form: { paddingTop: '2px' } });

type NotificationEditorViewProps = {
  readonly view: NotificationView | undefined;
  /** True when somebody deleted it meanwhile. */
  readonly gone: boolean;
  readonly timesLedBack: number;
  readonly onSaved: (view: NotificationView) => void;
  readonly onBack: () => void;
};

/** What the person wants to go on to, which unsaved changes stand in the way of. */
export type Wanted = 'back' | 'run';

/** A notification, filled out to be edited, with its preview. */
export function NotificationEditorView({ view, gone, timesLedBack, onSaved, onBack }: NotificationEditorViewProps) {
  const styles = useStyles();
  const editor = useNotificationEditor(view, onSaved);
  const { form, focus, dirty } = editor;
  const query = usePreview(form.control);
  const [asking, setAsking] = useState<Wanted | null>(null);
  const [running, setRunning] = useState(false);
  const name = useWatch({ control: form.control, name: 'name' });
  useLeaveGuard(dirty, editor.save, t('notificationEditor.unsaved.title'));

  const goOn = (to: Wanted) => {
    setAsking(null);
    if (to === 'back') onBack();
    else setRunning(true);
  };
  const want = (to: Wanted) => (dirty || (to === 'run' && editor.base === undefined) ? setAsking(to) : goOn(to));
  const ledBack = useEffectEvent(() => want('back'));
  const [alreadyLedBack] = useState(timesLedBack);
  useEffect(() => {
    if (timesLedBack !== alreadyLedBack) ledBack();
  }, [timesLedBack, alreadyLedBack]);

  return (
    <FormProvider {...form}>
      <EditorContext value={{ editor, problems: query.data?.problems ?? [] }}>
        <Commands commands={editorCommands(editor, { onBack: () => want('back'), onRun: () => want('run') })} />
        <Screen
          title={name.trim() === '' ? t('notificationEditor.title.new') : name.trim()}
          subtitle={<Saved view={editor.base} dirty={dirty} />}
          fills
          foot={<TestFoot editor={editor} />}
        >
          <EditorLayout
            previewed={focus.previewed}
            onPreviewed={focus.setPreviewed}
            form={
              <>
                <EditorNotices editor={editor} gone={gone} />
                <form
                  noValidate
                  className={styles.form}
                  onSubmit={(event) => event.preventDefault()}
                  aria-label={t('notificationEditor.form')}
                  {...refuseDrops}
                >
                  <GeneralSection />
                  <MessageSection />
                  <PlaceholderSection />
                  <AttachmentSection />
                  <RulesSection />
                </form>
              </>
            }
            preview={<PreviewPane query={query} />}
          />
        </Screen>
        <EditorQuestions editor={editor} asking={asking} onGoOn={goOn} onStay={() => setAsking(null)} />
        {running && editor.base !== undefined && (
          <RunActionDialog notificationId={editor.base.id} onClose={() => setRunning(false)} />
        )}
      </EditorContext>
    </FormProvider>
  );
}

function Saved({ view, dirty }: { readonly view: NotificationView | undefined; readonly dirty: boolean }) {
  return (
    <span role="status" title={view === undefined ? undefined : formatFullMoment(view.updatedAt)}>
      {dirty
        ? t('settings.unsaved')
        : view === undefined
          ? t('notificationEditor.notSaved')
          : t('settings.savedAt', { time: formatMoment(view.updatedAt) })}
    </span>
  );
}
