import { useState } from 'react';
import { draftOf, type SettingKey, settingFields, settingFromText, withSetting } from '../../shared/settings.ts';
import type { TestInput } from '../../shared/test-message.ts';
import { useNavigation } from '../app/navigation.tsx';
import { bridge } from '../data/call.ts';
import { useSettings } from '../data/queries.ts';
import type { SettingsEdit } from '../settings/settings-form.ts';
import { TestDialog } from '../test-message/test-dialog.tsx';

type Changes = Readonly<Record<string, string>>;

type TestOfNotificationProps = {
  readonly notification: NonNullable<TestInput['notification']>;
  readonly onClose: () => void;
};

/** Send Test Message for a notification: with the active settings, and with what mends them as far as it was chosen here. */
export function TestOfNotification({ notification, onClose }: TestOfNotificationProps) {
  const settings = useSettings().data?.settings;
  const { navigate } = useNavigation();
  const [changes, setChanges] = useState<Changes>({});
  // One and the same edit until a change makes another, as the dialog expects it.
  const [edit, setEdit] = useState<SettingsEdit | undefined>(() =>
    settings === undefined
      ? undefined
      : {
          settings: draftOf(settings),
          password: '',
          removePassword: false,
          clientKeyPassphrase: '',
          removeClientKeyPassphrase: false,
        },
  );
  if (edit === undefined) return null;
  const apply = (wanted: Changes) => {
    setChanges({ ...changes, ...wanted });
    setEdit({ ...edit, settings: Object.entries(wanted).reduce(withChange, edit.settings) });
  };
  const save = async () => {
    const result = await bridge().invoke('settings.change', { changes: { ...changes } });
    if (result.ok) setChanges({});
    return result.ok;
  };
  return (
    <TestDialog
      edit={edit}
      notification={notification}
      unsaved={Object.keys(changes).length > 0}
      onTested={() => undefined}
      onApply={apply}
      onSave={save}
      onClose={(field) => {
        onClose();
        if (field !== undefined) navigate({ screen: 'settings' });
      }}
    />
  );
}

function withChange(draft: SettingsEdit['settings'], [key, text]: readonly [string, string]): SettingsEdit['settings'] {
  if (!Object.hasOwn(settingFields, key)) return draft;
  const value = settingFromText(key as SettingKey, text);
  return value === undefined ? draft : withSetting(draft, key as SettingKey, value);
}
