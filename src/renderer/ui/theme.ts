import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';

/** Fluent's themes at the size and in the font of a desktop's own settings. */
const desktop = {
  fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI', -apple-system, system-ui, Cantarell, Inter, sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, ui-monospace, Menlo, 'DejaVu Sans Mono', monospace",
  fontSizeBase200: '12px',
  lineHeightBase200: '16px',
  fontSizeBase300: '13px',
  lineHeightBase300: '18px',
  fontSizeBase400: '14px',
  lineHeightBase400: '20px',
  fontSizeBase500: '18px',
  lineHeightBase500: '24px',
} as const;

export const lightTheme: Theme = {
  ...webLightTheme,
  ...desktop,
  colorNeutralBackground2: '#fafafa',
  colorNeutralBackground3: '#f3f3f3',
  colorNeutralForeground3: '#5c5c5c',
  colorStatusWarningForeground1: '#8a4b00',
  colorBrandBackground2: '#dcebf8',
  colorBrandBackground2Hover: '#cfe3f5',
  colorNeutralForeground4: '#5c5c5c',
};

export const darkTheme: Theme = {
  ...webDarkTheme,
  ...desktop,
  colorNeutralBackground1: '#2d2d2d',
  colorNeutralBackground2: '#252525',
  colorNeutralBackground3: '#1f1f1f',
  // Light enough to be read on a selected row under the mouse.
  colorNeutralForeground3: '#bdbdbd',
  colorBrandForeground2: '#82c1f8',
  colorStatusDangerForeground1: '#f8a3ab',
  colorStatusWarningForeground1: '#e8b84a',
  colorStatusSuccessForeground1: '#7ec87e',
  colorBrandBackground2: '#2b3f52',
  colorBrandBackground2Hover: '#33495e',
  colorStatusDangerBackground1: '#3b2426',
  colorStatusWarningBackground1: '#3a3120',
  colorStatusSuccessBackground1: '#233323',
};
