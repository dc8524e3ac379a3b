import { Link, makeStyles } from '@fluentui/react-components';
import { useFormContext } from 'react-hook-form';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationProblem } from '../../shared/notification.ts';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useEditor } from './editor-context.tsx';
import { fieldLabel } from './field-labels.ts';
import type { NotificationForm } from './notification-form.ts';
import { fieldOfFailure } from './notification-resolver.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: '2px 0 0', padding: 0 },
  item: { marginTop: '2px' },
  link: { textAlign: 'left' },
});

/** What is wrong with the templates, each with a way to its field. */
export function ProblemList({ problems }: { readonly problems: readonly NotificationProblem[] }) {
  const styles = useStyles();
  const { editor } = useEditor();
  const { getValues } = useFormContext<NotificationForm>();
  if (problems.length === 0) return null;
  return (
    <Notice
      kind="error"
      urgent={false}
      title={t('preview.problems', { count: problems.length, total: formatCount(problems.length) })}
    >
      <ul className={styles.list}>
        {problems.map(({ field, message }) => {
          const target = fieldOfFailure(field, getValues());
          const text = t('preview.problem', { field: fieldLabel(field), message });
          return (
            <li key={`${field} ${message}`} className={styles.item}>
              {target === undefined ? (
                text
              ) : (
                <Link as="button" type="button" className={styles.link} onClick={() => editor.focus.show(target)}>
                  {text}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
