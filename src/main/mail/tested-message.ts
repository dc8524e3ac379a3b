import type { Mailbox } from '../../shared/address.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import type { LoggedFile } from '../log/message-files.ts';
import type { MessageSource } from './message-source.ts';

/** What a test sends: the test message, or a notification filled with its samples. */
export type TestedMessage = {
  readonly messageId: string;
  readonly subject: string;
  /** All of it but the content of its files. */
  readonly source: Uint8Array;
  readonly files: readonly LoggedFile[];
  /** All of it. */
  readonly whole: MessageSource;
  /** True when the settings' character set can't hold it, so that it goes as UTF-8. */
  readonly fellBack: boolean;
};

/** A notification that a test is to send. */
export type TestedNotification = {
  /** Undefined: it leaves the sender to the settings. */
  readonly sender: Mailbox | undefined;
  readonly compose: (facts: {
    readonly sender: Mailbox;
    readonly recipients: readonly Mailbox[];
    readonly at: Date;
  }) => Promise<TestedMessage>;
};

/** Fills a notification with its samples; fails as an Action would. */
export type ComposeNotification = (
  tested: NonNullable<ParsedInput<'test.run'>['notification']>,
  settings: SettingsDraft,
) => Result<TestedNotification>;
