import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Failure } from '../../shared/result.ts';
import type { TestReport } from '../../shared/test-message.ts';
import { decisiveReply, firstLineOf, withFirstLineOnly } from '../delivery/server-reply.ts';
import { WholeReply } from '../delivery/whole-reply.tsx';
import { Notice } from '../ui/notice.tsx';

type FailedOutcomeProps = {
  readonly failure: Failure;
  readonly report: TestReport | undefined;
  /** Leads to the field of the settings that the failure points to; left out when there is none. */
  readonly onShowField: (() => void) | undefined;
};

/** Why a test failed: what it means, what to do, and the server's own words. */
export function FailedOutcome({ failure, report, onShowField }: FailedOutcomeProps) {
  const { code, help } = failure;
  const refusal = refusalIn(failure, report);
  const message = withFirstLineOnly(failure.message, refusal);
  return (
    <Notice kind={report?.status === 'unknown' ? 'warning' : 'error'} urgent title={message}>
      {help}
      <div>{t('test.code', { code })}</div>
      {report?.status === 'sent' && <div>{t('test.sentToOthers')}</div>}
      {refusal !== '' && !message.includes(firstLineOf(refusal)) && (
        <div>{t('test.serverSaid', { reply: firstLineOf(refusal) })}</div>
      )}
      <WholeReply reply={refusal} />
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

/** The reply that refused; empty where none did. */
function refusalIn({ code }: Failure, report: TestReport | undefined): string {
  if (report === undefined) return '';
  const { status, reply, recipients } = report;
  if (status === 'sent') return recipients.find((each) => each.status === 'rejected')?.reply ?? '';
  return decisiveReply({ status, reply, code, recipients: recipients.length }) ?? '';
}
