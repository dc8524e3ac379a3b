import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { Disclosure } from '../ui/disclosure.tsx';

const useStyles = makeStyles({ lines: { whiteSpace: 'pre-wrap', paddingLeft: '26px' } });

/** Every line of a reply that has several, folded until it is asked for. Nothing when its first line is all. */
export function WholeReply({ reply }: { readonly reply: string }) {
  const styles = useStyles();
  if (!reply.includes('\n')) return null;
  return (
    <Disclosure open={false} label={t('reply.whole', { count: reply.split('\n').length })}>
      <div className={styles.lines}>{reply}</div>
    </Disclosure>
  );
}
