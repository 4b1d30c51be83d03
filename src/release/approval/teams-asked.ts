import type { BlockedBuild, Line } from '../state/line.ts';
import type { Approval, Release } from '../state/release.ts';

/**
 * Barred builds whose commit is in this one: it is their fix or their revert, or it carries what
 * they were barred for.
 */
export function barsWithin(line: Line, { build, contains }: Release): readonly BlockedBuild[] {
  if (contains.length === 0) return [];
  // Both grow with the years: each is gone through once.
  const within = new Set(contains);
  return line.blocked.filter((bar) => bar.version !== build.version && within.has(bar.version));
}

/**
 * The same release, asking also the teams that barred a build which is contained in it; one that
 * asks nobody otherwise asks them. What they said before they knew of the bar is no word on it.
 */
export function askingAll(line: Line, release: Release): Release {
  const { plan } = release;
  const bars = barsWithin(line, release);
  const heard =
    overtaken(bars, release).length === 0
      ? release
      : { ...release, approvals: release.approvals.filter((given) => !isOvertaken(bars, given)) };
  const asked = plan.automatic ? [] : plan.signOff;
  const more = new Set(
    bars.flatMap(({ teams }) => teams).filter((team) => !asked.some((one) => one.team === team)),
  );
  // Nobody is known to have barred it: then it is everybody's.
  if (plan.automatic && bars.length > 0 && more.size === 0)
    return { ...heard, plan: { ...plan, automatic: false } };
  if (more.size === 0) return heard;
  const approvals = Math.max(1, ...plan.signOff.map((one) => one.approvals));
  return {
    ...heard,
    plan: {
      ...plan,
      automatic: false,
      signOff: [...asked, ...[...more].map((team) => ({ team, approvals }))],
    },
  };
}

/**
 * Whether the question that people were shown names no bar that came since: until the next look
 * asks anew, no yes is heard, for nobody who says it knows of the bar.
 */
export function isAskedAnew(line: Line, release: Release): boolean {
  return askingAll(line, release) !== release;
}

/** Bars that came after somebody of the team that set them had said yes to this build. */
export function overtaken(
  bars: readonly BlockedBuild[],
  { approvals }: Release,
): readonly BlockedBuild[] {
  return bars.filter((bar) => approvals.some((given) => isOvertaken([bar], given)));
}

function isOvertaken(bars: readonly BlockedBuild[], { team, at }: Approval): boolean {
  return bars.some((bar) => bar.teams.includes(team) && at <= bar.at);
}
