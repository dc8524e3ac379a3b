import { t } from '../../shared/catalogue/index.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { shortAddress } from '../ui/short-address.ts';

const SHOWN_AT_ONCE = 12;

/** The names that a certificate is for; those of a long list are folded. */
export function CertificateNames({ names }: { readonly names: readonly string[] }) {
  const texts = names.map(shortAddress);
  const count = texts.length - SHOWN_AT_ONCE;
  if (count <= 0) return texts.join(', ');
  return (
    <Disclosure
      open={false}
      label={t('certificate.moreNames', { names: texts.slice(0, SHOWN_AT_ONCE).join(', '), count })}
    >
      {texts.slice(SHOWN_AT_ONCE).join(', ')}
    </Disclosure>
  );
}
