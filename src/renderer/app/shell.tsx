import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { type ReactNode, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Connection } from '../connection.ts';
import { Splitter } from '../ui/splitter.tsx';
import { ToolbarPlaceContext } from './commands.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { ThemeChoice } from './theme-choice.tsx';
import { useWindowState } from './window-state.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  bar: {
    display: 'flex',
    alignItems: 'center',
    flex: 'none',
    height: '36px',
    padding: '0 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  name: { fontWeight: tokens.fontWeightSemibold, margin: '0 14px 0 6px' },
  toggle: { minWidth: 0, padding: '3px 6px' },
  commands: { flexGrow: 1, minWidth: 0, overflow: 'hidden' },
  middle: { display: 'flex', flexGrow: 1, minHeight: 0 },
  side: {
    flex: 'none',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  notice: { margin: '8px 24px 0', ':empty': { display: 'none' } },
});

/** The window: toolbar on top, tree of screens, the screen itself, status bar. */
export function Shell({ connection, children }: { readonly connection: Connection; readonly children: ReactNode }) {
  const styles = useStyles();
  const { state, update } = useWindowState();
  const [sidebarShown, setSidebarShown] = useState(true);
  const [toolbarPlace, setToolbarPlace] = useState<HTMLElement | null>(null);
  return (
    <div className={styles.root}>
      <header className={styles.bar}>
        <Button
          appearance="subtle"
          size="small"
          icon={<NavigationRegular />}
          className={styles.toggle}
          aria-label={t('nav.toggle')}
          title={t('nav.toggle')}
          aria-expanded={sidebarShown}
          onClick={() => setSidebarShown(!sidebarShown)}
        />
        <span className={styles.name}>{t('app.name')}</span>
        <div ref={setToolbarPlace} className={styles.commands} />
        <ThemeChoice />
      </header>
      <div className={styles.middle}>
        {sidebarShown && (
          <>
            <div className={styles.side} style={{ width: state.sidebarWidth }}>
              <Sidebar />
            </div>
            <Splitter
              label={t('nav.resize')}
              value={state.sidebarWidth}
              least={160}
              most={480}
              pane="before"
              onChange={(sidebarWidth) => update({ sidebarWidth })}
            />
          </>
        )}
        <main className={styles.main}>
          <div className={styles.notice}>
            <ConnectionNotice connection={connection} />
          </div>
          <ToolbarPlaceContext value={toolbarPlace}>{children}</ToolbarPlaceContext>
        </main>
      </div>
      <StatusBar />
    </div>
  );
}
