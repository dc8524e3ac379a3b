import { createFormControl } from 'react-hook-form';
import { expect, test } from 'vitest';
import { applyChangesToForm } from '../../src/renderer/settings/apply-changes.ts';
import {
  formOf,
  type SettingsEdit,
  type SettingsForm,
  settingsResolver,
} from '../../src/renderer/settings/settings-form.ts';
import { defaultSettings, type Settings } from '../../src/shared/settings.ts';

const saved: Settings = {
  ...defaultSettings,
  smtp: { ...defaultSettings.smtp, hasPassword: false, hasClientKeyPassphrase: false },
  revision: 1,
  savedAt: '2026-11-22T12:00:00.000Z',
  lastTest: null,
};

function filledOut() {
  const { formControl: form } = createFormControl<SettingsForm, unknown, SettingsEdit>({
    defaultValues: formOf(saved),
    resolver: settingsResolver(() => saved),
  });
  // The form keeps up only what somebody asks for.
  form.subscribe({ formState: { isDirty: true, dirtyFields: true, errors: true }, callback: () => undefined });
  return form;
}

test('changes are put into the fields as unsaved edits, each in the form that its field has', async () => {
  const form = filledOut();
  applyChangesToForm(form as never, {
    service: 'smtp',
    'smtp.host': 'mail.sender.test',
    'smtp.port': '2526',
    'smtp.security': 'tls',
    'smtp.authentication': 'true',
    'smtp.username': 'alice',
    'smtp.connectTimeout': '5',
  });
  let edit: SettingsEdit | undefined;
  await form.handleSubmit((valid) => {
    edit = valid;
  })();
  expect(form.getValues('settings.smtp.port')).toBe('2526');
  expect(form.getFieldState('settings.smtp.port')).toMatchObject({ isDirty: true, isTouched: true });
  expect(form.getFieldState('settings.smtp.idleTimeout').isDirty).toBe(false);
  expect(edit?.settings).toEqual({
    ...defaultSettings,
    service: 'smtp',
    smtp: {
      ...defaultSettings.smtp,
      host: 'mail.sender.test',
      port: 2526,
      security: 'tls',
      authentication: true,
      username: 'alice',
      connectTimeout: 5,
    },
  });
});

test('the port stays as it is when only the secure connection changes', () => {
  const form = filledOut();
  applyChangesToForm(form as never, { 'smtp.security': 'tls' });
  expect(form.getValues('settings.smtp.port')).toBe('25');
});

test.each([
  ['a key that is no setting', { 'smtp.hasPassword': 'true' }],
  ['a key of every object', { constructor: 'x' }],
  ['a value that is neither yes nor no', { 'smtp.authentication': 'yes' }],
  ['a port that is none', { 'smtp.port': 'ssl' }],
])('%s is passed over', (_what, changes) => {
  const form = filledOut();
  applyChangesToForm(form as never, changes as unknown as Record<string, string>);
  expect(form.getValues()).toEqual(formOf(saved));
});
