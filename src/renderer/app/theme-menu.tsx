import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme';
import { windowStateSchema } from '../../shared/bridge.ts';
import { t } from '../../shared/catalogue/index.ts';
import { useWindowState } from './window-state.tsx';

const useStyles = makeStyles({
  button: { minWidth: 0, padding: '3px 6px', fontWeight: tokens.fontWeightRegular },
  item: { minHeight: '28px', padding: '4px 8px' },
});

/** Chooses between the system's appearance, light and dark. */
export function ThemeMenu() {
  const styles = useStyles();
  const { state, update } = useWindowState();
  return (
    <Menu
      checkedValues={{ theme: [state.theme] }}
      onCheckedValueChange={(_event, data) =>
        update({ theme: windowStateSchema.shape.theme.parse(data.checkedItems[0]) })
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          size="small"
          icon={<DarkThemeRegular />}
          className={styles.button}
          aria-label={t('theme.label')}
          title={t('theme.label')}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="theme" value="system" className={styles.item}>
            {t('theme.system')}
          </MenuItemRadio>
          <MenuItemRadio name="theme" value="light" className={styles.item}>
            {t('theme.light')}
          </MenuItemRadio>
          <MenuItemRadio name="theme" value="dark" className={styles.item}>
            {t('theme.dark')}
          </MenuItemRadio>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
