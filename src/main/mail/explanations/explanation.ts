import type { ExplanationId } from '../../../shared/catalogue/explanations.ts';
import type { StepName } from '../../../shared/delivery.ts';
import type { FailureCode } from '../../../shared/result.ts';

/** What a server said when it refused. */
export type Refusal = {
  /** The step that it ended. */
  readonly step: StepName;
  /** As it came, lines joined by a line feed, each with its codes. */
  readonly reply: string;
  readonly code: number;
  /** Enhanced status code (RFC 3463), or '' when there is none. */
  readonly enhanced: string;
  /** As entered in the settings. */
  readonly host: string;
};

/** A change of the settings that mends it. */
export type CureKind =
  | 'from-signed-in-account'
  | 'sign-in'
  | 'starttls'
  | 'submission-port'
  | 'user-name-whole-address'
  | 'other-method'
  | 'ehlo-name';

/** What a refusal must be like. Every condition that is there has to hold. */
export type Condition = {
  readonly steps?: readonly StepName[];
  readonly codes?: readonly number[];
  readonly enhanced?: readonly string[];
  /**
   * Searched in the reply's words on one line, each line's codes taken off, with the enhanced code put in front: `5.1.1 User
   * unknown`. Case doesn't matter. No repetition within a repetition and no `.*`, so that no reply takes long to search.
   */
  readonly text?: RegExp;
  /** Searched in the host name in lower case, without a point at its end. */
  readonly host?: RegExp;
};

/** What is known of one kind of refusal. */
export type Explanation = {
  readonly id: ExplanationId;
  readonly when: Condition;
  /** Only where the general rules of `diagnosis-reply.ts` would give another. */
  readonly code?: FailureCode;
  /** The same message may pass later. */
  readonly transient?: true;
  /** Where the fact stands. */
  readonly source: string;
  readonly cure?: CureKind;
};
