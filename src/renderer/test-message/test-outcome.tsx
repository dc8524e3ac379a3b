import type { Result } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { TestDepth, TestReport } from '../../shared/test-message.ts';
import { isTrust } from '../certificate/trust.ts';
import { CertificateWarning } from '../delivery/encryption.tsx';
import { Recipients } from '../delivery/recipients.tsx';
import { Warnings } from '../delivery/warnings.tsx';
import { Cures } from './cures.tsx';
import { FailedOutcome } from './failed-outcome.tsx';
import { nextStep } from './next-step.ts';
import { type SavingState, SuccessNotice } from './success-notice.tsx';
import { TestCertificate } from './test-certificate.tsx';

type TestOutcomeProps = {
  readonly result: Result<TestReport>;
  readonly until: TestDepth;
  /** The settings that were tested. */
  readonly tested: SettingsDraft;
  readonly saving: SavingState;
  /** Leads to the field of the settings that the failure points to; left out when there is none. */
  readonly onShowField: (() => void) | undefined;
  /** Leads to the setting that names authorities. */
  readonly onChooseAuthority: () => void;
  /** Saves the settings as they were changed. */
  readonly onSave: () => void;
  /** Changes the settings and tests again. */
  readonly onApply: (changes: Readonly<Record<string, string>>) => void;
};

/** What a test came to, on top of the dialog: plainly what happened, what it means, what mends it, what the server said. */
export function TestOutcome(props: TestOutcomeProps) {
  const { result, until, tested, saving, onShowField, onChooseAuthority, onSave, onApply } = props;
  const report = result.value;
  const certificate = report?.encryption?.certificate;
  const recipients = report?.recipients ?? [];
  const failure = result.ok ? undefined : result.error;
  // Whom to trust is asked beside the certificate.
  const cures = failure?.cures?.filter(({ changes }) => certificate === undefined || !isTrust(changes)) ?? [];
  return (
    <>
      {result.ok ? (
        <SuccessNotice report={result.value} until={until} saving={saving} onSave={onSave} />
      ) : (
        <FailedOutcome failure={result.error} report={report} onShowField={onShowField} />
      )}
      <Cures cures={cures} tested={tested} suggested={nextStep(result) === 'cure'} onApply={onApply} />
      {(result.ok || report?.status === 'sent') && certificate !== undefined && (
        <CertificateWarning certificate={certificate} />
      )}
      <Warnings warnings={report?.warnings ?? []} />
      {certificate !== undefined && (
        <TestCertificate
          certificate={certificate}
          failure={failure}
          tested={tested}
          onApply={onApply}
          onChooseAuthority={onChooseAuthority}
        />
      )}
      {recipients.some((each) => each.status === 'rejected') && recipients.length > 1 && (
        <Recipients recipients={recipients} />
      )}
    </>
  );
}
