import { t } from '../../shared/catalogue/index.ts';
import { Disclosure } from '../ui/disclosure.tsx';

const SHOWN_AT_ONCE = 12;

/** The names that a certificate is for; those of a long list are folded. */
export function CertificateNames({ names }: { readonly names: readonly string[] }) {
  const count = names.length - SHOWN_AT_ONCE;
  if (count <= 0) return names.join(', ');
  return (
    <Disclosure
      open={false}
      label={t('certificate.moreNames', { names: names.slice(0, SHOWN_AT_ONCE).join(', '), count })}
    >
      {names.slice(SHOWN_AT_ONCE).join(', ')}
    </Disclosure>
  );
}
