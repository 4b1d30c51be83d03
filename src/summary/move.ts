import type { Changelog } from '../changes/changelog.ts';
import type { Release } from '../release/state/release.ts';
import type { Chronicle, Turn } from '../release/state/turn.ts';

/**
 * Everything summaries are made from. `changelogs` are by release id; `wall` tells real time, in
 * which changes are dated.
 */
export type SummaryRecords = {
  readonly chronicles: readonly Chronicle[];
  readonly changelogs: ReadonlyMap<string, Changelog>;
  readonly wall: (at: number) => number;
};

/**
 * A release whose users moved and that is over: everybody is on it, or everybody is back. `carried`
 * are the pre-releases it went out from.
 */
export type Outcome = {
  readonly release: Release;
  readonly outcome: 'live' | 'rolled-back';
  readonly at: number;
  readonly turns: readonly Turn[];
  readonly carried: readonly Chronicle[];
  readonly changelog: Changelog | null;
  readonly messages: number;
  readonly pings: number;
};

/**
 * Releases that reached users, in the order they ended. Returns to an older build are no releases:
 * they end one.
 */
export function outcomesOf({ chronicles, changelogs }: SummaryRecords): readonly Outcome[] {
  const byId = new Map(chronicles.map((one) => [one.release.id, one]));
  const moves = chronicles.flatMap((one): readonly Outcome[] => {
    const { release, turns } = one;
    const end = release.kind === 'release' ? endOf(release, turns) : null;
    if (!end) return [];
    const carried = release.carries
      .map((id) => byId.get(id))
      .filter((found) => found !== undefined);
    const all = [one, ...carried];
    return [
      {
        release,
        turns,
        carried,
        ...end,
        changelog: changelogs.get(release.id) ?? null,
        messages: all.reduce((sum, { messages }) => sum + messages, 0),
        pings: all.reduce((sum, { pings }) => sum + pings, 0),
      },
    ];
  });
  return moves.sort((a, b) => a.at - b.at);
}

function endOf({ phase }: Release, turns: readonly Turn[]): Pick<Outcome, 'outcome' | 'at'> | null {
  if (phase.kind === 'live') return { outcome: 'live', at: phase.at };
  if (phase.kind === 'rolled-back' && turns.some((turn) => turn.phase === 'migrating'))
    return { outcome: 'rolled-back', at: phase.at };
  return null;
}

/** Returns to an older build: how people take a live release back. */
export function returnsOf({ chronicles }: SummaryRecords): readonly Chronicle[] {
  return chronicles.filter(({ release }) => release.kind === 'return');
}

/** The return that took this release away from everybody, if one did. */
export function returnFrom(
  { release, outcome, at }: Outcome,
  returns: readonly Chronicle[],
): Chronicle | null {
  if (outcome !== 'live') return null;
  const { service, build } = release;
  return (
    returns.find(
      (one) =>
        one.release.service === service &&
        one.release.target?.version === build.version &&
        one.release.at >= at,
    ) ?? null
  );
}
