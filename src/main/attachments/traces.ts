import { inBackground } from '../in-background.ts';
import { type Database, emptyWriteAheadLog } from '../store/database.ts';
import type { AttachmentStore } from './attachment-store.ts';

const FILES_MS = 250;
const LOG_MS = 30_000;
/** When another process was at work. */
const AGAIN_MS = 5_000;

/** Sees to it that what has been forgotten is soon nowhere on the disk any more. */
export type Traces = {
  /** To be told whenever something may have been forgotten. */
  readonly mayRemain: () => void;
  /** Does at once what is still to do, as far as no other process is at work. */
  readonly close: () => Promise<void>;
};

export type TracesDependencies = {
  readonly database: Database;
  readonly attachments: Pick<AttachmentStore, 'release'>;
  readonly unexpected: (error: unknown) => unknown;
};

export function createTraces({ database, attachments, unexpected }: TracesDependencies): Traces {
  let files: NodeJS.Timeout | undefined;
  let log: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const releaseFiles = () => {
    files = undefined;
    last = last.then(attachments.release).catch(unexpected);
  };
  const emptyLog = inBackground(() => {
    log = undefined;
    if (!emptyWriteAheadLog(database)) waitForLog(AGAIN_MS);
  }, unexpected);
  const waitForLog = (ms: number) => {
    log ??= setTimeout(emptyLog, ms).unref();
  };

  return {
    mayRemain: () => {
      files ??= setTimeout(releaseFiles, FILES_MS).unref();
      waitForLog(LOG_MS);
    },
    close: async () => {
      clearTimeout(files);
      clearTimeout(log);
      releaseFiles();
      await last;
      inBackground(() => void emptyWriteAheadLog(database), unexpected)();
    },
  };
}
