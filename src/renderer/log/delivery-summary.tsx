import { t } from '../../shared/catalogue/index.ts';
import type { Delivery } from '../../shared/delivery.ts';
import { Fingerprint } from '../certificate/fingerprint.tsx';
import { CertificateWarning, encryptionText } from '../delivery/encryption.tsx';
import { Recipients } from '../delivery/recipients.tsx';
import { decisiveReply, firstLineOf, withFirstLineOnly } from '../delivery/server-reply.ts';
import { Warnings } from '../delivery/warnings.tsx';
import { WholeReply } from '../delivery/whole-reply.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { formatBytes, formatCount, formatDuration } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { meaningOf, serverText } from './log-columns.tsx';
import { recipientResults } from './recipient-results.ts';
import { useRecipientRoles } from './use-recipient-roles.ts';

/** The delivery at a glance: what became of it and why, for whom, by which settings. */
export function DeliverySummary({ delivery }: { readonly delivery: Delivery }) {
  const last = delivery.attemptList.at(-1);
  const { error, status, markedAsSent } = delivery;
  const decisive = decisiveReply({
    status,
    reply: delivery.reply,
    code: error?.code,
    recipients: delivery.recipients.length,
  });
  // What the server said last was no answer to the message.
  const reply = markedAsSent ? null : decisive;
  const roles = useRecipientRoles(delivery);
  return (
    <>
      {error === null ? (
        <p>{meaningOf(delivery)}</p>
      ) : (
        <Notice
          kind={delivery.status === 'failed' ? 'error' : 'warning'}
          title={withFirstLineOnly(error.message, reply ?? '')}
        >
          {status === 'queued' ? t('log.help.queued') : error.help}
          {delivery.status === 'sent' && <div>{t('test.sentToOthers')}</div>}
        </Notice>
      )}
      {(delivery.status === 'sent' || delivery.status === 'checked') && last?.encryption != null && (
        <CertificateWarning certificate={last.encryption.certificate} />
      )}
      {delivery.note !== null && !markedAsSent && <Notice kind="warning" title={delivery.note} />}
      <Warnings warnings={delivery.warnings} />
      <Facts>
        <Fact label={t('log.column.subject')}>{delivery.subject}</Fact>
        <Fact label={t('log.sender')}>{delivery.sender}</Fact>
        <Fact label={t('log.column.notification')}>{delivery.notification ?? ''}</Fact>
        <Fact label={t('log.column.initiator')}>{delivery.initiator ?? ''}</Fact>
        <Fact label={t('log.code')}>{error?.code ?? ''}</Fact>
        <Fact label={t('log.column.reply')}>
          {reply === null ? (
            ''
          ) : (
            <>
              {firstLineOf(reply)}
              <WholeReply reply={reply} />
            </>
          )}
        </Fact>
        <Fact label={t('log.column.server')}>{serverText(delivery)}</Fact>
        <Fact label={t('log.column.encryption')}>
          {delivery.encryption === null ? '' : encryptionText(last?.encryption ?? null)}
        </Fact>
        <Fact label={t('certificate.fingerprint')}>
          {last?.encryption == null ? '' : <Fingerprint of={last.encryption.certificate.fingerprint256} />}
        </Fact>
        <Fact label={t('log.column.duration')}>
          {delivery.durationMs === null ? '' : formatDuration(delivery.durationMs)}
        </Fact>
        <Fact label={t('log.column.size')}>{delivery.sizeBytes === null ? '' : formatBytes(delivery.sizeBytes)}</Fact>
        <Fact label={t('log.column.attempts')}>{formatCount(delivery.attempts)}</Fact>
        <Fact label={t('log.messageId')}>{delivery.messageId}</Fact>
        <Fact label={t('log.settings')}>
          {delivery.settingsRevision === null
            ? t('testMessage.settings.unsaved')
            : t('testMessage.settings.saved', { revision: delivery.settingsRevision })}
        </Fact>
      </Facts>
      {delivery.recipients.length > 0 && (
        <>
          <strong>{t('recipients.label')}</strong>
          <Recipients
            recipients={recipientResults(delivery)}
            roles={roles}
            unanswered={markedAsSent || status === 'unknown'}
          />
        </>
      )}
    </>
  );
}
