import { makeStyles, tokens } from '@fluentui/react-components';

export const ROW_HEIGHT = 29;
export const HEADER_HEIGHT = 30;
/** What a row's own padding takes of its width. */
export const GRID_PADDING = 24;

export const useGridStyles = makeStyles({
  scroller: {
    position: 'relative',
    height: '100%',
    overflowX: 'hidden',
    overflowY: 'auto',
    overflowAnchor: 'none',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  // With an active row, the focus is seen there.
  pointing: {
    ':focus-visible': { outline: 'none' },
    ':focus-visible [data-active="true"]': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  line: { display: 'grid', padding: '0 8px 0 16px' },
  heading: {
    padding: '0 8px',
    lineHeight: '29px',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  body: { position: 'relative' },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    height: '28px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      '& *': { color: 'HighlightText' },
    },
  },
  cell: {
    padding: '0 8px',
    lineHeight: '28px',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  numeric: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  empty: { padding: '24px' },
});
