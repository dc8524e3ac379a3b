import { makeStyles, tokens } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { ProbedPort } from '../../shared/probe.ts';
import { ProbePortRow } from './probe-port-row.tsx';

const useStyles = makeStyles({
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    '& thead th': {
      textAlign: 'left',
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground3,
      padding: '4px 8px 4px 0',
      verticalAlign: 'bottom',
      borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    },
  },
  port: { width: '80px' },
  address: { width: '150px' },
  encryption: { width: '150px' },
  certificate: { width: '112px' },
  size: { width: '88px' },
  use: { width: '110px' },
});

type ProbePortsProps = {
  readonly host: string;
  readonly ports: readonly (ProbedPort | undefined)[];
  readonly best: number | null;
  readonly onUse: (changes: Record<string, string>) => void;
};

/** The ports of a host, each with what it offers; a row opens into the rest. */
export function ProbePorts({ host, ports, best, onUse }: ProbePortsProps) {
  const styles = useStyles();
  return (
    <table className={styles.table} aria-label={t('probe.results', { host })}>
      <thead>
        <tr>
          <th scope="col" className={styles.port}>
            {t('probe.column.port')}
          </th>
          <th scope="col" className={styles.address}>
            {t('probe.column.address')}
          </th>
          <th scope="col" className={styles.encryption}>
            {t('probe.column.encryption')}
          </th>
          <th scope="col" className={styles.certificate}>
            {t('probe.column.certificate')}
          </th>
          <th scope="col">{t('probe.column.signIn')}</th>
          <th scope="col" className={styles.size}>
            {t('probe.detail.size')}
          </th>
          <th scope="col" className={styles.use}>
            {t('probe.column.use')}
          </th>
        </tr>
      </thead>
      <tbody>
        {ports.map(
          (port, index) =>
            port !== undefined && (
              <ProbePortRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a port is known by its place in the report
                key={index}
                port={port}
                recommended={index === best}
                onUse={onUse}
              />
            ),
        )}
      </tbody>
    </table>
  );
}
