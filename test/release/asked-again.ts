import { type Lineage, noLineage } from '../../src/changes/lineage.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, line, plan, prerelease } from '../support/a-release.ts';
import { prereleaseRequested } from '../support/events.ts';
import { given } from '../support/given.ts';
import { noon, readyAt } from '../support/noon.ts';
import { priya, tom, roster } from '../support/people.ts';
import { signedOff } from '../support/release-parts.ts';

/** When a fixed build is asked for beside the one its teams approved. */
export const at = readyAt;
export const before = prerelease({ kind: 'waiting', since: noon }, { approvals: signedOff });
export const fixed = build('1.42.1');
export const ask = (
  lineage: Partial<Lineage>,
  others: readonly Release[] = [before],
  more: { readonly by?: typeof tom; readonly where?: Line; readonly staff?: typeof roster } = {},
) =>
  given(null, { line: more.where ?? line(), others }).when(
    prereleaseRequested({
      at,
      by: more.by ?? priya,
      build: fixed,
      plan: { ...plan, hash: 'plan9' },
      roster: { ...(more.staff ?? roster), at },
      among: 'beside',
      lineage: { ...noLineage, ...lineage },
    }),
  );
export const within = {
  contains: ['1.42.0'],
  untouched: [{ release: 'rel_PRE', teams: ['accounts'] }],
};
