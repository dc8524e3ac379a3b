import { useEffect, useRef } from 'react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import { MOST_FILES } from '../../shared/notification.ts';
import { useSettings } from '../data/queries.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { FileChoice } from '../ui/controls/file-choice.tsx';
import { DropPlace } from '../ui/drop-place.tsx';
import { FieldError } from '../ui/form-row.tsx';
import { formatBytes } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { FileLine, SlotLine } from './attachment-lines.tsx';
import { useEditor } from './editor-context.tsx';
import { useLineStyles } from './line-styles.ts';
import type { NotificationForm } from './notification-form.ts';

const BYTES_PER_MB = 1_048_576;

/** What goes along: files that Postroom keeps, and slots that an Action fills. */
export function AttachmentSection() {
  const lines = useLineStyles();
  const { editor } = useEditor();
  const { control, formState, setFocus } = useFormContext<NotificationForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'attachments' });
  const fileButton = useRef<HTMLButtonElement>(null);
  const added = useRef<number | null>(null);
  useEffect(() => {
    if (added.current === null || added.current >= fields.length) return;
    setFocus(`attachments.${added.current}.name`);
    added.current = null;
  }, [fields.length, setFocus]);

  const choose = (files: readonly File[]) => {
    const known = new Set(fields.filter(({ kind }) => kind === 'file').map(({ name }) => name));
    editor.pickAll(new Map(files.map((file) => [file.name, file])));
    append(
      files.filter(({ name }) => !known.has(name)).map(({ name }) => ({ kind: 'file', name, required: false })),
      { shouldFocus: false },
    );
  };
  const removeLine = (index: number) => {
    const line = fields[index];
    if (line?.kind === 'file') editor.unpick(line.name);
    remove(index);
    fileButton.current?.focus();
  };
  const full = fields.length >= MOST_FILES;
  const errors = formState.errors.attachments;

  return (
    <DropPlace disabled={full} onFiles={choose}>
      <Section title={t('notificationEditor.attachments')}>
        {fields.length === 0 ? (
          <p className={lines.text}>{t('notificationEditor.attachments.none')}</p>
        ) : (
          <ul className={lines.list} aria-label={t('notificationEditor.attachments')}>
            {fields.map((field, index) =>
              field.kind === 'file' ? (
                <FileLine key={field.id} index={index} onRemove={() => removeLine(index)} />
              ) : (
                <SlotLine key={field.id} index={index} onRemove={() => removeLine(index)} />
              ),
            )}
          </ul>
        )}
        <OverLimit files={fields.filter(({ kind }) => kind === 'file').map(({ name }) => name)} />
        <FieldError id="attachments-error" message={errors?.message ?? errors?.root?.message} />
        <div className={lines.buttons}>
          <FileChoice
            ref={fileButton}
            label={t('notificationEditor.attachment.addFile')}
            several
            disabled={full}
            onChoose={choose}
          >
            {t('notificationEditor.attachment.addFile')}
          </FileChoice>
          <PushButton
            disabled={full}
            onClick={() => {
              added.current = fields.length;
              append({ kind: 'slot', name: '', required: false }, { shouldFocus: false });
            }}
          >
            {t('notificationEditor.attachment.addSlot')}
          </PushButton>
        </div>
      </Section>
    </DropPlace>
  );
}

/** Says when the fixed files alone are more than may go out, since every Action would fail. */
function OverLimit({ files }: { readonly files: readonly string[] }) {
  const { editor } = useEditor();
  const message = useSettings().data?.settings.message;
  const sizes = files.map((name) => editor.sizeOf(name) ?? 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (message?.limitAttachments !== true || total <= message.attachmentLimitMb * BYTES_PER_MB) return null;
  return (
    <Notice
      kind="warning"
      title={t('notificationEditor.attachments.overLimit', {
        total: formatBytes(total),
        limit: formatBytes(message.attachmentLimitMb * BYTES_PER_MB),
      })}
    />
  );
}
