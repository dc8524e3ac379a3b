import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { RecipientResult } from '../../shared/delivery.ts';
import type { RecipientRole } from './recipient-role.ts';

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

type RecipientsProps = {
  readonly recipients: readonly RecipientResult[];
  /** By address, as far as it is known. */
  readonly roles?: ReadonlyMap<string, RecipientRole> | undefined;
  /** The server took the recipients, and never said whether it took the message. */
  readonly unanswered?: boolean;
};

/** What became of each recipient, with the server's reply to it. */
export function Recipients({ recipients, roles, unanswered = false }: RecipientsProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={t('recipients.label')}>
      {recipients.map(({ address, status, reply }) => {
        const role = roles?.get(address);
        const named = unanswered && status === 'accepted';
        return (
          <li key={address}>
            {role === undefined ? address : t(`recipient.${role}`, { address })}{' '}
            <span className={named ? styles['not-tried'] : styles[status]}>
              {t(named ? 'recipient.named' : words[status])}
            </span>
            <div className={styles.reply}>{reply}</div>
          </li>
        );
      })}
    </ul>
  );
}
