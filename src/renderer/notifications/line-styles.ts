import { makeStyles, tokens } from '@fluentui/react-components';

/** Lines that a person adds to and removes from, such as placeholders. */
export const useLineStyles = makeStyles({
  list: { listStyle: 'none', margin: '0 0 6px', padding: 0 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '2px 8px',
    marginBottom: '4px',
    minHeight: '28px',
  },
  heads: {
    display: 'flex',
    gap: '8px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    marginBottom: '2px',
  },
  name: { width: '150px', flex: 'none' },
  kind: { width: '84px', flex: 'none' },
  grow: { flex: '1 1 120px', minWidth: 0 },
  fileName: { overflowWrap: 'anywhere', lineHeight: '26px' },
  end: { marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: '10px', minHeight: '26px' },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  muted: { color: tokens.colorNeutralForeground3, lineHeight: '26px' },
  text: { margin: '0 0 6px', color: tokens.colorNeutralForeground3 },
});
