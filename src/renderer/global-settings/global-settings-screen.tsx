import { t } from '../../shared/catalogue/index.ts';
import { failureOf } from '../data/call.ts';
import { useSettings } from '../data/queries.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { GlobalSettingsView } from './global-settings-view.tsx';

/** Notifications > Global Settings. */
export function GlobalSettingsScreen() {
  const settings = useSettings();
  if (settings.data !== undefined) return <GlobalSettingsView view={settings.data} />;
  return (
    <Screen title={t('queueSettings.title')} subtitle={t('queueSettings.subtitle')} waiting={settings.isPending}>
      {settings.isError && <FailureNotice failure={failureOf(settings.error)} />}
    </Screen>
  );
}
