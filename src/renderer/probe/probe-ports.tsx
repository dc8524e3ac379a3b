import { makeStyles, tokens } from '@fluentui/react-components';
import type { Ref } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { ProbePortRow, WaitingPortRow } from './probe-port-row.tsx';
import type { PortRow } from './probe-texts.ts';

const useStyles = makeStyles({
  table: {
    width: '100%',
    // Sign-in takes what is left over, and that has to be enough to read it. In a narrow window the dialog scrolls sideways.
    minWidth: '780px',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    // The port stays in sight, whose row it is.
    '& tr > th:first-child': {
      position: 'sticky',
      left: 0,
      backgroundColor: tokens.colorNeutralBackground2,
      // As far as the edge of the dialog.
      boxShadow: `-20px 0 ${tokens.colorNeutralBackground2}`,
    },
    '& thead th': {
      textAlign: 'left',
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground3,
      padding: '4px 8px 4px 0',
      verticalAlign: 'bottom',
      borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    },
  },
  port: { width: '70px' },
  address: { width: '112px' },
  encryption: { width: '130px' },
  certificate: { width: '94px' },
  size: { width: '72px' },
  use: { width: '96px' },
});

type ProbePortsProps = {
  readonly host: string;
  readonly rows: readonly PortRow[];
  readonly best: number | null;
  /** The button of the best one. */
  readonly bestButton: Ref<HTMLButtonElement>;
  readonly onUse: (changes: Record<string, string>) => void;
};

/** The ports of a host, each with what it offers; a row opens into the rest. */
export function ProbePorts({ host, rows, best, bestButton, onUse }: ProbePortsProps) {
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
        {rows.map(({ port, address, found }, index) =>
          found === undefined ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a port is known by its place in the report
            <WaitingPortRow key={index} port={port} address={address} />
          ) : (
            <ProbePortRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a port is known by its place in the report
              key={index}
              port={found}
              recommended={index === best}
              useButton={index === best ? bestButton : null}
              onUse={onUse}
            />
          ),
        )}
      </tbody>
    </table>
  );
}
