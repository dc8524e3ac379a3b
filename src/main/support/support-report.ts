import { arch, hostname, release, version as systemVersion, type } from 'node:os';
import { t } from '../../shared/catalogue/index.ts';
import type { Attempt, Delivery, TranscriptLine } from '../../shared/delivery.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import type { DeliveryLog } from '../log/delivery-log.ts';
import type { ActiveSettings, SettingsService } from '../settings/settings-service.ts';
import { readStored } from '../settings/stored-document.ts';
import { certificateLines, encryptionLines } from './certificate-lines.ts';
import { clockVerdict } from './clock-check.ts';
import { createMask, type Mask } from './masking.ts';
import { peopleOf } from './people.ts';
import { fieldLines, layOut } from './report-layout.ts';
import { inBothTimes, timeZone } from './report-times.ts';
import { failureLines, milliseconds, recipientLines, stepLines, transcriptLines } from './session-lines.ts';
import { fileText, settingsLines } from './settings-lines.ts';

export type SupportReport = { readonly name: string; readonly text: string };

export type SupportDependencies = {
  readonly log: Pick<DeliveryLog, 'get' | 'transcript' | 'unsavedSettings'>;
  readonly settings: Pick<SettingsService, 'active' | 'revision'>;
  readonly now: () => Date;
  /** Postroom's own version. */
  readonly version: string;
};

/** Writes reports for somebody who is to help and needn't know whose mail it is about. */
export type Support = {
  /** Gives the report on an attempt, the last one when none is named. Fails with NOT_FOUND. */
  readonly report: (id: number, attempt: number | undefined) => Result<SupportReport>;
};

/** Makes what writes the reports: from the log, the settings that the delivery was made with or else the active ones, and the clock. */
export function createSupport({ log, settings, now, version }: SupportDependencies): Support {
  /** The values of the delivery's revision, or those that it was tried with unsaved. Secrets that were typed are not kept. */
  function usedSettings({ id, settingsRevision }: Delivery, active: ActiveSettings): UsedSettings | undefined {
    if (settingsRevision !== null) return settings.revision(settingsRevision);
    const unsaved = log.unsavedSettings(id);
    return unsaved === undefined ? undefined : { ...active, draft: readStored(unsaved).draft, revision: null };
  }

  return {
    report: (id, number) => {
      const found = log.get(id);
      if (!found.ok) return fail(found.error);
      const delivery = found.value;
      const attempt =
        number === undefined
          ? delivery.attemptList.at(-1)
          : delivery.attemptList.find((each) => each.number === number);
      if (attempt === undefined) return fail(noSuchAttempt(id, number));
      const transcript = log.transcript(id, attempt.number);
      if (!transcript.ok) return fail(transcript.error);
      const active = settings.active();
      const used = usedSettings(delivery, active);
      const mask = withoutFolders(createMask(peopleOf(delivery, attempt, [used, active])), [used, active]);
      const facts = { delivery, attempt, lines: transcript.value.lines, used, active, mask, now: now(), version };
      return succeed({ name: t('report.fileName', { id, attempt: attempt.number }), text: reportText(facts) });
    },
  };
}

/** Without a revision: values that were not saved. */
type UsedSettings = Pick<ActiveSettings, 'draft' | 'references'> & { readonly revision: number | null };

type Facts = {
  readonly delivery: Delivery;
  readonly attempt: Attempt;
  readonly lines: readonly TranscriptLine[];
  /** The settings that it was made with; undefined where they are not known any more. */
  readonly used: UsedSettings | undefined;
  readonly active: ActiveSettings;
  readonly mask: Mask;
  readonly now: Date;
  readonly version: string;
};

