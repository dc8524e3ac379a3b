import { useId } from 'react';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { QueueSettings } from '../../shared/queue-settings.ts';
import { WarningHint } from '../settings/fields.tsx';
import { Choice } from '../ui/controls/choice.tsx';
import { RadioList } from '../ui/controls/radio-list.tsx';
import { FormRow, Hint } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { NumberField, YesOrNoField } from './queue-fields.tsx';
import type { QueueForm } from './queue-form.ts';
import { presetHint, presetNames, presetOf, presetValues } from './throttle-presets.ts';

/** The fields of Global Settings, in their groups. */
export function QueueSections() {
  const resendUnknown = useWatch<QueueForm, 'resendUnknown'>({ name: 'resendUnknown' });
  const stormBrake = useWatch<QueueForm, 'stormBrake'>({ name: 'stormBrake' });
  return (
    <>
      <Section title={t('queueSettings.checking.heading')}>
        <NumberField
          name="checkInterval"
          label={t('queueSettings.checkInterval')}
          unit={t('settings.seconds')}
          hint={t('queueSettings.checkInterval.hint')}
        />
      </Section>
      <Section title={t('queueSettings.recipients.heading')}>
        <WithoutRecipient />
        <YesOrNoField name="skipInitiator" label={t('queueSettings.skipInitiator')}>
          <Hint>{t('queueSettings.skipInitiator.hint')}</Hint>
        </YesOrNoField>
      </Section>
      <Section title={t('queueSettings.retry.heading')}>
        <NumberField
          name="retryFirst"
          label={t('queueSettings.retryFirst')}
          unit={t('settings.seconds')}
          hint={t('queueSettings.retryFirst.hint')}
        />
        <NumberField
          name="retryMost"
          label={t('queueSettings.retryMost')}
          unit={t('settings.seconds')}
          hint={t('queueSettings.retryMost.hint')}
        />
        <NumberField
          name="giveUpAfter"
          label={t('queueSettings.giveUpAfter')}
          unit={t('queueSettings.hours')}
          hint={t('queueSettings.giveUpAfter.hint')}
        />
        <YesOrNoField name="resendUnknown" label={t('queueSettings.resendUnknown')}>
          {resendUnknown && <WarningHint>{t('queueSettings.resendUnknown.warning')}</WarningHint>}
        </YesOrNoField>
      </Section>
      <Section title={t('queueSettings.throttle.heading')}>
        <PresetChoice />
        <NumberField
          name="connections"
          label={t('queueSettings.connections')}
          hint={t('queueSettings.connections.hint')}
        />
        <NumberField name="perMinute" label={t('queueSettings.perMinute')} hint={t('queueSettings.zero.hint')} />
        <NumberField name="perHour" label={t('queueSettings.perHour')} hint={t('queueSettings.zero.hint')} />
        <NumberField name="perDay" label={t('queueSettings.perDay')} hint={t('queueSettings.zero.hint')} />
      </Section>
      <Section title={t('queueSettings.storm.heading')}>
        <YesOrNoField name="stormBrake" label={t('queueSettings.stormBrake')}>
          <Hint>{t('queueSettings.stormBrake.hint')}</Hint>
        </YesOrNoField>
        <NumberField
          name="stormLimit"
          label={t('queueSettings.stormLimit')}
          unit={t('queueSettings.stormLimit.unit')}
          disabled={!stormBrake}
          indented
        />
        <NumberField
          name="stormMinutes"
          label={t('queueSettings.stormMinutes')}
          unit={t('queueSettings.minutes')}
          disabled={!stormBrake}
          indented
        />
      </Section>
      <Section title={t('queueSettings.retention.heading')}>
        <NumberField
          name="keepFailed"
          label={t('queueSettings.keepFailed')}
          unit={t('queueSettings.days')}
          hint={t('queueSettings.keepFailed.hint')}
        />
      </Section>
    </>
  );
}

function WithoutRecipient() {
  const labelId = useId();
  const { field } = useController<QueueForm, 'withoutRecipient'>({ name: 'withoutRecipient' });
  const options = (['keep', 'delete'] as const).map((value) => ({
    value,
    label: t(`withoutRecipient.${value}`),
    hint: t(`withoutRecipient.${value}.hint`),
  }));
  return (
    <FormRow label={t('queueSettings.withoutRecipient')} labelId={labelId}>
      <RadioList
        options={options}
        value={field.value}
        onChoose={field.onChange}
        labelledBy={labelId}
        name={field.name}
        ref={field.ref}
      />
    </FormRow>
  );
}

/** Fills the limits out with those of a provider. They are unsaved until they are saved, as if they had been typed. */
function PresetChoice() {
  const id = useId();
  const form = useFormContext<QueueForm, unknown, QueueSettings>();
  const preset = presetOf(useWatch<QueueForm>() as QueueForm);
  const hint = presetHint(preset);
  const choose = (chosen: typeof preset) => {
    if (chosen === 'own') return;
    for (const [name, value] of Object.entries(presetValues(chosen)))
      form.setValue(name as 'perDay', value, { shouldDirty: true, shouldTouch: true, shouldValidate: true });
  };
  return (
    <FormRow label={t('queueSettings.preset')} controlId={id}>
      <Choice
        id={id}
        style={{ width: 200 }}
        options={[
          // What was typed is nobody's preset; it can't be chosen again once it is gone.
          ...(preset === 'own' ? [{ value: 'own' as const, label: t('queueSettings.preset.own') }] : []),
          ...presetNames.map((value) => ({ value, label: t(`queueSettings.preset.${value}`) })),
        ]}
        value={preset}
        onChoose={choose}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
      />
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
    </FormRow>
  );
}
