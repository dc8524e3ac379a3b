import { Link, makeStyles } from '@fluentui/react-components';
import type { SettingsDraft } from '../../shared/settings.ts';
import { undoText } from './cure-text.ts';

const useStyles = makeStyles({ root: { margin: '0 0 10px' } });

type AppliedChangeProps = {
  /** The values from before the change. */
  readonly before: Readonly<Record<string, string>>;
  readonly current: SettingsDraft;
  readonly onUndo: () => void;
};

/** Takes back the last change that was made from the dialog. */
export function AppliedChange({ before, current, onUndo }: AppliedChangeProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Link as="button" type="button" onClick={onUndo}>
        {undoText(before, current)}
      </Link>
    </div>
  );
}
