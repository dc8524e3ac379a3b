import { useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Notification } from '../../shared/notification.ts';
import type { NotificationForm, TemplateField } from './notification-form.ts';
import type { NotificationField } from './notification-resolver.ts';

export type BodyTab = 'html' | 'text';

export type FieldFocus = {
  /** Which body is in sight. */
  readonly body: BodyTab;
  readonly setBody: (body: BodyTab) => void;
  /** True while the preview stands in place of the form, where there isn't room for both. */
  readonly previewed: boolean;
  readonly setPreviewed: (previewed: boolean) => void;
  /** Leads to a field, wherever it is. */
  readonly show: (field: NotificationField) => void;
  /** Leads to the one that comes first in the form. */
  readonly showFirst: (fields: readonly NotificationField[]) => void;
  /** Noted by each template's field when it gets the focus. */
  readonly noteFocus: (element: HTMLInputElement | HTMLTextAreaElement) => void;
  /** The bodies' own, for when no field had the focus yet. */
  readonly noteBody: (body: BodyTab, element: HTMLTextAreaElement | null) => void;
  /** Puts text where the cursor was last among the templates, as if it had been typed. */
  readonly insert: (text: string) => void;
};

/** After what opened, or the dialog that closed, is drawn: until then the field can't be focused. */
const DRAWN_MS = 50;

const fromTheTop: readonly (keyof NotificationForm)[] = [
  'name',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'html',
  'text',
  'placeholders',
  'attachments',
  'keep',
] satisfies readonly (TemplateField | keyof NotificationForm)[];

/** Keeps where the person is in the form, since a field in another tab has to be seen before it can be led to. */
export function useFieldFocus(form: UseFormReturn<NotificationForm, unknown, Notification>): FieldFocus {
  const [body, setBody] = useState<BodyTab>(() =>
    form.getValues('html') === '' && form.getValues('text') !== '' ? 'text' : 'html',
  );
  const [previewed, setPreviewed] = useState(false);
  const last = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const bodies = useRef<Partial<Record<BodyTab, HTMLTextAreaElement | null>>>({});

  const show = (field: NotificationField) => {
    if (field === 'html' || field === 'text') setBody(field);
    setPreviewed(false);
    setTimeout(() => form.setFocus(field), DRAWN_MS);
  };
  const rank = (field: NotificationField) => fromTheTop.indexOf(field.split('.', 1)[0] as keyof NotificationForm);

  return {
    body,
    setBody,
    previewed,
    setPreviewed,
    show,
    showFirst: (fields) => {
      const [first] = fields.toSorted((a, b) => rank(a) - rank(b));
      if (first !== undefined) show(first);
    },
    noteFocus: (element) => {
      last.current = element;
    },
    noteBody: (which, element) => {
      bodies.current[which] = element;
    },
    insert: (text) => {
      const remembered = last.current;
      // A field that is out of sight isn't where anybody expects it.
      const element = remembered?.checkVisibility() === true ? remembered : bodies.current[body];
      if (element == null) return;
      element.focus();
      // The only way by which the browser's own undo takes it back.
      document.execCommand('insertText', false, text);
    },
  };
}
