import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { TestDepth, TestReport } from '../../shared/test-message.ts';
import { CertificateWarning, encryptionText } from '../delivery/encryption.tsx';
import { Recipients } from '../delivery/recipients.tsx';
import { Notice } from '../ui/notice.tsx';

const reached = {
  reach: 'test.done.reach',
  'sign-in': 'test.done.signIn',
  recipient: 'test.done.recipient',
  send: 'test.done.send',
} as const satisfies Record<TestDepth, string>;

type TestOutcomeProps = {
  readonly result: Result<TestReport>;
  readonly until: TestDepth;
  /** Leads to the field of the settings that the failure points to; left out when there is none. */
  readonly onShowField: (() => void) | undefined;
};

/** What a test came to, on top of the dialog: plainly what happened, what it means, what the server said. */
export function TestOutcome({ result, until, onShowField }: TestOutcomeProps) {
  const certificate = result.value?.encryption?.certificate;
  const recipients = result.value?.recipients ?? [];
  return (
    <>
      {result.ok ? (
        <Notice kind="success" title={t(reached[until])}>
          {result.value.reply !== null && <div>{t('test.serverSaid', { reply: result.value.reply })}</div>}
          <div>{encryptionText(result.value.encryption)}</div>
        </Notice>
      ) : (
        <FailedOutcome failure={result.error} report={result.value} onShowField={onShowField} />
      )}
      {(result.ok || result.value?.status === 'sent') && certificate !== undefined && (
        <CertificateWarning certificate={certificate} />
      )}
      {recipients.some((each) => each.status === 'rejected') && recipients.length > 1 && (
        <Recipients recipients={recipients} />
      )}
    </>
  );
}

type FailedOutcomeProps = Pick<TestOutcomeProps, 'onShowField'> & {
  readonly failure: Failure;
  readonly report: TestReport | undefined;
};

function FailedOutcome({ failure, report, onShowField }: FailedOutcomeProps) {
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
