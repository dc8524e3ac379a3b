import { t } from '../../shared/catalogue/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { formatAgo, formatFullMoment, formatMoment } from '../ui/format.ts';
import { statusWord } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';

/** The revision that Postroom makes by itself, of the defaults. */
const FIRST_REVISION = 1;

/** True when somebody has saved the settings. */
export function isSaved({ revision }: Settings): boolean {
  return revision > FIRST_REVISION;
}

/** Whether the settings are saved, and what the last test of the saved ones came to. */
export function SettingsSubtitle({ settings, dirty }: { readonly settings: Settings; readonly dirty: boolean }) {
  const now = useNow();
  const { lastTest, savedAt } = settings;
  const everSaved = isSaved(settings);
  return (
    <>
      <span role="status" title={everSaved ? formatFullMoment(savedAt) : undefined}>
        {dirty
          ? t('settings.unsaved')
          : everSaved
            ? t('settings.savedAt', { time: formatMoment(savedAt) })
            : t('settings.nothingSaved')}
      </span>
      <span aria-hidden> · </span>
      <span title={lastTest === null ? undefined : formatFullMoment(lastTest.at)}>
        {lastTestText(lastTest, dirty, now)}
      </span>
    </>
  );
}

/** While there are unsaved values on the screen, it has to be said that others are meant. */
function lastTestText(lastTest: Settings['lastTest'], dirty: boolean, now: Date): string {
  if (lastTest === null) return dirty ? t('settings.activeNeverTested') : t('settings.neverTested');
  const facts = { ago: formatAgo(lastTest.at, now), status: statusWord(lastTest.status, 'inSentence') };
  return dirty ? t('settings.activeLastTested', facts) : t('settings.lastTested', facts);
}
