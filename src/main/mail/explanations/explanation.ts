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

/**
 * What a refusal must be like. Every condition that is there has to hold. No pattern repeats a repetition, or anything without
 * a bound, so that no reply takes long to search.
 */
export type Condition = {
  readonly steps?: readonly StepName[];
  readonly codes?: readonly number[];
  /** Searched in the enhanced status code, which is empty when there is none. */
  readonly enhanced?: RegExp;
  /**
   * Searched in what the server says: the words on one line, each line's codes taken off, with the enhanced code put in front
   * (`5.1.1 User unknown`), and `<>` for each address, host name and URL, because those are not its words. Case doesn't matter.
   */
  readonly text?: RegExp;
  /**
   * Who says it, wherever an entry names a service: searched in the host name in lower case, without a point at its end, and on
   * the next line in the words with their host names and URLs.
   */
  readonly speaker?: RegExp;
};

/** What is known of one kind of refusal. */
export type Explanation = {
  readonly id: ExplanationId;
  readonly when: Condition;
  /** Only where the general rules of `diagnosis-reply.ts` would give another. */
  readonly code?: FailureCode;
  /** Where the fact stands. */
  readonly source: string;
  readonly cure?: CureKind;
};
