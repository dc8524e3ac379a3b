import { Link } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import type { TestDepth, TestReport } from '../../shared/test-message.ts';
import { encryptionText } from '../delivery/encryption.tsx';
import { firstLineOf } from '../delivery/server-reply.ts';
import { WholeReply } from '../delivery/whole-reply.tsx';
import { Notice } from '../ui/notice.tsx';

const reached = {
  reach: 'test.done.reach',
  'sign-in': 'test.done.signIn',
  recipient: 'test.done.recipient',
  send: 'test.done.send',
} as const satisfies Record<TestDepth, string>;

export type SavingState = 'unsaved' | 'saved' | 'unchanged';

type SuccessNoticeProps = {
  readonly report: TestReport;
  readonly until: TestDepth;
  /** What is to be said of the settings: they have unsaved changes, were saved from here, or were saved before. */
  readonly saving: SavingState;
  readonly onSave: () => void;
};

/** That a test came as far as it was to go, what that proves, and whether the settings are saved. */
export function SuccessNotice({ report, until, saving, onSave }: SuccessNoticeProps) {
  const signedIn = report.steps.some(({ step, status }) => step === 'sign-in' && status === 'ok');
  const noSignIn = until === 'sign-in' && !signedIn;
  // A test that ends with the server's offer was answered nothing that counts.
  const reply = until === 'reach' || noSignIn ? null : report.reply;
  return (
    <Notice kind="success" title={noSignIn ? t('test.done.noSignIn') : t(reached[until])}>
      {reply !== null && (
        <>
          <div>{t('test.serverSaid', { reply: firstLineOf(reply) })}</div>
          <WholeReply reply={reply} />
        </>
      )}
      <div>{encryptionText(report.encryption)}</div>
      <div>{t(`test.proof.${until}`)}</div>
      {saving === 'unsaved' && (
        <div>
          <strong>{t('cures.unsaved')}</strong>{' '}
          <Link as="button" type="button" onClick={onSave}>
            {t('cures.save')}
          </Link>
        </div>
      )}
      {saving === 'saved' && <div role="status">{t('cures.saved')}</div>}
    </Notice>
  );
}
