import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { bridge } from '../data/call.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import type { NotificationEditor } from './use-notification-editor.ts';

type EditorNoticesProps = { readonly editor: NotificationEditor; readonly gone: boolean };

/** What has to be known over the form: why it wasn't saved, what keeps it from being sent, what others did meanwhile. */
export function EditorNotices({ editor, gone }: EditorNoticesProps) {
  const { problem, base } = editor;
  return (
    <>
      {problem?.kind === 'failure' && <FailureNotice failure={problem.failure} />}
      {gone && base !== undefined && (
        <Notice
          kind="warning"
          title={t('notificationEditor.gone.title')}
          actions={
            <Link
              as="button"
              type="button"
              onClick={() => void bridge().invoke('notifications.restore', { ids: [base.id] })}
            >
              {t('notificationEditor.gone.restore')}
            </Link>
          }
        >
          {t('notificationEditor.gone.text')}
        </Notice>
      )}
      {base?.notices.map((notice) => (
        <Notice key={notice} kind="warning" title={notice} />
      ))}
      {editor.changedElsewhere && (
        <Notice
          kind="warning"
          title={t('notificationEditor.changedElsewhere.title')}
          actions={
            <Link as="button" type="button" onClick={() => void editor.takeOver()}>
              {t('notificationEditor.conflict.takeOver')}
            </Link>
          }
        >
          {t('settings.changedElsewhere.text')}
        </Notice>
      )}
    </>
  );
}
