import type { Output } from '../shared/contract.ts';
import { succeed } from '../shared/result.ts';
import type { AttachmentStore } from './attachments/attachment-store.ts';
import type { CapturedMail } from './capture/captured-mail.ts';
import { describeCertificates } from './certificates/describe.ts';
import type { Handlers } from './dispatch.ts';
import type { DeliveryLog } from './log/delivery-log.ts';
import type { LoggedMessages } from './log/logged-messages.ts';
import type { ProbeService } from './mail/probe/probe-service.ts';
import type { TestService } from './mail/test-service.ts';
import type { Actions } from './notifications/action-service.ts';
import type { Notifications } from './notifications/notification-service.ts';
import type { QueueService } from './queue/queue-service.ts';
import type { SettingsService } from './settings/settings-service.ts';
import type { Support } from './support/support-report.ts';
import type { TokenService } from './tokens/token-service.ts';

export type Services = {
  readonly info: Output<'app.info'>;
  readonly settings: SettingsService;
  readonly tests: TestService;
  readonly probes: ProbeService;
  readonly log: DeliveryLog;
  readonly messages: LoggedMessages;
  readonly support: Support;
  readonly notifications: Notifications;
  readonly actions: Actions;
  readonly uploads: Pick<AttachmentStore, 'begin' | 'append' | 'cancel'>;
  readonly queue: QueueService;
  readonly tokens: TokenService;
  readonly captured: CapturedMail;
};

/** Says which service does each operation of the contract. */
export function createHandlers(services: Services): Handlers {
  const { settings, tests, probes, log, messages, support } = services;
  const { notifications, actions, uploads, queue, tokens, captured } = services;
  return {
    'app.info': () => succeed(services.info),
    'settings.get': () => succeed(settings.view()),
    'settings.save': (input) => settings.save(input),
    'settings.change': (input) => settings.change(input.changes),
    'settings.setPassword': (input) => settings.setSecrets({ password: input.password }),
    'settings.setClientKeyPassphrase': (input) => settings.setSecrets({ clientKeyPassphrase: input.passphrase }),
    'settings.export': () => succeed({ text: settings.exportText() }),
    'settings.import': (input) => settings.importText(input.text),
    'test.run': (input) => tests.run(input),
    'test.cancel': (input) => succeed({ cancelled: tests.cancel(input.testId) }),
    'probe.run': (input) => probes.run(input),
    'probe.cancel': (input) => succeed({ cancelled: probes.cancel(input.probeId) }),
    'certificate.describe': (input) => describeCertificates(input.pem),
    'log.list': (input) => succeed(log.list(input)),
    'log.get': (input) => log.get(input.id),
    'log.transcript': (input) => log.transcript(input.id, input.attempt),
    'log.message': (input) => messages.message(input.id),
    'log.source': (input) => messages.source(input.id),
    'log.supportReport': (input) => support.report(input.id, input.attempt),
    'notifications.list': (input) => succeed(notifications.list(input)),
    'notifications.get': (input) => notifications.get(input),
    'notifications.save': (input) => notifications.save(input),
    'notifications.duplicate': (input) => notifications.duplicate(input.id),
    'notifications.setEnabled': (input) => succeed(notifications.setEnabled(input.ids, input.enabled)),
    'notifications.delete': (input) => succeed(notifications.remove(input.ids)),
    'notifications.restore': (input) => succeed(notifications.restore(input.ids)),
    'notifications.preview': async (input) => succeed(await notifications.preview(input)),
    'notifications.import': (input) => notifications.importText(input),
    'notifications.export': (input) => notifications.exportText(input),
    'notifications.file': (input) => notifications.file(input.id, input.file),
    'uploads.begin': (input) => uploads.begin(input),
    'uploads.append': (input) => uploads.append(input.uploadId, input.base64),
    'uploads.cancel': async (input) => succeed({ cancelled: await uploads.cancel(input.uploadId) }),
    'actions.check': (input) => actions.check(input),
    'actions.run': (input) => actions.run(input),
    'queue.status': () => succeed(queue.status()),
    'queue.list': async (input) => succeed(await queue.list(input)),
    'queue.count': async (input) => succeed(await queue.count(input)),
    'queue.pause': async (input) => succeed(await queue.pause(input)),
    'queue.resume': () => succeed(queue.resume()),
    'queue.send': async (input) => succeed(await queue.send(input)),
    'queue.retry': async (input) => succeed(await queue.retry(input)),
    'queue.hold': async (input) => succeed(await queue.hold(input)),
    'queue.release': async (input) => succeed(await queue.release(input)),
    'queue.delete': async (input) => succeed(await queue.remove(input)),
    'queue.resolve': async (input) => succeed(await queue.resolve(input)),
    'queue.run': async (input) => succeed(await queue.run(input)),
    'queue.probe': async () => succeed(await queue.probe()),
    'tokens.list': () => succeed(tokens.list()),
    'tokens.create': (input) => succeed(tokens.create(input.name)),
    'tokens.revoke': (input) => succeed(tokens.revoke(input.id)),
    'captured.list': (input) => succeed(captured.list(input)),
    'captured.get': (input) => captured.get(input.id),
    'captured.source': (input) => captured.source(input.id),
    'captured.attachment': (input) => captured.attachment(input.id, input.index),
    'captured.delete': (input) => succeed(captured.remove(input.ids)),
  };
}
