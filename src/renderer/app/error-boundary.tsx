import { Component, type ReactNode } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { Notice } from '../ui/notice.tsx';

type State = { readonly broken: boolean };

/** Stands in for a window that a mistake in Postroom has broken, instead of an empty one. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Notice
        kind="error"
        title={t('window.broken')}
        actions={<PushButton onClick={() => location.reload()}>{t('window.reload')}</PushButton>}
      >
        {t('window.broken.help')}
      </Notice>
    );
  }
}
