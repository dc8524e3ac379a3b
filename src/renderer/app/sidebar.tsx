import { makeStyles, mergeClasses, Tree, TreeItem, TreeItemLayout, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { useSettings } from '../data/queries.ts';
import { useNavigation } from './navigation.tsx';
import { isThere, type ScreenId, screenTitles } from './screens.ts';

const useStyles = makeStyles({
  nav: { overflowY: 'auto', padding: '8px 6px', boxSizing: 'border-box', height: '100%' },
  tree: { rowGap: 0 },
  layout: {
    minHeight: '28px',
    padding: '0 4px 0 0',
    fontSize: tokens.fontSizeBase300,
    borderRadius: tokens.borderRadiusMedium,
  },
  heading: { fontWeight: tokens.fontWeightSemibold },
  item: { ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' } },
  current: {
    backgroundColor: tokens.colorBrandBackground2,
    boxShadow: `inset 3px 0 ${tokens.colorBrandStroke1}`,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
    },
  },
  first: { paddingLeft: '0' },
  second: { paddingLeft: '14px' },
  secondLeaf: { paddingLeft: '40px' },
  thirdLeaf: { paddingLeft: '54px' },
  mark: { color: tokens.colorNeutralForeground3, paddingRight: '4px' },
});

/** The tree of screens. What isn't there yet has no entry. */
export function Sidebar() {
  const styles = useStyles();
  const { target, navigate, hasChanges } = useNavigation();
  const service = useSettings().data?.settings.service;

  const leaf = (screen: ScreenId, place: string) => (
    <TreeItem
      itemType="leaf"
      value={screen}
      className={styles.item}
      aria-current={target.screen === screen ? 'page' : undefined}
      onClick={() => navigate({ screen })}
    >
      <TreeItemLayout
        className={mergeClasses(styles.layout, place, target.screen === screen && styles.current)}
        aside={
          screen === 'settings' && hasChanges ? (
            <span className={styles.mark} title={t('settings.unsaved')} role="img" aria-label={t('settings.unsaved')}>
              ●
            </span>
          ) : null
        }
      >
        {t(screenTitles[screen])}
      </TreeItemLayout>
    </TreeItem>
  );

  return (
    <nav aria-label={t('nav.label')} className={styles.nav}>
      <Tree
        size="small"
        className={styles.tree}
        aria-label={t('nav.label')}
        defaultOpenItems={['notifications', 'e-mail']}
      >
        <TreeItem itemType="branch" value="notifications" className={styles.item}>
          <TreeItemLayout className={mergeClasses(styles.layout, styles.first, styles.heading)}>
            {t('nav.notifications')}
          </TreeItemLayout>
          <Tree className={styles.tree}>
            <TreeItem itemType="branch" value="e-mail" className={styles.item}>
              <TreeItemLayout className={mergeClasses(styles.layout, styles.second)}>{t('nav.email')}</TreeItemLayout>
              <Tree className={styles.tree}>
                {leaf('settings', styles.thirdLeaf)}
                {service !== undefined && isThere('captured', service) && leaf('captured', styles.thirdLeaf)}
              </Tree>
            </TreeItem>
            {leaf('logs', styles.secondLeaf)}
          </Tree>
        </TreeItem>
      </Tree>
    </nav>
  );
}
