import { t } from '../../shared/catalogue/index.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { useWindowState } from './window-state.tsx';

/** Chooses between the system's appearance, light and dark. */
export function ThemeChoice() {
  const { state, update } = useWindowState();
  return (
    <Choice
      aria-label={t('theme.label')}
      title={t('theme.label')}
      options={[
        { value: 'system', label: t('theme.system') },
        { value: 'light', label: t('theme.light') },
        { value: 'dark', label: t('theme.dark') },
      ]}
      value={state.theme}
      onChoose={(theme) => update({ theme })}
    />
  );
}
