import { FluentProvider } from '@fluentui/react-components';
import { type QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import type { WindowState } from '../../shared/bridge.ts';
import type { Connection } from '../connection.ts';
import { settingsQuery, useSettings } from '../data/queries.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { useQueueStatusEvents } from '../queue/queue-status.ts';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { darkTheme, lightTheme } from '../ui/theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { NavigationProvider, useNavigation } from './navigation.tsx';
import { isThere } from './screens.ts';
import { Shell } from './shell.tsx';
import { useDark } from './use-dark.ts';
import { useWindowState, WindowStateProvider } from './window-state.tsx';

// Not needed for the first screen, so they are loaded after it.
const loadLogScreen = () => import('../log/log-screen.tsx');
const loadCapturedScreen = () => import('../captured/captured-screen.tsx');
const loadNotificationsScreen = () => import('../notifications/notifications-screen.tsx');
const loadQueueScreen = () => import('../queue/queue-screen.tsx');
const loadGlobalSettingsScreen = () => import('../global-settings/global-settings-screen.tsx');
const laterScreens = [
  loadLogScreen,
  loadQueueScreen,
  loadNotificationsScreen,
  loadCapturedScreen,
  loadGlobalSettingsScreen,
];
const LogScreen = lazy(async () => ({ default: (await loadLogScreen()).LogScreen }));
const CapturedScreen = lazy(async () => ({ default: (await loadCapturedScreen()).CapturedScreen }));
const NotificationsScreen = lazy(async () => ({ default: (await loadNotificationsScreen()).NotificationsScreen }));
const QueueScreen = lazy(async () => ({ default: (await loadQueueScreen()).QueueScreen }));
const GlobalSettingsScreen = lazy(async () => ({ default: (await loadGlobalSettingsScreen()).GlobalSettingsScreen }));

type AppProps = {
  readonly connection: Connection;
  readonly queryClient: QueryClient;
  readonly windowState: WindowState;
};

/** The whole window. */
export function App({ connection, queryClient, windowState }: AppProps) {
  return (
    <WindowStateProvider initial={windowState}>
      <QueryClientProvider client={queryClient}>
        <Themed>
          <ErrorBoundary>
            <NavigationProvider>
              <Shell connection={connection}>
                <Suspense>
                  <CurrentScreen />
                </Suspense>
              </Shell>
            </NavigationProvider>
          </ErrorBoundary>
        </Themed>
      </QueryClientProvider>
    </WindowStateProvider>
  );
}

function Themed({ children }: { readonly children: React.ReactNode }) {
  const dark = useDark(useWindowState().state.theme);
  useEffect(() => {
    // Scroll bars, drop-down lists and the page behind the window follow.
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme} style={{ height: '100%' }}>
      {children}
    </FluentProvider>
  );
}

function CurrentScreen() {
  const { target, navigate } = useNavigation();
  const queryClient = useQueryClient();
  const service = useSettings().data?.settings.service;
  useBridgeEvent('settings.changed', () => void queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey }));
  // A test is in the log first; that it was the last one of these settings follows from there.
  useBridgeEvent('log.changed', () => void queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey }));
  useQueueStatusEvents();
  useEffect(() => {
    const idle = requestIdleCallback(() => void Promise.all(laterScreens.map((load) => load())));
    return () => cancelIdleCallback(idle);
  }, []);
  const gone = service !== undefined && !isThere(target.screen, service);
  useEffect(() => {
    if (gone) navigate({ screen: 'settings' });
  });
  if (gone) return null;
  switch (target.screen) {
    case 'settings':
      return <SettingsScreen />;
    case 'notifications':
      return <NotificationsScreen />;
    case 'queue':
      return <QueueScreen />;
    case 'captured':
      return <CapturedScreen />;
    case 'logs':
      return <LogScreen />;
    case 'globalSettings':
      return <GlobalSettingsScreen />;
  }
}
