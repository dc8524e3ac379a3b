import { Link, makeStyles, tokens as theme } from '@fluentui/react-components';
import type { ApiToken } from '../../shared/api-token.ts';
import { t } from '../../shared/catalogue/index.ts';
import { formatAgo, formatFullMoment, formatMoment } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';

const useStyles = makeStyles({
  table: { borderCollapse: 'collapse', width: '100%', maxWidth: '760px', tableLayout: 'fixed', marginBottom: '10px' },
  head: {
    textAlign: 'left',
    fontWeight: theme.fontWeightSemibold,
    color: theme.colorNeutralForeground3,
    padding: '4px 8px 4px 0',
    borderBottom: `1px solid ${theme.colorNeutralStroke1}`,
  },
  cell: {
    padding: '4px 8px 4px 0',
    borderBottom: `1px solid ${theme.colorNeutralStroke3}`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  beginning: { fontFamily: theme.fontFamilyMonospace },
  none: { margin: '0 0 8px' },
});

type TokenTableProps = { readonly tokens: readonly ApiToken[]; readonly onRevoke: (token: ApiToken) => void };

/** The API tokens that there are, by what a person knows them by. */
export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const styles = useStyles();
  const now = useNow();
  if (tokens.length === 0) return <p className={styles.none}>{t('tokens.none')}</p>;
  const heads = ['name', 'beginning', 'created', 'lastUsed'] as const;
  return (
    <table className={styles.table} aria-label={t('tokens.heading')}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={styles.head}>
              {t(`tokens.column.${head}`)}
            </th>
          ))}
          <td className={styles.head} style={{ width: 70 }} />
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <td className={styles.cell} title={token.name}>
              {token.name}
            </td>
            <td className={styles.cell}>
              <span className={styles.beginning}>{t('tokens.beginning', { beginning: token.beginning })}</span>
            </td>
            <td className={styles.cell} title={formatFullMoment(token.createdAt)}>
              {formatMoment(token.createdAt, now)}
            </td>
            <td className={styles.cell} title={token.lastUsedAt === null ? '' : formatFullMoment(token.lastUsedAt)}>
              {token.lastUsedAt === null ? t('tokens.neverUsed') : formatAgo(token.lastUsedAt, now)}
            </td>
            <td className={styles.cell}>
              <Link
                as="button"
                type="button"
                aria-label={t('tokens.revoke.name', { name: token.name })}
                onClick={() => onRevoke(token)}
              >
                {t('tokens.revoke')}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
