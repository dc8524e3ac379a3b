import { makeStyles, tokens } from '@fluentui/react-components';

export const useTreeStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    height: '28px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  top: { fontWeight: tokens.fontWeightSemibold },
  current: {
    backgroundColor: tokens.colorBrandBackground2,
    boxShadow: `inset 3px 0 ${tokens.colorBrandStroke1}`,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      '& *': { color: 'HighlightText' },
    },
  },
  chevron: { display: 'flex', flex: 'none', width: '24px', fontSize: '12px' },
  label: { flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  warning: { color: tokens.colorStatusWarningForeground1, fontWeight: tokens.fontWeightSemibold },
  mark: { color: tokens.colorNeutralForeground2, padding: '0 4px', '::after': { content: 'attr(data-sign)' } },
});
