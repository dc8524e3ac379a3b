import { makeStyles } from '@fluentui/react-components';
import { type RefObject, useId, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { parsePort } from '../../shared/host.ts';
import { ProbeDialog } from '../probe/probe-dialog.tsx';
import { PushButton } from '../ui/controls/button.tsx';
import { FormRow } from '../ui/form-row.tsx';
import { BareText, ErrorOf } from './fields.tsx';
import type { SettingsForm } from './settings-form.ts';

// Side by side at any width: the host name gives way.
const useStyles = makeStyles({
  server: { display: 'flex', alignItems: 'center', columnGap: '8px', minWidth: 0, maxWidth: '100%' },
});

type ServerAddressProps = {
  readonly portTyped: RefObject<boolean>;
  /** Given what the settings would be to use a server that was found. */
  readonly onUse: (changes: Readonly<Record<string, string>>) => void;
};

/** Where the mail server is, and what it offers there. */
export function ServerAddress({ portTyped, onUse }: ServerAddressProps) {
  const styles = useStyles();
  const hostId = useId();
  const portId = useId();
  const form = useFormContext<SettingsForm>();
  const [probing, setProbing] = useState(false);
  const { host, port } = form.getValues('settings.smtp');
  const parsedPort = parsePort(port.trim());

  return (
    <FormRow label={t('settings.host')} controlId={hostId}>
      <div className={styles.server}>
        <BareText name="settings.smtp.host" id={hostId} width={340} />
        <label htmlFor={portId}>{t('settings.port')}</label>
        <BareText
          name="settings.smtp.port"
          id={portId}
          width={70}
          numeric
          onTyped={(text) => {
            portTyped.current = text !== '';
          }}
        />
      </div>
      <PushButton onClick={() => setProbing(true)}>{t('settings.probe')}</PushButton>
      <ErrorOf name="settings.smtp.host" id={hostId} />
      <ErrorOf name="settings.smtp.port" id={portId} />
      {probing && (
        <ProbeDialog
          host={host.trim()}
          port={parsedPort.ok ? parsedPort.value : Number.NaN}
          onUse={(changes) => {
            setProbing(false);
            onUse(changes);
          }}
          onClose={() => setProbing(false)}
        />
      )}
    </FormRow>
  );
}
