import type { TestDepth } from '../../shared/test-message.ts';

/** What the dialog was filled out with last, for as long as the window is open. */
export type TestChoices = { readonly to: string; readonly until: TestDepth; readonly from: string };

let last: TestChoices = { to: '', until: 'send', from: '' };

export function lastChoices(): TestChoices {
  return last;
}

export function rememberChoices(choices: TestChoices): void {
  last = choices;
}
