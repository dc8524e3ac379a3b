import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { RecipientResult } from '../../shared/delivery.ts';

const words = {
  accepted: 'recipient.accepted',
  rejected: 'recipient.rejected',
  'not-tried': 'recipient.notTried',
} as const;

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: '4px 0 10px', padding: 0, overflowWrap: 'anywhere' },
  accepted: { color: tokens.colorStatusSuccessForeground1 },
  rejected: { color: tokens.colorStatusDangerForeground1 },
  'not-tried': { color: tokens.colorNeutralForeground3 },
  reply: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What became of each recipient, with the server's reply to it. */
export function Recipients({ recipients }: { readonly recipients: readonly RecipientResult[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={t('recipients.label')}>
      {recipients.map((recipient) => (
        <li key={recipient.address}>
          {recipient.address} <span className={styles[recipient.status]}>{t(words[recipient.status])}</span>
          <div className={styles.reply}>{recipient.reply}</div>
        </li>
      ))}
    </ul>
  );
}
