import { Link } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { bridge } from '../data/call.ts';
import { FileChoice } from '../ui/controls/file-choice.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { Tick } from '../ui/controls/tick.tsx';
import { FieldError } from '../ui/form-row.tsx';
import { formatBytes } from '../ui/format.ts';
import { saveFile } from '../ui/save-file.ts';
import { useEditor } from './editor-context.tsx';
import { useLineStyles } from './line-styles.ts';
import { useField } from './use-field.ts';

type FileLineProps = { readonly index: number; readonly onRemove: () => void };

/** A fixed file: how large it is, whether Postroom has it, and a way to put another in its place. */
export function FileLine({ index, onRemove }: FileLineProps) {
  const lines = useLineStyles();
  const id = useId();
  const { editor } = useEditor();
  const { field, error: wrong } = useField(`attachments.${index}.name`);
  const name = field.value;
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const size = editor.sizeOf(name);
  const missing = size === undefined ? t('notificationEditor.attachment.notThere') : undefined;
  const stored = editor.base?.files.some((each) => each.file === name && each.sizeBytes !== null) === true;
  const fetch = async () => {
    if (editor.base === undefined) return;
    const result = await bridge().invoke('notifications.file', { id: editor.base.id, file: name });
    if (result.ok) saveFile(result.value);
    setRefused(result.ok ? undefined : result.error.message);
  };
  return (
    <li className={lines.line}>
      {stored && !editor.picked.has(name) ? (
        <Link
          as="button"
          type="button"
          className={lines.fileName}
          aria-label={t('attachments.save', { name })}
          onClick={() => void fetch()}
        >
          {name}
        </Link>
      ) : (
        <span className={lines.fileName}>{name}</span>
      )}
      <span className={lines.muted}>{size === undefined ? '' : formatBytes(size)}</span>
      <span className={lines.muted}>{editor.picked.has(name) ? t('notificationEditor.attachment.withSave') : ''}</span>
      <span className={lines.end}>
        <FileChoice
          label={t('notificationEditor.attachment.replaceName', { name })}
          describedBy={`${id}-error`}
          onChoose={([file]) => file && editor.pickAll(new Map([[name, file]]))}
        >
          {t('notificationEditor.attachment.replace')}
        </FileChoice>
        <Link as="button" type="button" aria-label={t('notificationEditor.remove', { name })} onClick={onRemove}>
          {t('button.remove')}
        </Link>
      </span>
      <FieldError id={`${id}-error`} message={refused ?? wrong ?? missing} />
    </li>
  );
}

type SlotLineProps = { readonly index: number; readonly onRemove: () => void };

/** A slot: its name, and whether an Action has to fill it. */
export function SlotLine({ index, onRemove }: SlotLineProps) {
  const lines = useLineStyles();
  const id = useId();
  const name = useField(`attachments.${index}.name`);
  const required = useField(`attachments.${index}.required`);
  const called = name.field.value.trim();
  const shown = called === '' ? t('notificationEditor.slot.unnamed') : called;
  const error = name.error;
  return (
    <li className={lines.line}>
      <label htmlFor={id} className={lines.muted}>
        {t('notificationEditor.slot')}
      </label>
      <TextBox
        id={id}
        ref={name.field.ref}
        className={lines.name}
        value={name.field.value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-error`}
        onChange={(_event, data) => name.field.onChange(data.value)}
        onBlur={name.field.onBlur}
      />
      <Tick
        ref={required.field.ref}
        label={t('notificationEditor.slot.required')}
        checked={required.field.value}
        onChange={(_event, data) => required.field.onChange(data.checked === true)}
        onBlur={required.field.onBlur}
      />
      <span className={lines.end}>
        <Link as="button" type="button" aria-label={t('notificationEditor.remove', { name: shown })} onClick={onRemove}>
          {t('button.remove')}
        </Link>
      </span>
      <FieldError id={`${id}-error`} message={error} />
    </li>
  );
}
