import { makeStyles, tokens } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { formatAgo, formatFullMoment } from '../ui/format.ts';
import { statusWord } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';
import type { SettingsForm } from './settings-form.ts';
import type { SettingsEditor } from './use-settings-editor.ts';
import { type ValuesTest, valuesIn } from './values-test.ts';

const useStyles = makeStyles({ root: { minWidth: 0, color: tokens.colorNeutralForeground3 } });

type ValuesTestedProps = {
  readonly id: string;
  readonly editor: SettingsEditor;
  /** The last test of the saved settings. */
  readonly savedTest: Settings['lastTest'];
};

/** Says what is known of the values in the fields, which the saved settings' last test says nothing about once they differ. */
export function ValuesTested({ id, editor, savedTest }: ValuesTestedProps) {
  const now = useNow();
  const values = valuesIn(useWatch<SettingsForm>() as SettingsForm);
  const { lastTry, dirty } = editor;
  const here = lastTry?.values === values ? lastTry : null;
  const saved = dirty ? null : savedTest;
  const known = here !== null && (saved === null || here.at > saved.at) ? here : saved;
  const before = known === null ? lastTry : null;
  const shown = known ?? before;
  return (
    <span id={id} className={useStyles().root} title={shown === null ? undefined : formatFullMoment(shown.at)}>
      {known !== null
        ? t(known === here && here.inPart ? 'values.sentInPart' : `values.${known.status}`, {
            ago: formatAgo(known.at, now),
          })
        : before !== null
          ? t('values.changed', { ago: formatAgo(before.at, now), status: wordFor(before) })
          : t('values.notTested')}
    </span>
  );
}

function wordFor({ status, inPart }: ValuesTest): string {
  return inPart ? t('statusInSentence.sentInPart') : statusWord(status, 'inSentence');
}
