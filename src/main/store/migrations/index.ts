import { mainJob } from './0001-main-job.ts';
import { servers } from './0002-servers.ts';
import { queue } from './0003-queue.ts';

/** In order; the place in this list is the schema version. One that has landed is never edited: add another. */
export const migrations: readonly string[] = [mainJob, servers, queue];
