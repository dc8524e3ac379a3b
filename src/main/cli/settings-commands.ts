import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import type { SettingsView } from '../../shared/contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { type Changes, collectChange } from './arguments.ts';
import { fileFailure, readText } from './input-text.ts';
import { type Outcome, orRefuse } from './outcome.ts';
import { readPassword } from './password-input.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { settingsText } from './settings-text.ts';

/** `settings show | set | export | import | password` */
export function addSettingsCommands(program: Command, run: Run): void {
  const settings = program.command('settings').usage(t('cli.help.group')).description(t('cli.help.settings'));
  settings
    .command('show')
    .description(t('cli.help.settings.show'))
    .action(() => run(async ({ call }) => settingsOutcome(await call('settings.get', {}), settingsText)));
  settings
    .command('set')
    .description(t('cli.help.settings.set'))
    .argument('<KEY=VALUE...>', t('cli.help.settings.set.pairs'), collectChange)
    .action((changes: Changes) =>
      run(async ({ call }) => settingsOutcome(await call('settings.change', { changes }), savedText)),
    );
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
}

/** For scripts, the settings document itself; what is said beside it goes to standard error. */
function settingsOutcome(result: Result<SettingsView>, text: (view: SettingsView) => string): Outcome {
  if (!result.ok) return { result: fail(result.error) };
  const { settings, notices } = result.value;
  return { result: succeed(settings), text: text(result.value), notices };
}

function savedText({ settings }: SettingsView): string {
  return t('cli.settings.saved', { revision: settings.revision });
}

function passwordText({ passwordProtection }: SettingsView): string {
  return passwordProtection === 'operating-system' ? t('cli.password.inVault') : t('cli.password.inFile');
}

async function exportSettings({ call }: Session, file: string): Promise<Outcome> {
  const exported = await call('settings.export', {});
  if (!exported.ok) return { result: exported };
  const { text } = exported.value;
  if (file === '-') return { result: exported, text };
  try {
    await writeFile(file, text);
  } catch (error) {
    return { result: fail(fileFailure(file, error)) };
  }
  return { result: succeed({ file }), text: t('cli.settings.exported', { file }) };
}
