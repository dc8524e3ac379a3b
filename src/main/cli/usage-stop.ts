import type { Command, CommanderError } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import type { Failure } from '../../shared/result.ts';

/** Where commander stopped, with the command that it had got to. */
export class UsageStop extends Error {
  readonly command: Command;
  override readonly cause: CommanderError;

  constructor(command: Command, cause: CommanderError) {
    super(cause.message);
    this.command = command;
    this.cause = cause;
  }
}

/**
 * Says in our words why commander couldn't read the arguments. Of what was typed only names come back, never values:
 * one of them could be a password in the wrong place.
 */
export function usageFailure({ command, cause }: UsageStop): Failure {
  return {
    code: 'INVALID_INPUT',
    message: usageProblem(command, cause),
    help: t('cli.usage.help', { command: path(command) }),
  };
}

function usageProblem(command: Command, { code, message }: CommanderError): string {
  const quoted = /'([^'\s]*)/.exec(message)?.[1] ?? '';
  const name = quoted.startsWith('-') ? quoted.replace(/=.*/, '') : quoted;
  const alike = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1];
  switch (code) {
    case 'commander.help':
      return t('cli.usage.commandMissing', { commands: command.commands.map((each) => each.name()).join(', ') });
    case 'commander.unknownCommand':
      return alike === undefined
        ? t('cli.usage.commandUnknown', { name })
        : t('cli.usage.commandUnknown.alike', { name, alike });
    case 'commander.unknownOption':
      return alike === undefined
        ? t('cli.usage.optionUnknown', { name })
        : t('cli.usage.optionUnknown.alike', { name, alike });
    case 'commander.missingArgument':
      return t('cli.usage.argumentMissing', { name });
    case 'commander.missingMandatoryOptionValue':
      return t('cli.usage.optionMissing', { name });
    case 'commander.optionMissingArgument':
      return t('cli.usage.optionValueMissing', { name });
    case 'commander.excessArguments':
      return t('cli.usage.tooManyArguments', { command: path(command) });
    default:
      return t('cli.usage.invalid');
  }
}

/** Gives the names from the program to the command, as they are typed. */
function path(command: Command): string {
  return command.parent === null ? command.name() : `${path(command.parent)} ${command.name()}`;
}
