import { describe, test } from 'vitest';
import { type Peer, reasonMissing } from './peers.ts';

/**
 * Describes tests that need other programs. Where one is missing the tests are skipped and the reason is said in their place;
 * with POSTROOM_REQUIRE_PEERS=1 it is a failure.
 */
export function describeWithPeers(peers: readonly Peer[], title: string, tests: () => void): void {
  const reason = peers.map(reasonMissing).find((each) => each !== undefined);
  if (reason === undefined) return void describe(title, tests);
  const required = process.env.POSTROOM_REQUIRE_PEERS === '1';
  // Reporters don't tell why a test was skipped.
  if (!required) console.warn(`Skipped: ${title} (${reason}).`);
  describe(title, () => {
    test(`needs ${peers.join(', ')}`, ({ skip }) => {
      if (required) throw new Error(reason);
      skip(reason);
    });
  });
}
