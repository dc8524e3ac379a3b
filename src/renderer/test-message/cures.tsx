import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Cure } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { cureText } from './cure-text.ts';

const useStyles = makeStyles({
  root: { margin: '0 0 10px' },
  list: { listStyle: 'none', margin: '4px 0 0', padding: 0 },
  cure: { marginBottom: '4px' },
});

type CuresProps = {
  readonly cures: readonly Cure[];
  /** The settings that failed. */
  readonly tested: SettingsDraft;
  /** Whether the first one suggests itself: it has the focus then. */
  readonly suggested: boolean;
  readonly onApply: (changes: Readonly<Record<string, string>>) => void;
};

/** Changes of the settings that would mend a failure, the likeliest first; each is made and tested by one click. */
export function Cures({ cures, tested, suggested, onApply }: CuresProps) {
  const styles = useStyles();
  if (cures.length === 0) return null;
  return (
    <section className={styles.root} aria-label={t('cures.heading')}>
      {t('cures.heading')}
      <ul className={styles.list}>
        {cures.map(({ changes }, index) => (
          <li key={JSON.stringify(changes)} className={styles.cure}>
            <PushButton
              appearance={suggested && index === 0 ? 'primary' : 'secondary'}
              autoFocus={suggested && index === 0}
              onClick={() => onApply(changes)}
            >
              {cureText(changes, tested)}
            </PushButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
