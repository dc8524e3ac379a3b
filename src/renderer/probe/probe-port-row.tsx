import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type Ref, useId, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import type { ProbedPort } from '../../shared/probe.ts';
import { connectionWords } from '../../shared/probe-words.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { shortAddress } from '../ui/short-address.ts';
import { ProbePortDetail } from './probe-port-detail.tsx';
import { signInAt, sizeLimitAt, verdictOn } from './probe-texts.ts';

const useStyles = makeStyles({
  row: {
    '& td, & th': {
      padding: '2px 8px 2px 0',
      // Room for two lines, or for the button with the recommendation above it, so that no answer moves the others.
      height: '46px',
      textAlign: 'left',
      verticalAlign: 'middle',
      fontWeight: tokens.fontWeightRegular,
      overflowWrap: 'anywhere',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  toggle: {
    appearance: 'none',
    display: 'flex',
    alignItems: 'center',
    columnGap: '4px',
    minHeight: '24px',
    whiteSpace: 'nowrap',
    padding: '2px 6px 2px 0',
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  recommended: {
    display: 'block',
    color: tokens.colorStatusSuccessForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
  },
  // As far as the sign of those that open.
  waiting: { paddingLeft: 'calc(1em + 4px)' },
  detail: { padding: '4px 0 8px 20px', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
});

type ProbePortRowProps = {
  readonly port: ProbedPort;
  readonly recommended: boolean;
  readonly useButton: Ref<HTMLButtonElement> | null;
  readonly onUse: (changes: Record<string, string>) => void;
};

/** One port of a host. It opens into its greeting, its certificate and everything else that was seen. */
export function ProbePortRow({ port, recommended, useButton, onUse }: ProbePortRowProps) {
  const styles = useStyles();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { changes } = port;
  const names = { port: port.port, address: shortAddress(port.address) };
  const problems = port.encryption?.certificate.problems ?? [];
  return (
    <>
      <tr className={mergeClasses(styles.row, port.state !== 'open' && styles.quiet)}>
        <th scope="row">
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={id}
            aria-label={t('probe.port', names)}
            onClick={() => setOpen(!open)}
          >
            {open ? <ChevronDownRegular /> : <ChevronRightRegular />}
            {port.port}
          </button>
        </th>
        <td>{names.address}</td>
        <td>{connectionWords(port)}</td>
        <td className={problems.length > 0 ? styles.bad : styles.good}>{verdictOn(port)}</td>
        <td>{signInAt(port)}</td>
        <td>{sizeLimitAt(port)}</td>
        <td>
          {recommended && <span className={styles.recommended}>{t('probe.recommended')}</span>}
          {changes !== null && (
            <PushButton
              ref={useButton}
              appearance={recommended ? 'primary' : 'secondary'}
              label={t('probe.useLabel', names)}
              onClick={() => onUse(changes)}
            >
              {t('probe.use')}
            </PushButton>
          )}
        </td>
      </tr>
      <tr id={id} hidden={!open}>
        {open && (
          <td colSpan={7} className={styles.detail}>
            <ProbePortDetail port={port} />
          </td>
        )}
      </tr>
    </>
  );
}

/** A port that hasn't been heard of yet, in the place that it will have. */
export function WaitingPortRow({ port, address }: { readonly port: number; readonly address: string }) {
  const styles = useStyles();
  return (
    <tr className={mergeClasses(styles.row, styles.quiet)}>
      <th scope="row">
        <span className={styles.waiting}>{port}</span>
      </th>
      <td>{shortAddress(address)}</td>
      <td colSpan={5}>{t('probe.waiting')}</td>
    </tr>
  );
}
