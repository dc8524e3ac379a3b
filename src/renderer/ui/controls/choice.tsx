import { makeStyles, mergeClasses, Select, type SelectProps, tokens } from '@fluentui/react-components';
import type { Ref } from 'react';
import { fluentRef } from './fluent-ref.ts';

const useStyles = makeStyles({
  root: { maxWidth: '100%' },
  select: { height: '26px', padding: '0 28px 0 8px', fontSize: tokens.fontSizeBase300 },
});

type ChoiceProps<V extends string> = Omit<SelectProps, 'onChange' | 'select' | 'value' | 'defaultValue' | 'ref'> & {
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly value: V;
  readonly onChoose: (value: V) => void;
  readonly ref?: Ref<HTMLSelectElement>;
};

/** A drop-down list: the platform's own, so that keyboard and screen readers meet what they know. */
export function Choice<V extends string>({ options, value, onChoose, className, ref, ...props }: ChoiceProps<V>) {
  const styles = useStyles();
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option !== undefined) onChoose(option.value);
  };
  return (
    <Select
      {...props}
      ref={fluentRef(ref)}
      value={value}
      onChange={(_event, data) => choose(data.value)}
      className={mergeClasses(styles.root, className)}
      select={{ className: styles.select }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
