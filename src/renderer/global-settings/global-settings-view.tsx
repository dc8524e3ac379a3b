import { Link } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { SettingsView } from '../../shared/contract.ts';
import { Commands } from '../app/commands.tsx';
import { useLeaveGuard } from '../app/navigation.tsx';
import { isSaved } from '../settings/settings-subtitle.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { formatFullMoment, formatMoment } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { RefreshQuestion } from '../ui/refresh-question.tsx';
import { Screen } from '../ui/screen.tsx';
import { ApiTokens } from './api-tokens.tsx';
import { QueueSections } from './queue-sections.tsx';
import { useQueueEditor } from './use-queue-editor.ts';

/** The queue's settings, filled out to be edited, and the API tokens. */
export function GlobalSettingsView({ view }: { readonly view: SettingsView }) {
  const editor = useQueueEditor(view);
  const { dirty, saving } = editor;
  const { savedAt } = view.settings;
  const everSaved = isSaved(view.settings);
  const [askingToRefresh, setAskingToRefresh] = useState(false);
  useLeaveGuard(dirty, editor.save);
  return (
    <FormProvider {...editor.form}>
      <Commands
        commands={[
          {
            label: t('command.save'),
            icon: <SaveRegular />,
            shortcut: 'mod+s',
            disabled: !dirty || saving,
            onRun: () => void editor.save(),
          },
          {
            label: t('command.revert'),
            icon: <ArrowUndoRegular />,
            disabled: !dirty || saving,
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
        title={t('queueSettings.title')}
        subtitle={
          <>
            <span role="status" title={everSaved ? formatFullMoment(savedAt) : undefined}>
              {dirty
                ? t('settings.unsaved')
                : everSaved
                  ? t('settings.savedAt', { time: formatMoment(savedAt) })
                  : t('settings.nothingSaved')}
            </span>
            <span aria-hidden> · </span>
            {t('queueSettings.subtitle')}
          </>
        }
      >
        {editor.problem !== null && <FailureNotice failure={editor.problem} />}
        {editor.changedElsewhere && (
          <Notice
            kind="warning"
            title={t('queueSettings.changedElsewhere.title')}
            actions={
              <Link as="button" onClick={() => void editor.takeOver()}>
                {t('settings.changedElsewhere.takeOver')}
              </Link>
            }
          >
            {t('queueSettings.changedElsewhere.text')}
          </Notice>
        )}
        <form noValidate onSubmit={(event) => event.preventDefault()} aria-label={t('queueSettings.title')}>
          <QueueSections />
        </form>
        <ApiTokens />
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
    </FormProvider>
  );
}
