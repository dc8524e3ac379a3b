import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { Connection } from '../connection.ts';
import { Notice } from '../ui/notice.tsx';

/** Says when Postroom can't be reached and what to do; reads everything anew when it is back. */
export function ConnectionNotice({ connection }: { readonly connection: Connection }) {
  const queryClient = useQueryClient();
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  const wasUp = useRef(true);
  useEffect(() => {
    const isUp = state === 'connected';
    if (isUp && !wasUp.current) void queryClient.invalidateQueries();
    wasUp.current = isUp;
  }, [state, queryClient]);
  switch (state) {
    case 'connected':
      return null;
    case 'lost':
      return (
        <Notice kind="error" title={t('connection.lost.title')}>
          {t('connection.lost.help')}
        </Notice>
      );
    case 'refused':
      return (
        <Notice kind="error" title={t('connection.refused.title')}>
          {t('connection.refused.help')}
        </Notice>
      );
  }
}
