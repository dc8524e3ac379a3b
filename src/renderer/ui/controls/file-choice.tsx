import { type ChangeEvent, type Ref, useRef } from 'react';
import { PushButton } from './button.tsx';

type FileChoiceProps = {
  /** Says more than the text where several buttons have the same; begins with it. */
  readonly label: string;
  readonly several?: boolean;
  /** File name extensions and media types, as the file dialog takes them. */
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly describedBy?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onChoose: (files: readonly File[]) => void;
  readonly children: string;
};

/** A button that opens the system's file dialog. */
export function FileChoice({ label, several = false, accept, onChoose, ...button }: FileChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // The same file can be chosen again.
    event.target.value = '';
    if (files.length > 0) onChoose(files);
  };
  return (
    <>
      <input ref={input} type="file" hidden multiple={several} accept={accept} aria-label={label} onChange={choose} />
      <PushButton {...button} label={label} onClick={() => input.current?.click()} />
    </>
  );
}
