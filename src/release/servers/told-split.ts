import { isHere, isReachable, type Server, shareOn } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import { entryOf, groupsOf, isUnread, knownShare, nearShare } from './known-split.ts';
import { isShown } from './sides.ts';

/** One group of a look, and what it gets as far as that can be told. */
export type ToldGroup = {
  readonly servers: readonly Server[];
  readonly share: number;
  /** `read`: the look shows it. `fitted`: it fits what the look shows. `known`: from before. */
  readonly from: 'read' | 'fitted' | 'known';
};

/** A whole split: whatever a look does not show is told from what it shows, and what is known. */
export type ToldSplit = {
  readonly groups: readonly ToldGroup[];
  /** What of all traffic is shown nowhere, and nobody of these can have. */
  readonly unknown: number;
};

/**
 * Tells the whole split. A group that nobody can read has what is known of it. A server that does
 * not answer gets as much as another of its group or nothing, and a group of which nobody answers
 * what is known of it or nothing: whichever together fits best what is shown nowhere.
 */
export function toldSplit(split: Line['split'], servers: readonly Server[]): ToldSplit {
  const groups = groupsOf(servers.filter(isHere));
  const isBlind = groups.some((group) => group.some(isUnread));
  const shown = groups.map((group) => shownOf(group));
  const hidden = Math.max(0, 1 - shown.reduce((sum, share) => sum + share, 0));
  const parts = groups.map((group) => (isSilent(group) ? maybe(split, group) : [0]));
  // Where not all is read nothing can be told from what is shown nowhere.
  const fit = isBlind ? groups.map((group) => likely(split, group)) : fitting(parts, hidden);
  const silent = fit.reduce((sum, share) => sum + share, 0);
  const over = !isBlind && silent > hidden ? hidden / silent : 1;
  const isFit = !isBlind && Math.abs(hidden - silent) <= nearShare;
  return {
    groups: groups.map((group, i): ToldGroup => {
      if (group.some(isUnread))
        return { servers: group, share: knownShare(split, group), from: 'known' };
      const share = (shown[i] ?? 0) + (fit[i] ?? 0) * over;
      const from = !isSilent(group)
        ? 'read'
        : isFit && group.some(isReachable)
          ? 'fitted'
          : 'known';
      return { servers: group, share, from };
    }),
    unknown: isBlind ? 0 : Math.max(0, hidden - silent),
  };
}

/** What they get together. */
export function sumOf(groups: readonly ToldGroup[]): number {
  return groups.reduce((sum, { share }) => sum + share, 0);
}

/** Whether a server of them does not answer, so that a look does not show all of what they get. */
function isSilent(group: readonly Server[]): boolean {
  return group.some((one) => !isShown(one));
}

function shownOf(group: readonly Server[]): number {
  return group.reduce((sum, { share }) => sum + (share ?? 0), 0);
}

/** As much for each that does not answer as for the others of its group; null where none does. */
function evenly(group: readonly Server[]): number | null {
  const open = group.filter(isReachable);
  const silent = group.filter((one) => !isShown(one)).length;
  return open.length > 0 ? ((shareOn(open) ?? 0) / open.length) * silent : null;
}

/** What those of a group get that do not answer, where nothing else tells it. */
function likely(split: Line['split'], group: readonly Server[]): number {
  if (!isSilent(group)) return 0;
  return evenly(group) ?? Math.max(0, knownShare(split, group) - shownOf(group));
}

/**
 * What those of a group may get that do not answer: of several that fit the first. What was asked
 * for comes late, because it stands in the ledger before anybody was asked.
 */
function maybe(split: Line['split'], group: readonly Server[]): readonly number[] {
  const most = evenly(group);
  const left = (all: number) => Math.min(most ?? 1, Math.max(0, all - shownOf(group)));
  const entry = entryOf(split, group);
  if (!entry) return [most ?? 0, 0];
  return [left(entry.read), most ?? 0, left(knownShare(split, group)), 0];
}

/** One of each, so that together they come nearest to a sum; of several that do, the likeliest. */
function fitting(choices: readonly (readonly number[])[], sum: number): readonly number[] {
  type Pick = { readonly left: number; readonly doubt: number; readonly shares: readonly number[] };
  const picks = choices.reduce<readonly Pick[]>(
    (all, some) =>
      all.flatMap(({ left, doubt, shares }) =>
        some.map((share, i) => ({
          left: left - share,
          doubt: doubt + i,
          shares: [...shares, share],
        })),
      ),
    [{ left: sum, doubt: 0, shares: [] }],
  );
  const nearest = Math.min(...picks.map(({ left }) => Math.abs(left)));
  const [best] = picks
    .filter(({ left }) => Math.abs(left) <= nearest + nearShare)
    .toSorted((one, other) => one.doubt - other.doubt);
  return best?.shares ?? [];
}