function reportText({ delivery, attempt, lines, used, active, mask, now, version }: Facts): string {
  const head = [
    t('report.title'),
    t('report.about', { id: delivery.id, attempt: attempt.number, attempts: delivery.attempts }),
    t('report.made', { time: inBothTimes(now) }),
    '',
    t('report.masked'),
    t('report.notMasked', { computer: hostname() }),
  ];
  return layOut(head, [
    { heading: t('report.section.versions'), lines: versionLines(version) },
    {
      heading: t('report.section.clock'),
      lines: [
        ...fieldLines([
          [t('report.clock.now'), inBothTimes(now)],
          [t('report.clock.zone'), timeZone()],
        ]),
        ...clockVerdict(attempt, lines, now),
      ],
    },
    { heading: t('report.section.delivery'), lines: deliveryLines(delivery, attempt, mask) },
    { heading: t('report.section.recipients'), lines: recipientLines(attempt, mask) },
    {
      heading: t('report.section.settings'),
      lines: [settingsOrigin(delivery, used, active), ...settingsLines(used ?? active, mask)],
    },
    { heading: t('report.section.failure'), lines: failureLines(attempt.error, mask) },
    { heading: t('report.section.steps'), lines: stepLines(attempt, mask) },
    { heading: t('report.section.encryption'), lines: encryptionLines(attempt, delivery.encryption) },
    { heading: t('report.section.certificate'), lines: certificateLines(attempt, mask) },
    {
      heading: t('report.section.transcript'),
      lines: lines.length === 0 ? [t('report.transcript.none')] : transcriptLines(lines, mask),
    },
  ]);
}

function versionLines(version: string): string[] {
  const { node, electron, openssl } = process.versions;
  return fieldLines([
    ['Postroom', version],
    ['Node.js', node],
    ['Electron', electron ?? null],
    ['OpenSSL', openssl],
    [t('report.version.system'), `${type()} ${release()} ${arch()} (${systemVersion()})`],
  ]);
}

function deliveryLines(delivery: Delivery, attempt: Attempt, mask: Mask): string[] {
  return fieldLines([
    [t('report.delivery.begun'), inBothTimes(new Date(delivery.at))],
    [t('report.delivery.attempt'), inBothTimes(new Date(attempt.startedAt))],
    [t('report.delivery.kind'), delivery.kind],
    [t('report.delivery.status'), attempt.status],
    [t('report.delivery.service'), delivery.service],
    [t('report.delivery.server'), delivery.server],
    [t('report.delivery.sender'), mask(delivery.sender)],
    [t('report.delivery.subject'), mask(delivery.subject)],
    [t('report.delivery.messageId'), delivery.messageId],
    [t('report.delivery.size'), delivery.sizeBytes === null ? null : t('report.bytes', { count: delivery.sizeBytes })],
    [t('report.delivery.duration'), attempt.durationMs === null ? null : milliseconds(attempt.durationMs)],
    [t('report.delivery.reply'), mask(attempt.reply ?? '')],
    [
      t('report.delivery.warnings'),
      delivery.warnings.map((each) => `${each}: ${t(`deliveryWarning.${each}.sentence`)}`).join('\n'),
    ],
  ]);
}

function settingsOrigin(delivery: Delivery, used: UsedSettings | undefined, active: ActiveSettings): string {
  const { settingsRevision } = delivery;
  if (used === undefined)
    return settingsRevision === null
      ? t('report.settings.unsaved', { revision: active.revision })
      : t('report.settings.gone', { revision: settingsRevision, active: active.revision });
  if (used.revision === null) return t('report.settings.tested', { revision: active.revision });
  return used.revision === active.revision
    ? t('report.settings.active', { revision: used.revision })
    : t('report.settings.earlier', { revision: used.revision, active: active.revision });
}

/** The folders of the files that the settings name may have a person's name in them, wherever they are told. */
function withoutFolders(mask: Mask, settings: readonly (UsedSettings | undefined)[]): Mask {
  const paths = settings.flatMap((each) =>
    each === undefined ? [] : [each.draft.smtp.clientCertificateFile, each.draft.smtp.clientKeyFile],
  );
  const known = paths.filter((path) => path !== '');
  return (text) => mask(known.reduce((rest, path) => rest.replaceAll(path, fileText(path)), text));
}

function noSuchAttempt(id: number, attempt: number | undefined): Failure {
  return { code: 'NOT_FOUND', message: t('report.noAttempt', { id, attempt: attempt ?? 1 }), field: 'attempt' };
}
