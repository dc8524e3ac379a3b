import { useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { TestInput } from '../../shared/test-message.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { Hint } from '../ui/form-row.tsx';
import { UploadBar } from '../ui/upload-bar.tsx';
import { errorsIn } from './notification-resolver.ts';
import { TestOfNotification } from './test-of-notification.tsx';
import type { NotificationEditor } from './use-notification-editor.ts';

/** The line below the form: a test of what is in the fields, saved or not. */
export function TestFoot({ editor }: { readonly editor: NotificationEditor }) {
  const [tested, setTested] = useState<TestInput['notification']>(undefined);
  const test = async () => {
    const { form, base, focus } = editor;
    await form.handleSubmit(
      (notification) => setTested({ notification, ...(base === undefined ? {} : { id: base.id }) }),
      () => focus.showFirst([...errorsIn(form.getValues()).keys()]),
    )();
  };
  return (
    <>
      <PushButton onClick={() => void test()}>{t('notificationEditor.test')}</PushButton>
      {editor.uploading === null ? (
        <Hint>{t('notificationEditor.test.hint')}</Hint>
      ) : (
        <UploadBar progress={editor.uploading} />
      )}
      {tested !== undefined && <TestOfNotification notification={tested} onClose={() => setTested(undefined)} />}
    </>
  );
}
