import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Failure } from '../../shared/result.ts';
import type { TestReport } from '../../shared/test-message.ts';
import { Notice } from '../ui/notice.tsx';

type FailedOutcomeProps = {
  readonly failure: Failure;
  readonly report: TestReport | undefined;
  /** Leads to the field of the settings that the failure points to; left out when there is none. */
  readonly onShowField: (() => void) | undefined;
};

/** Why a test failed: what it means, what to do, and the server's own words. */
export function FailedOutcome({ failure, report, onShowField }: FailedOutcomeProps) {
  // Only a refusal (RFC 5321 section 4.2.1) says why; a reply to an earlier command would mislead.
  const refusal = report?.reply != null && /^[45]/.test(report.reply) ? report.reply : undefined;
  return (
    <Notice kind={report?.status === 'unknown' ? 'warning' : 'error'} urgent title={failure.message}>
      {failure.help}
      <div>{t('test.code', { code: failure.code })}</div>
      {report?.status === 'sent' && <div>{t('test.sentToOthers')}</div>}
      {refusal !== undefined && !failure.message.includes(refusal) && (
        <div>{t('test.serverSaid', { reply: refusal })}</div>
      )}
      {onShowField !== undefined && (
        <div>
          <Link as="button" type="button" onClick={onShowField}>
            {t('test.showField')}
          </Link>
        </div>
      )}
    </Notice>
  );
}
