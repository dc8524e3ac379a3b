import { useFormContext } from 'react-hook-form';
import type { SettingsView } from '../../shared/contract.ts';
import type { DeliveryWarning } from '../../shared/delivery.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { Security } from '../../shared/smtp-settings.ts';
import { cureText } from '../test-message/cure-text.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { SettingsForm } from './settings-form.ts';
import type { SettingsEditor } from './use-settings-editor.ts';
import { useSettingsText } from './use-settings-text.ts';

type WarningNoticesProps = { readonly view: SettingsView; readonly editor: SettingsEditor };

/** What the last sessions give reason to look at, on top of the settings. Where a setting mends it, a button changes that. */
export function WarningNotices({ view, editor }: WarningNoticesProps) {
  const { getValues } = useFormContext<SettingsForm>();
  const { smtp, service } = useSettingsText();
  const mend = (changes: Readonly<Record<string, string>>) => {
    editor.applyChanges(changes);
    editor.focus.showField('settings.smtp.security');
  };
  const warnings = view.warnings.filter(({ code }) => !isMended(code, view.settings.smtp.security, smtp.security));
  return warnings.map(({ code, message, help }) => {
    const changes = service === 'smtp' ? mending(code, smtp.security) : undefined;
    return (
      <Notice
        key={code}
        kind="warning"
        title={message}
        actions={
          changes !== undefined && (
            <PushButton onClick={() => mend(changes)}>
              {cureText(changes, getValues('settings') as unknown as SettingsDraft)}
            </PushButton>
          )
        }
      >
        {help}
      </Notice>
    );
  });
}

/** True once a change in the fields leaves no room for what was warned of. */
function isMended(code: DeliveryWarning, saved: Security, chosen: Security): boolean {
  const encrypts = chosen === 'starttls' || chosen === 'tls';
  return code === 'STARTTLS_WITHDRAWN' && saved !== chosen && encrypts;
}

/** Gives the change that leaves no room for what was warned of, as long as it isn't made. */
function mending(code: DeliveryWarning, security: Security): Readonly<Record<string, string>> | undefined {
  return code === 'STARTTLS_WITHDRAWN' && security === 'starttls-if-available'
    ? { 'smtp.security': 'starttls' }
    : undefined;
}
