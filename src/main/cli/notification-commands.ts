import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import type { NotificationView } from '../../shared/notification.ts';
import { succeed } from '../../shared/result.ts';
import { exportNotification } from './notification-export.ts';
import { importNotifications, readImports } from './notification-import.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { fieldList, table } from './table.ts';
import { onManyLines } from './text.ts';
import { inLocalTime } from './times.ts';

/** `notifications list | show NAME | import FILE... | export NAME FILE | delete NAME | enable NAME | disable NAME` */
export function addNotificationCommands(program: Command, run: Run): void {
  const notifications = program
    .command('notifications')
    .usage(t('cli.help.group'))
    .description(t('cli.help.notifications'));
  const named = (name: string) => notifications.command(name).argument('<NAME>', t('cli.help.notifications.name'));
  notifications
    .command('list')
    .description(t('cli.help.notifications.list'))
    .option('--search <TEXT>', t('cli.help.notifications.search'))
    .action((filter: { search?: string }) => run((session) => list(session, filter)));
  named('show')
    .description(t('cli.help.notifications.show'))
    .action((name: string) => run((session) => show(session, name)));
  notifications
    .command('import')
    .description(t('cli.help.notifications.import'))
    .argument('<FILE...>', t('cli.help.notifications.import.file'))
    .action(async (files: string[]) => {
      const imports = await readImports(files);
      await run((session) => importNotifications(session, imports));
    });
  named('export')
    .description(t('cli.help.notifications.export'))
    .argument('<FILE>', t('cli.help.notifications.export.file'))
    .option('--force', t('cli.help.notifications.force'))
    .action((name: string, file: string, options: { force?: true }) =>
      run((session) => exportNotification(session, name, file, options.force === true)),
    );
  named('delete')
    .description(t('cli.help.notifications.delete'))
    .action((name: string) => run((session) => remove(session, name)));
  named('enable')
    .description(t('cli.help.notifications.enable'))
    .action((name: string) => run((session) => setEnabled(session, name, true)));
  named('disable')
    .description(t('cli.help.notifications.disable'))
    .action((name: string) => run((session) => setEnabled(session, name, false)));
}

async function list({ call, width }: Session, filter: { search?: string }): Promise<Outcome> {
  return outcome(await call('notifications.list', filter), ({ rows }) =>
    rows.length === 0
      ? t('cli.notifications.empty')
      : table(
          [
            { title: t('cli.column.name'), value: (row) => row.name, whole: true },
            { title: t('cli.column.enabled'), value: (row) => (row.enabled ? t('cli.yes') : t('cli.no')) },
            { title: t('cli.column.to'), value: (row) => row.to },
            { title: t('cli.column.subject'), value: (row) => row.subject },
            { title: t('cli.column.files'), value: (row) => String(row.attachments), align: 'right' },
            { title: t('cli.column.changed'), value: (row) => inLocalTime(row.updatedAt), whole: true },
          ],
          rows,
          width,
        ),
  );
}

async function show({ call }: Session, name: string): Promise<Outcome> {
  const shown = await call('notifications.get', { name });
  return shown.ok ? { result: shown, text: viewText(shown.value), notices: shown.value.notices } : { result: shown };
}

function viewText({ id, version, updatedAt, notification, files }: NotificationView): string {
  const { name, enabled, from, to, cc, bcc, replyTo, subject, html, text, attachments, placeholders } = notification;
  const sizes = new Map(files.map(({ file, sizeBytes }) => [file, sizeBytes]));
  const head = fieldList([
    [t('cli.field.id'), String(id)],
    [t('cli.field.name'), name],
    [t('cli.field.enabled'), enabled ? t('cli.yes') : t('cli.no')],
    [t('cli.field.from'), from === '' ? t('cli.notifications.systemSender') : from],
    [t('cli.field.to'), to],
    [t('cli.field.cc'), cc],
    [t('cli.field.bcc'), bcc],
    [t('cli.field.replyTo'), replyTo],
    [t('cli.field.subject'), subject],
    ...attachments.map((each) => {
      if ('slot' in each)
        return [
          t('cli.field.slot'),
          each.required ? t('cli.notifications.required', { slot: each.slot }) : each.slot,
        ] as const;
      const size = sizes.get(each.file) ?? null;
      const told = size === null ? t('cli.notifications.fileMissing') : t('cli.size.bytes', { count: size });
      return [t('cli.field.attachment'), `${each.file} (${told})`] as const;
    }),
    ...Object.entries(placeholders).map(
      ([placeholder, sample]) =>
        [
          t('cli.field.placeholder'),
          `${placeholder} = ${typeof sample === 'string' ? sample : JSON.stringify(sample)}`,
        ] as const,
    ),
    [t('cli.field.allowBlanks'), notification.allowBlanks ? t('cli.yes') : null],
    [t('cli.field.keep'), notification.keep],
    [t('cli.field.version'), String(version)],
    [t('cli.field.changed'), inLocalTime(updatedAt)],
  ]);
  return [head, ...[text, html].filter((body) => body !== '').map((body) => onManyLines(body).trimEnd())].join('\n\n');
}

async function remove({ call }: Session, name: string): Promise<Outcome> {
  const found = await call('notifications.get', { name });
  if (!found.ok) return { result: found };
  const deleted = await call('notifications.delete', { ids: [found.value.id] });
  return outcome(deleted, () => t('cli.notifications.deleted', { name: found.value.notification.name }));
}

async function setEnabled({ call }: Session, name: string, enabled: boolean): Promise<Outcome> {
  const found = await call('notifications.get', { name });
  if (!found.ok) return { result: found };
  const set = await call('notifications.setEnabled', { ids: [found.value.id], enabled });
  if (!set.ok) return { result: set };
  const told = { name: found.value.notification.name };
  return {
    result: succeed(set.value),
    text: enabled ? t('cli.notifications.enabled', told) : t('cli.notifications.disabled', told),
  };
}
