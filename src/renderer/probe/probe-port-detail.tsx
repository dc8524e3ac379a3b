import { t } from '../../shared/catalogue/index.ts';
import type { ProbedPort } from '../../shared/probe.ts';
import { CertificateCard } from '../certificate/certificate-card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { formatDuration } from '../ui/format.ts';

/** Everything that was seen of a port. */
export function ProbePortDetail({ port }: { readonly port: ProbedPort }) {
  const { failure, encryption } = port;
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      <Facts>
        <Fact label={t('probe.detail.state')}>{t(`probe.state.${port.state}`)}</Fact>
        <Fact label={t('probe.detail.greeting')}>{port.greeting}</Fact>
        <Fact label={t('encryption.protocol')}>{encryption?.protocol}</Fact>
        <Fact label={t('encryption.cipher')}>{encryption?.cipher}</Fact>
        {port.state === 'open' && (
          <>
            {port.tls !== 'implicit' && (
              <Fact label={t('probe.detail.inClear')}>{mechanismsText(port.mechanismsInClear)}</Fact>
            )}
            {encryption !== null && <Fact label={t('probe.detail.encrypted')}>{mechanismsText(port.mechanisms)}</Fact>}
            <Fact label={t('probe.detail.extensions')}>{port.extensions.join(', ')}</Fact>
          </>
        )}
        <Fact label={t('probe.detail.took')}>{formatDuration(port.durationMs)}</Fact>
      </Facts>
      {encryption !== null && <CertificateCard certificate={encryption.certificate} open />}
    </>
  );
}

function mechanismsText(mechanisms: readonly string[]): string {
  return mechanisms.length === 0 ? t('probe.signIn.none') : mechanisms.join(', ');
}
