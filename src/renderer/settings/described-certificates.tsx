import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { CertificateFacts } from '../certificate/certificate-facts.tsx';
import { callOperation } from '../data/call.ts';
import { Hint } from '../ui/form-row.tsx';

const useStyles = makeStyles({
  list: {
    flexBasis: '100%',
    minWidth: 0,
    maxWidth: '640px',
    maxHeight: '260px',
    overflowY: 'auto',
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
    paddingLeft: '10px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  dimmed: { color: tokens.colorNeutralForeground3 },
});

type DescribedCertificatesProps = { readonly label: string; readonly pem: string; readonly dimmed: boolean };

/** What is in PEM text, as main reads it; dimmed where it is without effect. */
export function DescribedCertificates({ label, pem, dimmed }: DescribedCertificatesProps) {
  const styles = useStyles();
  const { data, error } = useQuery(describeQuery(pem));
  if (error !== null) return <Hint>{error.message}</Hint>;
  if (data === undefined) return null;
  // A text may hold a certificate twice.
  const certificates = [...new Map(data.certificates.map((each) => [each.fingerprint256, each])).values()];
  return (
    <section
      className={mergeClasses(styles.list, dimmed && styles.dimmed)}
      aria-label={label}
      tabIndex={certificates.length > 1 ? 0 : undefined}
    >
      {certificates.map((certificate) => (
        <CertificateFacts key={certificate.fingerprint256} certificate={certificate} />
      ))}
    </section>
  );
}

/** Has main say what is in PEM text. */
export const describeQuery = (pem: string) => ({
  queryKey: ['certificate.describe', pem],
  queryFn: () => callOperation('certificate.describe', { pem }),
});
