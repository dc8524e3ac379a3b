import { t } from '../../shared/catalogue/index.ts';
import { failureOf } from '../data/call.ts';
import { useSettings } from '../data/queries.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { SettingsEditorView } from './settings-editor-view.tsx';

/** Notifications > E-mail > Settings. */
export function SettingsScreen() {
  const settings = useSettings();
  if (settings.data !== undefined) return <SettingsEditorView view={settings.data} />;
  return (
    <Screen title={t('settings.title')} subtitle={t('settings.subtitle')} waiting={settings.isPending}>
      {settings.isError && <FailureNotice failure={failureOf(settings.error)} />}
    </Screen>
  );
}
