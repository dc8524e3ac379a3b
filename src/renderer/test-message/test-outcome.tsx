import { t } from '../../shared/catalogue/index.ts';
import type { Result } from '../../shared/result.ts';
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

/** What a test came to, on top of the dialog: plainly what happened, what it means, what the server said. */
export function TestOutcome({ result, until }: { readonly result: Result<TestReport>; readonly until: TestDepth }) {
  const report = result.value;
  const certificate = report?.encryption?.certificate;
  const recipients = report?.recipients ?? [];
  return (
    <>
      {result.ok ? (
        <Notice kind="success" title={t(reached[until])}>
          {result.value.reply !== null && <div>{t('test.serverSaid', { reply: result.value.reply })}</div>}
          <div>{encryptionText(result.value.encryption)}</div>
        </Notice>
      ) : (
        <Notice kind="error" title={result.error.message}>
          {result.error.help}
          {report?.reply != null && !result.error.message.includes(report.reply) && (
            <div>{t('test.serverSaid', { reply: report.reply })}</div>
          )}
        </Notice>
      )}
      {result.ok && certificate !== undefined && <CertificateWarning certificate={certificate} />}
      {recipients.some((each) => each.status === 'rejected') && recipients.length > 1 && (
        <Recipients recipients={recipients} />
      )}
    </>
  );
}
