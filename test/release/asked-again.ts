import { type Lineage, noLineage } from '../../src/changes/lineage.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { transition } from '../../src/release/transition.ts';
import { build, line, plan, prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, priya, tom, roster } from '../support/people.ts';
import { yes } from '../support/release-parts.ts';

/** When a fixed build is asked for beside the one its teams approved. */
export const at = noon + 253 * minute;
export const both = [yes(ana, 'whiteboard'), yes(tom, 'accounts')];
export const before = prerelease({ kind: 'waiting', since: noon }, { approvals: both });
export const fixed = build('1.42.1');
export const ask = (
  lineage: Partial<Lineage>,
  others: readonly Release[] = [before],
  more: { readonly by?: typeof tom; readonly where?: Line; readonly staff?: typeof roster } = {},
) =>
  transition(more.where ?? line(), null, others, {
    kind: 'prerelease-requested',
    at,
    by: more.by ?? priya,
    id: 'rel_NEW',
    build: fixed,
    plan: { ...plan, hash: 'plan9' },
    note: '',
    roster: { ...(more.staff ?? roster), at },
    imageFound: true,
    among: 'beside',
    lineage: { ...noLineage, ...lineage },
  });
export const within = {
  contains: ['1.42.0'],
  untouched: [{ release: 'rel_PRE', teams: ['accounts'] }],
};
