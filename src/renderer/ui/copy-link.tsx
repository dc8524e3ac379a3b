import { Link, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 3000;

const useStyles = makeStyles({ root: { whiteSpace: 'nowrap' } });

type CopyLinkProps = {
  /** What it copies, for those who don't see what it stands beside. */
  readonly label: string;
  readonly text: string;
  /** Shown in place of “Copy”. */
  readonly children?: string;
};

/** Copies a text to the clipboard and says so. */
export function CopyLink({ label, text, children = t('copy.button') }: CopyLinkProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    if (place.current !== null) setOutcome((await copyText(text, place.current)) ? 'copied' : 'refused');
  };
  return (
    <span ref={place} className={useStyles().root}>
      <Link as="button" type="button" aria-label={label} onClick={() => void copy()}>
        {children}
      </Link>{' '}
      <span role="status">{outcome === null ? '' : t(`copy.${outcome}`)}</span>
    </span>
  );
}
