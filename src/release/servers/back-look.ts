import { isReachable, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import { entryOf, isSettling, isUnread } from './known-split.ts';
import { strangers } from './shares.ts';
import { isShown, type Sides } from './sides.ts';
import { type ToldGroup, type ToldSplit, toldSplit } from './told-split.ts';

/** What a look at a way back shows. */
export type BackLook = {
  readonly mine: readonly ToldGroup[];
  readonly olds: readonly ToldGroup[];
  readonly others: readonly ToldGroup[];
  readonly unknown: ToldSplit['unknown'];
  /** Somebody takes traffic, and nobody could read how much. */
  readonly isBlind: boolean;
  /** What a new server takes was never read. */
  readonly isNeverRead: boolean;
};

/** A look, told as far as it can be, by sides. */
export function lookBack({ split }: Line, sides: Sides, servers: readonly Server[]): BackLook {
  const { newServers, oldServers } = sides;
  const all = [...newServers, ...oldServers, ...strangers(sides, servers)];
  const { groups, unknown } = toldSplit(split, all);
  const [news, olds] = [new Set(newServers), new Set(oldServers)];
  const on = (side: ReadonlySet<Server>) =>
    groups.filter((group) => group.servers.some((one) => side.has(one)));
  const [mine, old] = [on(news), on(olds)];
  return {
    mine,
    olds: old,
    others: groups.filter((group) => !mine.includes(group) && !old.includes(group)),
    unknown,
    isBlind: all.some(isUnread),
    isNeverRead: mine.some(({ servers: some }) => some.some(isUnread) && !entryOf(split, some)),
  };
}

/** What is waited for of what was asked before. */
export type Awaited = {
  /** Something was asked for new servers, and this look cannot show whether it came about. */
  readonly isAsked: boolean;
  /** It may still come about: it is asked for again. */
  readonly isOn: boolean;
  /** What was asked for did not come about, though looks would show it. */
  readonly isOver: boolean;
};

/** Tells whether it is to be asked for again, and whether it is too late for that. */
export function waitFor(
  { split }: Line,
  { mine, olds, others, isBlind }: BackLook,
  at: number,
): Awaited {
  const asked = (groups: readonly ToldGroup[]) =>
    groups.flatMap(({ servers }) => {
      const entry = entryOf(split, servers);
      return entry?.asked ? [entry] : [];
    });
  const isHidden = isBlind || !mine.some(isGroupOpen);
  const hidden = asked(
    mine.filter((one) => one.servers.some(isUnread) || (isHidden && isUnheard(one))),
  );
  return {
    isAsked: hidden.length > 0,
    isOn: hidden.some((one) => isSettling(one, at)),
    isOver: !isBlind && asked([...mine, ...olds, ...others]).some((one) => !isSettling(one, at)),
  };
}

/** Whether new traffic can come to some of a group. */
export function isGroupOpen({ servers }: ToldGroup): boolean {
  return servers.some(isReachable);
}

/** Whether nobody of a group answers who could take traffic. */
export function isUnheard(group: ToldGroup): boolean {
  return !isGroupOpen(group) && group.servers.some((one) => !isShown(one));
}

/**
 * What each of these groups may keep: whoever is ill keeps nothing, and one that does not answer no
 * more than was asked for it. Where that did not come about it is not named again, because a fleet
 * refuses all of a split that sends somebody to servers none of which is open.
 */
export function capped(
  { split }: Line,
  groups: readonly ToldGroup[],
  { isOn, isOver }: Awaited,
): readonly ToldGroup[] {
  return groups.map((group) => {
    const asked = entryOf(split, group.servers)?.asked?.share ?? group.share;
    const less = { ...group, share: Math.min(group.share, asked) };
    if (isUnheard(group)) return isOver ? { ...group, share: 0 } : less;
    if (!isGroupOpen(group)) return { ...group, share: 0 };
    return isOn ? less : group;
  });
}
