import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { t } from '../../shared/catalogue/index.ts';
import {
  namesPeople,
  type TestDepth,
  type TestInput,
  type TestReport,
  testDepthSchema,
} from '../../shared/test-message.ts';
import { type Changes, collectAddresses, collectChange, oneOf } from './arguments.ts';
import { cureText } from './cure-text.ts';
import { encryptionFields, recipientFields, warningFields } from './delivery-text.ts';
import { onInterruption } from './interruption.ts';
import { type Outcome, orRefuse, Refusal } from './outcome.ts';
import { readPassword } from './password-input.ts';
import type { Run } from './program.ts';
import type { Session } from './session.ts';
import { inMilliseconds } from './step-text.ts';
import { showSteps } from './step-watch.ts';
import { fieldList } from './table.ts';
import { namingFile, type ReadChanges, readValueFiles } from './value-files.ts';

type Options = {
  readonly to?: string;
  readonly set?: Changes;
  readonly passwordStdin?: true;
  readonly until?: TestDepth;
};

/** `test [--to ADDRESS[,ADDRESS]] [--set KEY=VALUE ...] [--password-stdin] [--until reach|sign-in|recipient|send]` */
export function addTestCommand(program: Command, run: Run): void {
  program
    .command('test')
    .description(t('cli.help.test'))
    .option('--to <ADDRESSES>', t('cli.help.test.to'), collectAddresses)
    .option('--set <KEY=VALUE>', t('cli.help.test.set'), collectChange)
    .option('--password-stdin', t('cli.help.test.passwordStdin'))
    .option('--until <STEP>', t('cli.help.test.until'), oneOf('until', testDepthSchema.options))
    .action(async (options: Options) => {
      if (options.to === undefined && namesPeople(options.until ?? 'send'))
        throw new Refusal({
          code: 'INVALID_INPUT',
          message: t('cli.usage.optionMissing', { name: '--to' }),
          field: 'to',
          help: t('cli.usage.help', { command: 'postroom test' }),
        });
      const given = options.set === undefined ? undefined : await readValueFiles(options.set);
      const password = options.passwordStdin ? orRefuse(await readPassword(process.stdin, process.stderr)) : undefined;
      await run((session) => test(session, options, given, password));
    });
}

/** Tests while showing the steps. The first Ctrl+C cancels the test, which still has its outcome and its log row. */
async function test(
  session: Session,
  options: Options,
  given: ReadChanges | undefined,
  password: string | undefined,
): Promise<Outcome> {
  const testId = randomUUID();
  const input: TestInput = {
    testId,
    to: options.to ?? '',
    ...(given === undefined ? {} : { changes: given.changes }),
    ...(password === undefined ? {} : { password }),
    ...(options.until === undefined ? {} : { until: options.until }),
  };
  const steps = session.json ? undefined : showSteps(session.app, testId);
  const ignore = onInterruption(() => void session.call('test.cancel', { testId }));
  const result = namingFile(await session.call('test.run', input), given?.files ?? {});
  ignore();
  steps?.end(result.value?.steps ?? []);
  if (result.value === undefined) return { result };
  const { deliveryId, encryption } = result.value;
  const { cures = [], explanation } = result.ok ? {} : result.error;
  return {
    result,
    text: reportText(result.value, explanation, options.until ?? 'send'),
    afterFailure: cureText({ cures, program: session.program, deliveryId, encryption, unsaved: given !== undefined }),
  };
}

function reportText(report: TestReport, explanation: string | undefined, until: TestDepth): string {
  const told = fieldList([
    ...recipientFields(report.recipients),
    [t('cli.field.reply'), report.reply],
    ...encryptionFields(report.encryption),
    ...warningFields(report.warnings),
    [t('cli.field.explanation'), explanation],
    [t('cli.field.messageId'), until === 'send' ? report.messageId : null],
    [t('cli.field.duration'), inMilliseconds(report.durationMs)],
    [t('cli.field.logEntry'), String(report.deliveryId)],
  ]);
  const heading = headingOf(report.status, until);
  return `\n${heading === undefined ? '' : `${heading}\n`}${told}`;
}

/** A failure has its sentence on standard error; a success says what it doesn't prove. */
function headingOf(status: TestReport['status'], until: TestDepth): string | undefined {
  if (status !== 'sent' && status !== 'checked') return undefined;
  return [t(status === 'sent' ? 'cli.test.sent' : 'cli.test.checked'), t(`test.proof.${until}`)].join('\n');
}
