import { Link } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import { FormProvider, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { SettingsView } from '../../shared/contract.ts';
import { Commands } from '../app/commands.tsx';
import { useLeaveGuard } from '../app/navigation.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { RefreshQuestion } from '../ui/refresh-question.tsx';
import { Screen } from '../ui/screen.tsx';
import { CaptureSection } from './capture-section.tsx';
import { ConflictQuestion } from './conflict-question.tsx';
import { ChoiceField } from './fields.tsx';
import { MessageSection } from './message-section.tsx';
import { ServerSection } from './server-section.tsx';
import { SettingsSubtitle } from './settings-subtitle.tsx';
import { TestLine } from './test-line.tsx';
import { useSettingsEditor } from './use-settings-editor.ts';
import { WarningNotices } from './warning-notices.tsx';

/** The settings, filled out to be edited. */
export function SettingsEditorView({ view }: { readonly view: SettingsView }) {
  const editor = useSettingsEditor(view);
  const { form, dirty, problem } = editor;
  const [askingToRefresh, setAskingToRefresh] = useState(false);
  const service = useWatch({ control: form.control, name: 'settings.service' });
  useLeaveGuard(dirty, editor.save);

  return (
    <FormProvider {...form}>
      <Commands
        commands={[
          {
            label: t('command.save'),
            icon: <SaveRegular />,
            shortcut: 'mod+s',
            disabled: !dirty || editor.saving,
            onRun: () => void editor.save(),
          },
          {
            label: t('command.revert'),
            icon: <ArrowUndoRegular />,
            disabled: !dirty || editor.saving,
            onRun: editor.revert,
          },
          {
            label: t('command.refresh'),
            icon: <ArrowClockwiseRegular />,
            shortcut: 'f5',
            onRun: () => (dirty ? setAskingToRefresh(true) : void editor.takeOver()),
          },
        ]}
      />
      <Screen
        title={t('settings.title')}
        subtitle={<SettingsSubtitle settings={view.settings} dirty={dirty} />}
        foot={<TestLine editor={editor} saved={view.settings} />}
      >
        {problem?.kind === 'failure' && <FailureNotice failure={problem.failure} />}
        <WarningNotices view={view} editor={editor} />
        {view.notices.map((notice) => (
          <Notice key={notice} kind="warning" title={notice} />
        ))}
        {editor.changedElsewhere && (
          <Notice
            kind="warning"
            title={t('settings.changedElsewhere.title')}
            actions={
              <Link as="button" onClick={() => void editor.takeOver()}>
                {t('settings.changedElsewhere.takeOver')}
              </Link>
            }
          >
            {t('settings.changedElsewhere.text')}
          </Notice>
        )}
        <form noValidate onSubmit={(event) => event.preventDefault()} aria-label={t('settings.title')}>
          <ChoiceField
            name="settings.service"
            label={t('settings.service')}
            width={340}
            options={[
              { value: 'smtp', label: t('service.smtp') },
              { value: 'capture', label: t('service.capture') },
            ]}
          />
          <MessageSection />
          {service === 'smtp' ? (
            <ServerSection
              editor={editor}
              stored={view.settings.smtp}
              filePermissionsOnly={view.passwordProtection === 'file-permissions'}
            />
          ) : (
            <CaptureSection active={view.settings.service === 'capture'} />
          )}
        </form>
      </Screen>
      {askingToRefresh && (
        <RefreshQuestion
          onDiscard={() => {
            setAskingToRefresh(false);
            void editor.takeOver();
          }}
          onCancel={() => setAskingToRefresh(false)}
        />
      )}
      {problem?.kind === 'conflict' && <ConflictQuestion editor={editor} />}
    </FormProvider>
  );
}
