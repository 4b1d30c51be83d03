import type { Seen } from './servers.ts';

/**
 * Users × time on each side during one stretch (clock ms). Users move, so counts are only fair per
 * user and minute.
 */
export type Exposure = {
  readonly since: number;
  readonly until: number;
  readonly newServers: number;
  readonly oldServers: number;
};

/**
 * A stretch is this long, and so many are kept: ten minutes are enough to judge, and more would
 * hide a build that has just gone bad.
 */
const stretchMs = 15_000;
const kept = 40;

/**
 * Adds what was seen since the last look. After a gap longer than `gapMaxMs` it begins anew: errors
 * of minutes in which nobody counted users cannot be shared out. `carried` users move with the old
 * side, but meet the new build already: on the canary it goes out from.
 */
export function exposed(
  before: readonly Exposure[],
  last: Seen | null,
  now: Seen,
  gapMaxMs: number,
  carried = 0,
): readonly Exposure[] {
  const gap = last ? now.at - last.at : 0;
  if (!last || gap <= 0) return before;
  if (gap > gapMaxMs) return [];
  const newServers =
    gap * (((last.newServers.users ?? 0) + (now.newServers.users ?? 0)) / 2 + carried);
  const oldServers =
    gap * Math.max(0, ((last.oldServers.users ?? 0) + (now.oldServers.users ?? 0)) / 2 - carried);
  const open = before.at(-1);
  if (!open || now.at - open.since > stretchMs)
    return [...before, { since: last.at, until: now.at, newServers, oldServers }].slice(-kept);
  return [
    ...before.slice(0, -1),
    {
      since: open.since,
      until: now.at,
      newServers: open.newServers + newServers,
      oldServers: open.oldServers + oldServers,
    },
  ];
}

/**
 * Average users on each side over all that is kept; null before anything was watched, and when the
 * last look was before `freshAfter`.
 */
export function averageUsers(
  exposure: readonly Exposure[],
  freshAfter: number,
): { readonly since: number; readonly users: number; readonly oldUsers: number } | null {
  const [first] = exposure;
  const ms = exposure.reduce((sum, { since, until }) => sum + until - since, 0);
  if (!first || ms <= 0 || (exposure.at(-1)?.until ?? 0) < freshAfter) return null;
  const sum = (side: 'newServers' | 'oldServers') =>
    exposure.reduce((total, one) => total + one[side], 0) / ms;
  return { since: first.since, users: sum('newServers'), oldUsers: sum('oldServers') };
}
