import { Command, type OutputConfiguration } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import { addCapturedCommands } from './captured-commands.ts';
import { addLogCommands } from './log-commands.ts';
import { addNotificationCommands } from './notification-commands.ts';
import { addNotifyCommand } from './notify-command.ts';
import { Refusal } from './outcome.ts';
import { addProbeCommand } from './probe-command.ts';
import { addQueueCommands } from './queue-commands.ts';
import { addServeCommand } from './serve-command.ts';
import type { SessionOptions, Work } from './session.ts';
import { addSettingsCommands } from './settings-commands.ts';
import { addTestCommand } from './test-command.ts';
import { addTokenCommands } from './token-commands.ts';
import { UsageStop } from './usage-stop.ts';

/** Has a command's work done in a session. */
export type Run = (work: Work, options?: SessionOptions) => Promise<void>;

type Surroundings = { readonly run: Run; readonly writeHelp: (text: string) => void };

const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': t('cli.help.usage'),
  'Arguments:': t('cli.help.arguments'),
  'Options:': t('cli.help.options'),
  'Global Options:': t('cli.help.globalOptions'),
  'Commands:': t('cli.help.commands'),
};

/** The command line as commander reads it. It prints nothing of its own: it throws UsageStop or Refusal. */
export function buildProgram({ run, writeHelp }: Surroundings): Command {
  const program = new Command('postroom')
    .description(t('cli.help.program'))
    .option('--data-dir <DIR>', t('cli.help.dataDir'), parseFolder)
    .option('--json', t('cli.help.json'))
    .usage(t('cli.help.programUsage'))
    .addHelpText('after', `\n${t('cli.help.exitCodes')}`);
  addSettingsCommands(program, run);
  addTestCommand(program, run);
  addProbeCommand(program, run);
  addNotifyCommand(program, run);
  addNotificationCommands(program, run);
  addQueueCommands(program, run);
  addLogCommands(program, run);
  addCapturedCommands(program, run);
  addTokenCommands(program, run);
  addServeCommand(program, run);
  const output: OutputConfiguration = { writeOut: writeHelp, writeErr: () => {}, outputError: () => {} };
  for (const command of [program, ...descendants(program)]) {
    command
      .helpOption('-h, --help', t('cli.help.help'))
      .helpCommand(false)
      .configureHelp({ showGlobalOptions: true, styleTitle: (title) => helpTitles[title] ?? title })
      .configureOutput(output)
      .exitOverride((error) => {
        throw new UsageStop(command, error);
      });
  }
  return program;
}

function descendants(command: Command): Command[] {
  return command.commands.flatMap((each) => [each, ...descendants(each)]);
}

function parseFolder(text: string): string {
  if (text !== '' && !text.startsWith('-')) return text;
  throw new Refusal({ code: 'INVALID_INPUT', message: t('cli.usage.dataDir') });
}
