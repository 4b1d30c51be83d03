import * as fc from 'fast-check';
import type { KnownServer } from '../../src/release/state/servers.ts';
import type { KnownShare } from '../../src/release/state/traffic-share.ts';
import { noon } from '../support/noon.ts';
import { at, maybe } from './arbitrary.ts';

const missed = { at: noon, ms: 9 };

/** Servers that a release of property tests has seen. */
export const someKnown: KnownServer[] = [
  { id: 'n9', version: '1.42.0', release: 'rel_ALL', slot: 9, seenAt: noon, wasBare: true },
  { id: 'c9', version: '1.42.0', release: 'rel_PRE', slot: 9, seenAt: noon, missed },
  { id: 'o9', version: '1.41.0', release: '', slot: 9, seenAt: noon },
];

const groups = [
  { release: 'rel_ALL', version: '1.42.0' },
  { release: 'rel_PRE', version: '1.42.0' },
  { release: '', version: '1.41.0' },
] as const;
const share = fc.constantFrom(0, 0.25, 0.5, 1);
const asked = fc.record({ share, at, by: fc.constantFrom('rel_ALL', 'rel_PRE') });

/** Splits that fit the releases of property tests. */
export const splits: fc.Arbitrary<readonly KnownShare[]> = fc
  .tuple(fc.subarray([...groups]), fc.array(fc.tuple(share, maybe(asked)), { minLength: 3 }))
  .map(([some, known]) =>
    some.map((group, i) => ({ ...group, read: known[i]?.[0] ?? 0, asked: known[i]?.[1] ?? null })),
  );
