import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { moveFocus } from './roving-focus.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', flex: 'none' },
  tab: {
    appearance: 'none',
    border: 'none',
    background: 'none',
    padding: '5px 8px',
    margin: 0,
    font: 'inherit',
    color: tokens.colorNeutralForeground2,
    borderBottom: '2px solid transparent',
    // Where colours are forced, a transparent border would be seen.
    '@media (forced-colors: active)': { borderBottomColor: 'Canvas' },
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    ':hover': { borderBottomColor: tokens.colorCompoundBrandStroke },
    '@media (forced-colors: active)': { borderBottomColor: 'Highlight' },
  },
  panel: { ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' } },
});

type Tab<V extends string> = { readonly value: V; readonly label: string };

type TabsProps<V extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<V>[];
  readonly tab: V;
  readonly onTab: (tab: V) => void;
  /** From `useTabIds`, shared with the panel. */
  readonly ids: TabIds;
};

export type TabIds = { readonly tab: (value: string) => string; readonly panel: string };

/** Gives the ids by which tabs and their panel know each other. */
export function useTabIds(): TabIds {
  const id = useId();
  return { tab: (value) => `${id}-${value}`, panel: `${id}-panel` };
}

/** Tabs of which one is chosen (ARIA tabs, chosen by Enter, Space or click). */
export function Tabs<V extends string>({ label, tabs, tab, onTab, ids }: TabsProps<V>) {
  const styles = useStyles();
  return (
    <div role="tablist" aria-label={label} className={styles.list} onKeyDown={moveFocus}>
      {tabs.map(({ value, label: text }) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={ids.tab(value)}
          aria-selected={value === tab}
          aria-controls={ids.panel}
          tabIndex={value === tab ? 0 : -1}
          className={mergeClasses(styles.tab, value === tab && styles.chosen)}
          onClick={() => onTab(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

type TabPanelProps = {
  readonly ids: TabIds;
  readonly tab: string;
  readonly className: string;
  /** False when what is inside takes the focus itself. */
  readonly focusable: boolean;
  readonly children: React.ReactNode;
};

/** What the chosen tab shows. It can be reached by keyboard, since it may scroll. */
export function TabPanel({ ids, tab, className, focusable, children }: TabPanelProps) {
  return (
    <div
      role="tabpanel"
      id={ids.panel}
      aria-labelledby={ids.tab(tab)}
      tabIndex={focusable ? 0 : -1}
      className={mergeClasses(useStyles().panel, className)}
    >
      {children}
    </div>
  );
}
