import { t } from '../../shared/catalogue/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { formatAgo, formatFullMoment, formatMoment } from '../ui/format.ts';
import { statusWord } from '../ui/status.tsx';
import { useEachMinute } from '../ui/use-each-minute.ts';

/** Whether the settings are saved, and what their last test came to. */
export function SettingsSubtitle({ settings, dirty }: { readonly settings: Settings; readonly dirty: boolean }) {
  useEachMinute();
  const { lastTest, savedAt } = settings;
  return (
    <>
      <span role="status" title={formatFullMoment(savedAt)}>
        {dirty ? t('settings.unsaved') : t('settings.savedAt', { time: formatMoment(savedAt) })}
      </span>
      <span aria-hidden> · </span>
      <span title={lastTest === null ? undefined : formatFullMoment(lastTest.at)}>
        {lastTest === null
          ? t('settings.neverTested')
          : t('settings.lastTested', {
              ago: formatAgo(lastTest.at),
              status: statusWord(lastTest.status, 'inSentence'),
            })}
      </span>
    </>
  );
}
