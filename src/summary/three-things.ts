import { signOff } from '../release/approval/sign-off.ts';
import type { Because } from '../release/state/because.ts';
import type { Line } from '../release/state/line.ts';
import type { Harm } from '../release/state/phase.ts';
import type { Release } from '../release/state/release.ts';
import type { TimelineEntry } from '../release/seen/timeline.ts';
import type { Chronicle, Turn } from '../release/state/turn.ts';
import { isFailing, recoveredIn, returnedIn } from './harm.ts';
import { type Outcome, returnFrom } from './move.ts';
import { isIn, type Period } from './period.ts';

/**
 * What broke: a release that went back or is going, one that was left again, or a canary that was
 * stopped. `users` met it when it was left; `fixedBy` is the build that everybody got instead.
 */
export type Broken = {
  readonly service: string;
  readonly version: string;
  readonly because: Because;
  readonly at: number;
  readonly users: number | null;
  readonly ms: number | null;
  readonly fixedBy: string | null;
  /** Its users are not all back yet. */
  readonly isGoingBack?: true;
  /** The releases it happened in, the canary first; and what was done there, where that is read. */
  readonly releases: readonly string[];
  readonly timeline?: readonly TimelineEntry[];
};

/** What waits for somebody: whose word or act is missing, who owns it, and since when. */
export type Wait = {
  readonly kind: 'locked' | 'approval' | 'start' | 'held' | 'stuck' | 'frozen';
  readonly service: string;
  readonly version: string | null;
  readonly teams: readonly string[];
  readonly owner: string | null;
  readonly since: number;
};

/** Everything that broke in the period, the newest last. */
export function brokenIn(
  moves: readonly Outcome[],
  chronicles: readonly Chronicle[],
  period: Period,
): readonly Broken[] {
  const returns = chronicles.filter(({ release }) => release.kind === 'return');
  const carried = new Set(chronicles.flatMap(({ release }) => release.carries));
  const released = moves.flatMap((move) => {
    const back = returnFrom(move, returns);
    if (back && isIn(back.release.at, period)) return [leftAgain(move, back)];
    return move.outcome === 'rolled-back' && isIn(move.at, period) ? [wentBack(move)] : [];
  });
  const canaries = chronicles.flatMap((one) => {
    const { kind, phase, id } = one.release;
    return kind === 'prerelease' &&
      phase.kind === 'rolled-back' &&
      isIn(phase.at, period) &&
      !carried.has(id)
      ? [wentBack({ ...one, at: phase.at, carried: [] })]
      : [];
  });
  return [...released, ...canaries, ...goingBack(chronicles, period)]
    .map((one) => ({ ...one, fixedBy: fixOf(one, moves) }))
    .sort((a, b) => a.at - b.at);
}

type Unfixed = Omit<Broken, 'fixedBy'>;

type Back = Pick<Outcome, 'release' | 'turns' | 'at' | 'carried'>;

function wentBack({ release, turns, at, carried }: Back): Unfixed {
  const { service, build, phase } = release;
  const failing = turns.filter((turn) => isFailing(release, turn));
  return {
    service,
    version: build.version,
    because: 'because' in phase ? phase.because : { kind: 'fault' },
    at,
    users: harmIn(phase)?.users ?? most(failing, ({ users }) => users),
    ms: recoveredIn({ turns }, at),
    releases: [...carried.map((one) => one.release.id), release.id],
  };
}

/** What turned round and is not home: whoever asks now is told of it first of all. */
function goingBack(chronicles: readonly Chronicle[], period: Period): readonly Unfixed[] {
  return chronicles.flatMap((one) => {
    const { phase, kind, carries } = one.release;
    const turned = phase.kind === 'stuck' ? phase.from : phase;
    if (kind === 'return' || turned.kind !== 'rolling-back' || turned.end !== 'rolled-back')
      return [];
    if (!isIn(turned.since, period)) return [];
    const carried = chronicles.filter(({ release }) => carries.includes(release.id));
    const made = wentBack({
      ...one,
      release: { ...one.release, phase: turned },
      at: turned.since,
      carried,
    });
    return turned.usersBackAt === null
      ? [{ ...made, ms: null, isGoingBack: true as const }]
      : [made];
  });
}

/** The number its thread tells, so that a summary does not tell another. */
function harmIn(phase: Release['phase']): Harm | null {
  return 'harm' in phase ? (phase.harm ?? null) : null;
}

function leftAgain({ release }: Outcome, back: Chronicle): Unfixed {
  const { by, note, at } = back.release;
  return {
    service: release.service,
    version: release.build.version,
    because: { kind: 'said', act: 'returned', who: by?.name ?? '', reason: note },
    at,
    users: most(back.turns, ({ oldUsers }) => oldUsers),
    ms: returnedIn(back),
    releases: [release.id, back.release.id],
  };
}

function most(turns: readonly Turn[], of: (turn: Turn) => number | null): number | null {
  const counted = turns.map(of).filter((users) => users !== null);
  return counted.length === 0 ? null : Math.max(...counted);
}

/** The next build that everybody got, where there is one by now. */
function fixOf({ service, at }: Unfixed, moves: readonly Outcome[]): string | null {
  const fix = moves.find(
    (move) => move.release.service === service && move.outcome === 'live' && move.at > at,
  );
  return fix?.release.build.version ?? null;
}

/** What waits now: locks first, then what has waited longest. */
export function waitsOf(
  releases: readonly Release[],
  lines: readonly Line[],
  at: number,
): readonly Wait[] {
  const shut = lines.flatMap(({ service, lock, freeze }): readonly Wait[] => [
    ...(lock
      ? [
          {
            ...ofLine(service, lock.since),
            kind: 'locked' as const,
            ...ownerOf(lock.release, releases),
          },
        ]
      : []),
    ...(freeze && freeze.until > at
      ? [{ ...ofLine(service, freeze.since), kind: 'frozen' as const, owner: freeze.by.name }]
      : []),
  ]);
  const open = releases.flatMap((release) => waitOf(release, at) ?? []);
  return [...shut, ...open.toSorted((a, b) => a.since - b.since)];
}

function ofLine(service: string, since: number): Omit<Wait, 'kind'> {
  return { service, version: null, teams: [], owner: null, since };
}

function ownerOf(id: string, releases: readonly Release[]): Pick<Wait, 'owner'> {
  return { owner: releases.find((release) => release.id === id)?.by?.name ?? null };
}

function waitOf(release: Release, at: number): Wait | null {
  const { service, build, by, phase, hold } = release;
  const mine = { service, version: build.version, teams: [], owner: by?.name ?? null };
  if (hold !== null && 'since' in phase)
    return { ...mine, kind: 'held', owner: hold.by.name, since: hold.since };
  switch (phase.kind) {
    case 'waiting':
      return {
        ...mine,
        kind: 'approval',
        teams: signOff(release, at, null).flatMap(({ team, by: said, of }) =>
          said.length < of ? [team] : [],
        ),
        since: phase.since,
      };
    case 'approved':
      return { ...mine, kind: 'start', since: phase.since };
    case 'stuck':
      return { ...mine, kind: 'stuck', since: phase.since };
    default:
      return null;
  }
}
