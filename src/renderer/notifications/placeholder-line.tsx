import { Link } from '@fluentui/react-components';
import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { TextArea } from '../ui/controls/text-area.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FieldError } from '../ui/form-row.tsx';
import { useEditor } from './editor-context.tsx';
import { useLineStyles } from './line-styles.ts';
import { useField } from './use-field.ts';

/** Longer samples, and those of several lines, get a field of several lines. */
const SHORT = 60;

type PlaceholderLineFieldsProps = { readonly index: number; readonly onRemove: () => void };

/** One placeholder: its name, what kind of value it takes, its sample. */
export function PlaceholderLineFields({ index, onRemove }: PlaceholderLineFieldsProps) {
  const lines = useLineStyles();
  const id = useId();
  const { editor } = useEditor();
  const name = useField(`placeholders.${index}.name`);
  const kind = useField(`placeholders.${index}.kind`);
  const sample = useField(`placeholders.${index}.sample`);
  const called = name.field.value.trim();
  const nameError = name.error;
  const sampleError = sample.error;
  const shown = called === '' ? t('notificationEditor.placeholder.unnamed', { number: index + 1 }) : called;
  const sampleProps = {
    value: sample.field.value,
    spellCheck: false,
    'aria-label': t('notificationEditor.placeholder.sampleOf', { name: shown }),
    'aria-invalid': sampleError !== undefined,
    'aria-describedby': `${id}-sample`,
    onBlur: sample.field.onBlur,
  } as const;
  const long = kind.field.value === 'json' || sample.field.value.length > SHORT || sample.field.value.includes('\n');
  return (
    <li className={lines.line}>
      <TextBox
        ref={name.field.ref}
        className={lines.name}
        value={name.field.value}
        spellCheck={false}
        autoComplete="off"
        aria-label={t('notificationEditor.placeholder.nameOf', { number: index + 1 })}
        aria-invalid={nameError !== undefined}
        aria-describedby={`${id}-name`}
        onChange={(_event, data) => name.field.onChange(data.value)}
        onBlur={name.field.onBlur}
      />
      <Choice
        className={lines.kind}
        aria-label={t('notificationEditor.placeholder.kindOf', { name: shown })}
        options={[
          { value: 'text', label: t('notificationEditor.placeholder.text') },
          { value: 'json', label: t('notificationEditor.placeholder.json') },
        ]}
        value={kind.field.value}
        onChoose={kind.field.onChange}
      />
      {long ? (
        <TextArea
          {...sampleProps}
          ref={sample.field.ref}
          className={lines.grow}
          code={kind.field.value === 'json'}
          rows={Math.min(6, Math.max(2, sample.field.value.split('\n').length))}
          onChange={(_event, data) => sample.field.onChange(data.value)}
        />
      ) : (
        <TextBox
          {...sampleProps}
          ref={sample.field.ref}
          className={lines.grow}
          autoComplete="off"
          onChange={(_event, data) => sample.field.onChange(data.value)}
        />
      )}
      <span className={lines.end}>
        <Link
          as="button"
          type="button"
          disabled={called === ''}
          aria-label={t('notificationEditor.placeholder.insertName', { name: shown })}
          onClick={() => editor.focus.insert(`{{${called}}}`)}
        >
          {t('notificationEditor.placeholder.insert')}
        </Link>
        <Link as="button" type="button" aria-label={t('notificationEditor.remove', { name: shown })} onClick={onRemove}>
          {t('button.remove')}
        </Link>
      </span>
      <FieldError id={`${id}-name`} message={nameError} />
      <FieldError id={`${id}-sample`} message={sampleError} />
    </li>
  );
}
