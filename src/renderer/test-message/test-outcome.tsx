import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { Result } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { TestDepth, TestReport } from '../../shared/test-message.ts';
import { isTrust } from '../certificate/trust.ts';
import { CertificateWarning, encryptionText } from '../delivery/encryption.tsx';
import { Recipients } from '../delivery/recipients.tsx';
import { Warnings } from '../delivery/warnings.tsx';
import { Notice } from '../ui/notice.tsx';
import { Cures } from './cures.tsx';
import { FailedOutcome } from './failed-outcome.tsx';
import { TestCertificate } from './test-certificate.tsx';

const reached = {
  reach: 'test.done.reach',
  'sign-in': 'test.done.signIn',
  recipient: 'test.done.recipient',
  send: 'test.done.send',
} as const satisfies Record<TestDepth, string>;

type TestOutcomeProps = {
  readonly result: Result<TestReport>;
  readonly until: TestDepth;
  /** The settings that were tested. */
  readonly tested: SettingsDraft;
  /** Whether the settings were changed from here, and saved since. */
  readonly mended: 'no' | 'unsaved' | 'saved';
  /** Leads to the field of the settings that the failure points to; left out when there is none. */
  readonly onShowField: (() => void) | undefined;
  /** Saves the settings as they were changed. */
  readonly onSave: () => void;
  /** Changes the settings and tests again. */
  readonly onApply: (changes: Readonly<Record<string, string>>) => void;
};

/** What a test came to, on top of the dialog: plainly what happened, what it means, what mends it, what the server said. */
export function TestOutcome({ result, until, tested, mended, onShowField, onSave, onApply }: TestOutcomeProps) {
  const report = result.value;
  const certificate = report?.encryption?.certificate;
  const recipients = report?.recipients ?? [];
  const failure = result.ok ? undefined : result.error;
  // Whom to trust is asked beside the certificate.
  const cures = failure?.cures?.filter(({ changes }) => certificate === undefined || !isTrust(changes)) ?? [];
  return (
    <>
      {result.ok ? (
        <SuccessNotice report={result.value} until={until} mended={mended} onSave={onSave} />
      ) : (
        <FailedOutcome failure={result.error} report={report} onShowField={onShowField} />
      )}
      <Cures cures={cures} tested={tested} onApply={onApply} />
      {(result.ok || report?.status === 'sent') && certificate !== undefined && (
        <CertificateWarning certificate={certificate} />
      )}
      <Warnings warnings={report?.warnings ?? []} />
      {certificate !== undefined && (
        <TestCertificate certificate={certificate} failure={failure} tested={tested} onApply={onApply} />
      )}
      {recipients.some((each) => each.status === 'rejected') && recipients.length > 1 && (
        <Recipients recipients={recipients} />
      )}
    </>
  );
}

type SuccessNoticeProps = Pick<TestOutcomeProps, 'until' | 'mended' | 'onSave'> & { readonly report: TestReport };

function SuccessNotice({ report, until, mended, onSave }: SuccessNoticeProps) {
  const signedIn = report.steps.some(({ step, status }) => step === 'sign-in' && status === 'ok');
  return (
    <Notice kind="success" title={until === 'sign-in' && !signedIn ? t('test.done.noSignIn') : t(reached[until])}>
      {report.reply !== null && <div>{t('test.serverSaid', { reply: report.reply })}</div>}
      <div>{encryptionText(report.encryption)}</div>
      <div>{t(`test.proof.${until}`)}</div>
      {mended === 'unsaved' && (
        <div>
          <strong>{t('cures.unsaved')}</strong>{' '}
          <Link as="button" type="button" onClick={onSave}>
            {t('cures.save')}
          </Link>
        </div>
      )}
      {mended === 'saved' && <div role="status">{t('cures.saved')}</div>}
    </Notice>
  );
}
