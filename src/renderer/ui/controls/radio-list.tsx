import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type Ref, useId } from 'react';
import { fluentRef } from './fluent-ref.ts';

const useStyles = makeStyles({
  radio: { minHeight: '24px', alignItems: 'baseline' },
  // Beside the first line of a label that has two.
  indicator: { margin: '4px 8px 0 0', alignSelf: 'flex-start', flexShrink: 0 },
  label: { padding: '3px 0', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, marginLeft: '8px' },
});

type RadioListProps<V extends string> = {
  readonly options: readonly { readonly value: V; readonly label: string; readonly hint: string }[];
  readonly value: V;
  readonly onChoose: (value: V) => void;
  readonly labelledBy: string;
  readonly name: string;
  /** Given the chosen option, which has the list's focus. */
  readonly ref?: Ref<HTMLInputElement>;
};

/** Options to choose one from, each with what it means beside it. */
export function RadioList<V extends string>({ options, value, onChoose, labelledBy, name, ref }: RadioListProps<V>) {
  const styles = useStyles();
  // The hint describes an option; it isn't part of its name, so it is hidden from there.
  const id = useId();
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option !== undefined) onChoose(option.value);
  };
  return (
    <RadioGroup value={value} onChange={(_event, data) => choose(data.value)} aria-labelledby={labelledBy} name={name}>
      {options.map((option) => (
        <Radio
          key={option.value}
          ref={fluentRef(option.value === value ? ref : null)}
          value={option.value}
          className={styles.radio}
          aria-describedby={`${id}-${option.value}`}
          indicator={{ className: styles.indicator }}
          label={{
            className: styles.label,
            children: (
              <>
                <span>{option.label}</span>
                <span id={`${id}-${option.value}`} aria-hidden className={styles.hint}>
                  {option.hint}
                </span>
              </>
            ),
          }}
        />
      ))}
    </RadioGroup>
  );
}
