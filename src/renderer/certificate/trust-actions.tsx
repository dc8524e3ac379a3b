import { makeStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { PushButton } from '../ui/controls/button.tsx';
import type { Trust } from './trust.ts';

const useStyles = makeStyles({
  root: { margin: '4px 0 6px' },
  meaning: { margin: '6px 0 4px' },
});

type TrustActionsProps = {
  readonly ways: readonly Trust[];
  readonly onApply: (changes: Readonly<Record<string, string>>) => void;
};

/** The ways to have a certificate trusted, each with what it means before its button. */
export function TrustActions({ ways, onApply }: TrustActionsProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.root}>
      {ways.map(({ kind, authority, changes }) => (
        <div key={kind}>
          <p id={`${id}-${kind}`} className={styles.meaning}>
            {kind === 'certificate' ? t('trust.certificate.meaning') : t('trust.authority.meaning', { authority })}
          </p>
          <PushButton describedBy={`${id}-${kind}`} onClick={() => onApply(changes)}>
            {t(`trust.${kind}`)}
          </PushButton>
        </div>
      ))}
    </div>
  );
}
