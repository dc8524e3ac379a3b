import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  head: { flex: 'none', padding: '9px 40px 4px 16px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  subtitle: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  tabs: { flex: 'none', padding: '0 8px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  tab: { padding: '5px 8px' },
  body: {
    flexGrow: 1,
    minHeight: 0,
    padding: '8px 16px',
    overflowY: 'auto',
    '& > p': { margin: '0 0 6px' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  fills: { overflow: 'hidden' },
});

type PaneProps = {
  readonly title: string;
  readonly subtitle: ReactNode;
  /** `PaneTabs`, where there are several parts. */
  readonly tabs?: ReactNode;
  /** True when the content scrolls within itself. */
  readonly fills: boolean;
  readonly children: ReactNode;
};

/** The detail of a row: its heading, its tabs, the part itself. */
export function Pane({ title, subtitle, tabs, fills, children }: PaneProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <div className={styles.subtitle}>{subtitle}</div>
      </div>
      {tabs}
      <div
        className={mergeClasses(styles.body, fills && styles.fills)}
        // What scrolls has to be reached by keyboard.
        tabIndex={fills ? undefined : 0}
      >
        {children}
      </div>
    </div>
  );
}

type PaneTabsProps<V extends string> = {
  readonly label: string;
  readonly tabs: readonly { readonly value: V; readonly label: string }[];
  readonly tab: V;
  readonly onTab: (tab: V) => void;
};

/** The parts of a detail. */
export function PaneTabs<V extends string>({ label, tabs, tab, onTab }: PaneTabsProps<V>) {
  const styles = useStyles();
  const choose = (value: unknown) => {
    const chosen = tabs.find((each) => each.value === value);
    if (chosen !== undefined) onTab(chosen.value);
  };
  return (
    <TabList
      size="small"
      className={styles.tabs}
      aria-label={label}
      selectedValue={tab}
      onTabSelect={(_event, data) => choose(data.value)}
    >
      {tabs.map((each) => (
        <Tab key={each.value} value={each.value} className={styles.tab}>
          {each.label}
        </Tab>
      ))}
    </TabList>
  );
}
