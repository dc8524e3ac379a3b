import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactNode, useId, useState } from 'react';

const useStyles = makeStyles({
  button: {
    appearance: 'none',
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: '6px',
    width: '100%',
    minWidth: 0,
    margin: 0,
    padding: '3px 0',
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { color: tokens.colorNeutralForeground2BrandHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  icon: { flex: 'none', height: '18px', display: 'flex', alignItems: 'center' },
  label: { minWidth: 0 },
});

type DisclosureProps = {
  readonly label: ReactNode;
  /** Whether it is open at first. */
  readonly open: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A part that is folded until it is asked for. */
export function Disclosure({ label, open, className, children }: DisclosureProps) {
  const styles = useStyles();
  const id = useId();
  const [shown, setShown] = useState(open);
  return (
    <div className={className}>
      <button
        type="button"
        className={styles.button}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
      >
        <span className={styles.icon}>{shown ? <ChevronDownRegular /> : <ChevronRightRegular />}</span>
        <span className={styles.label}>{label}</span>
      </button>
      <div id={id} hidden={!shown}>
        {shown && children}
      </div>
    </div>
  );
}
