import { signOff } from './sign-off.ts';
import type { Build } from '../state/build.ts';
import type { Lineage } from '../../changes/lineage.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import type { Roster } from '../state/people.ts';
import type { Plan } from '../state/plan.ts';
import type { Approval, Release } from '../state/release.ts';

/**
 * Approvals of pre-releases this build contains stay for teams none of whose paths changed since.
 * The requester's own is never kept, nor one that does not count there, nor any where somebody said
 * no since.
 */
export function keptApprovals(
  line: Line,
  others: readonly Release[],
  event: {
    readonly at: number;
    readonly by: { readonly id: string };
    readonly roster: Roster;
    readonly build: Build;
    readonly plan: Plan;
    readonly lineage: Lineage;
  },
): readonly Approval[] {
  const { at, by, roster, build, plan, lineage } = event;
  const kept = lineage.untouched.flatMap(({ release, teams }) => {
    const before = others.find(
      (other) =>
        other.id === release &&
        isTried(line, other) &&
        lineage.contains.includes(other.build.version),
    );
    const given = before
      ? signOff(before, at, roster).flatMap((word) => (teams.includes(word.team) ? word.by : []))
      : [];
    return given.map((one) => ({
      ...one,
      image: build.image,
      plan: plan.hash,
      kept: one.kept ?? before?.build.version ?? '',
    }));
  });
  const within = new Set(lineage.contains);
  const barred = new Set(line.blocked.flatMap((bar) => (within.has(bar.version) ? bar.teams : [])));
  const asked = kept.filter(
    (one) =>
      one.by.id !== by.id &&
      !barred.has(one.team) &&
      plan.signOff.some(({ team }) => team === one.team),
  );
  return asked.filter(
    (one, i) =>
      asked.findIndex((other) => other.by.id === one.by.id && other.team === one.team) === i,
  );
}

/**
 * A pre-release that is still tried: one that was declined, or turned round, proves no consent any
 * more.
 */
function isTried(line: Line, { kind, phase, build }: Release): boolean {
  return (
    kind === 'prerelease' && phase.kind !== 'rolling-back' && blockedBecause(line, build) === null
  );
}
