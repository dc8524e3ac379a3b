import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import type { SettingsView } from '../../shared/contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { draftOf, settingValue } from '../../shared/settings.ts';
import { isOutdatedTls, pemKeys, tlsVersionSchema } from '../../shared/smtp-settings.ts';
import { type Changes, collectChange } from './arguments.ts';
import { readText } from './input-text.ts';
import { type Outcome, orRefuse } from './outcome.ts';
import { writtenOutcome } from './output-file.ts';
import { readPassword } from './password-input.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { settingsText, type ValueTexts } from './settings-text.ts';
import { onOneLine } from './text.ts';
import { inLocalTime } from './times.ts';
import { namingFile, readValueFiles } from './value-files.ts';

/** `settings show | set | export | import | password | passphrase` */
export function addSettingsCommands(program: Command, run: Run): void {
  const settings = program.command('settings').usage(t('cli.help.group')).description(t('cli.help.settings'));
  settings
    .command('show')
    .description(t('cli.help.settings.show'))
    .action(() => run(show));
  settings
    .command('set')
    .description(t('cli.help.settings.set'))
    .argument('<KEY=VALUE...>', t('cli.help.settings.set.pairs'), collectChange)
    .action(async (given: Changes) => {
      const { changes, files } = await readValueFiles(given);
      await run(async (session) =>
        changedOutcome(session, changes, namingFile(await session.call('settings.change', { changes }), files)),
      );
    });
  settings
    .command('export')
    .description(t('cli.help.settings.export'))
    .argument('<FILE>', t('cli.help.settings.export.file'))
    .action((file: string) => run((session) => exportSettings(session, file)));
  settings
    .command('import')
    .description(t('cli.help.settings.import'))
    .argument('<FILE>', t('cli.help.settings.import.file'))
    .action(async (file: string) => {
      const text = orRefuse(await readText(file, process.stdin));
      await run(async ({ call }) => settingsOutcome(await call('settings.import', { text }), savedText));
    });
  settings
    .command('password')
    .description(t('cli.help.settings.password'))
    .action(async () => {
      const password = orRefuse(await readPassword(process.stdin, process.stderr));
      await run(async ({ call }) => settingsOutcome(await call('settings.setPassword', { password }), passwordText));
    });
  settings
    .command('passphrase')
    .description(t('cli.help.settings.passphrase'))
    .action(async () => {
      const passphrase = orRefuse(await readPassword(process.stdin, process.stderr, t('cli.passphrase.prompt')));
      await run(async ({ call }) =>
        settingsOutcome(await call('settings.setClientKeyPassphrase', { passphrase }), passphraseText),
      );
    });
}

/** For scripts, the settings document itself; what is said beside it goes to standard error. */
function settingsOutcome(result: Result<SettingsView>, text: (view: SettingsView) => string): Outcome {
  if (!result.ok) return { result: fail(result.error) };
  const { settings, notices, warnings } = result.value;
  const warned = warnings.map(({ message, help }) => `${message} ${help}`);
  return { result: succeed(settings), text: text(result.value), notices: [...notices, ...warned] };
}

/** Says as well which certificates are trusted from now on: a file may have others in it than whoever named it believes. */
async function changedOutcome(
  { call, json }: Session,
  changes: Changes,
  changed: Result<SettingsView>,
): Promise<Outcome> {
  const texts = changed.ok && !json ? await certificateTexts(call, changed.value) : {};
  const trusted = Object.entries(texts)
    .filter(([key]) => changes[key] !== undefined)
    .map(([key, certificates]) => onOneLine(t('cli.settings.trusted', { key, certificates })));
  const outcome = settingsOutcome(changed, (view) => [savedText(view), ...trusted].join('\n'));
  // A script knows what it does.
  return changed.ok && !json ? { ...outcome, notices: [...(outcome.notices ?? []), ...dangersOf(changes)] } : outcome;
}

/** The window asks, or warns beside the field; here it is said once it is done. */
function dangersOf(changes: Changes): string[] {
  const lowest = tlsVersionSchema.safeParse(changes['smtp.lowestTlsVersion']);
  return [
    ...(changes['smtp.allowClearTextPassword'] === 'true' ? [t('settings.allowClearTextPassword.warning')] : []),
    ...(lowest.success && isOutdatedTls(lowest.data) ? [t('settings.lowestTlsVersion.warning')] : []),
    ...(changes['smtp.rejectInvalidCertificates'] === 'false' ? [t('settings.acceptsAny')] : []),
  ];
}

async function show({ call, json }: Session): Promise<Outcome> {
  const view = await call('settings.get', {});
  const texts = view.ok && !json ? await certificateTexts(call, view.value) : {};
  return settingsOutcome(view, (value) => settingsText(value, texts));
}

/** Says of PEM text which certificates are in it. */
async function certificateTexts(call: Session['call'], { settings }: SettingsView): Promise<ValueTexts> {
  const texts: Record<string, string> = {};
  for (const key of pemKeys) {
    const pem = String(settingValue(draftOf(settings), key));
    const described = pem === '' ? undefined : await call('certificate.describe', { pem });
    if (described?.ok !== true) continue;
    const each = described.value.certificates.map(({ subject, validTo, fingerprint256 }) =>
      t('cli.settings.certificate', { subject, until: inLocalTime(validTo), sha256: fingerprint256 }),
    );
    texts[key] = each.join('; ');
  }
  return texts;
}

function savedText({ settings }: SettingsView): string {
  return t('cli.settings.saved', { revision: settings.revision });
}

function passwordText({ passwordProtection }: SettingsView): string {
  return passwordProtection === 'operating-system' ? t('cli.password.inVault') : t('cli.password.inFile');
}

function passphraseText({ passwordProtection }: SettingsView): string {
  return passwordProtection === 'operating-system' ? t('cli.passphrase.inVault') : t('cli.passphrase.inFile');
}

async function exportSettings({ call }: Session, file: string): Promise<Outcome> {
  const exported = await call('settings.export', {});
  if (!exported.ok) return { result: exported };
  return writtenOutcome(exported, exported.value.text, file, (written) =>
    t('cli.settings.exported', { file: written }),
  );
}
