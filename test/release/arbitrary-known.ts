import * as fc from 'fast-check';
import type { KnownServer } from '../../src/release/state/servers.ts';
import type { KnownSplit, TrafficShare } from '../../src/release/state/traffic-share.ts';
import { noon } from '../support/noon.ts';
import { at, maybe } from './arbitrary.ts';

const missed = { at: noon, ms: 9 };

/** Servers that a release of property tests has seen. */
export const someKnown: KnownServer[] = [
  { id: 'n9', version: '1.42.0', release: 'rel_ALL', slot: 9, seenAt: noon, wasBare: true },
  { id: 'c9', version: '1.42.0', release: 'rel_PRE', slot: 9, seenAt: noon, missed },
  { id: 'o9', version: '1.41.0', release: '', slot: 9, seenAt: noon },
];

const someShares: TrafficShare[] = [
  { release: 'rel_ALL', version: '1.42.0', share: 0.5 },
  { release: 'rel_PRE', version: '1.42.0', share: 0.25 },
  { release: '', version: '1.41.0', share: 0.25 },
];

/** Splits that fit the releases of property tests. */
export const splits: fc.Arbitrary<KnownSplit> = fc.record({
  read: fc.subarray(someShares),
  asked: maybe(fc.record({ shares: fc.subarray(someShares), at })),
});
