import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useRef } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { FileChoice } from '../ui/controls/file-choice.tsx';
import { DropPlace } from '../ui/drop-place.tsx';
import { FieldError, FormRow, Hint } from '../ui/form-row.tsx';
import { formatBytes } from '../ui/format.ts';

const useStyles = makeStyles({
  place: {
    flexBasis: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
  },
  list: { listStyle: 'none', margin: 0, padding: 0, flexBasis: '100%' },
  file: { display: 'flex', alignItems: 'baseline', gap: '8px', lineHeight: '22px' },
  name: { overflowWrap: 'anywhere' },
  size: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
});

type SlotRowProps = {
  readonly slot: string;
  readonly required: boolean;
  readonly files: readonly File[];
  readonly disabled: boolean;
  readonly error: string | undefined;
  readonly onChange: (files: readonly File[]) => void;
};

/** The files of one slot: chosen in the file dialog, or dropped here. */
export function SlotRow({ slot, required, files, disabled, error, onChange }: SlotRowProps) {
  const styles = useStyles();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const add = (more: readonly File[]) => onChange([...files, ...more]);
  return (
    <div data-wrong={error === undefined ? undefined : true}>
      <FormRow label={slot} labelId={id} narrow>
        <DropPlace className={styles.place} disabled={disabled} onFiles={add}>
          {files.length > 0 && (
            <ul className={styles.list} aria-labelledby={id}>
              {files.map((file, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same file can be there twice
                <li key={index} className={styles.file}>
                  <span className={styles.name}>{file.name}</span>
                  <span className={styles.size}>{formatBytes(file.size)}</span>
                  <Link
                    as="button"
                    type="button"
                    disabled={disabled}
                    aria-label={t('notificationEditor.remove', { name: file.name })}
                    onClick={() => {
                      onChange(files.filter((_each, place) => place !== index));
                      button.current?.focus();
                    }}
                  >
                    {t('button.remove')}
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <FileChoice
            ref={button}
            label={t('runAction.slot.chooseFor', { slot })}
            describedBy={`${id}-hint ${id}-error`}
            several
            disabled={disabled}
            onChoose={add}
          >
            {t('runAction.slot.choose')}
          </FileChoice>
          <Hint id={`${id}-hint`}>{required ? t('runAction.slot.required') : t('runAction.slot.optional')}</Hint>
        </DropPlace>
        <FieldError id={`${id}-error`} message={error} />
      </FormRow>
    </div>
  );
}
