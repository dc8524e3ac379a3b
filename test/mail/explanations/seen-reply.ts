import type { Refusal } from '../../../src/main/mail/explanations/explanation.ts';
import type { ExplanationId } from '../../../src/shared/catalogue/explanations.ts';
import type { StepName } from '../../../src/shared/delivery.ts';

/** The entry that a reply must select (undefined: none), the step that it ended, the host as entered, and the reply as it came. */
export type SeenReply = readonly [id: ExplanationId | undefined, step: StepName, host: string, reply: string];

/** Reads the codes off a reply as the session's diagnosis does. */
export function refusalOf([, step, host, reply]: SeenReply): Refusal {
  return {
    step,
    host,
    reply,
    code: Number(reply.slice(0, 3)),
    enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(reply)?.[1] ?? '',
  };
}
