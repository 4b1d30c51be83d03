import type { Phase } from '../release/state/phase.ts';
import type { Turn } from '../release/state/turn.ts';
import type { Outcome } from './move.ts';

/** What a release spends its time on, in the order it comes. */
export const stages = [
  'starting',
  'soaking',
  'waiting',
  'in-line',
  'moving',
  'watching',
  'swapping',
  'retiring',
  'held',
  'stuck',
  'rolling-back',
] as const;

/** One of these. */
export type Stage = (typeof stages)[number];

/** How long each part took. */
export type Spent = Readonly<Partial<Record<Stage, number>>>;

/** Where the time of one release went, from the first order of a canary to its end. */
export function spentOn({ release, turns, carried }: Outcome): Spent {
  const first = carried[0];
  const until = release.at;
  return add(
    first
      ? stays(
          first.turns.filter(({ at }) => at < until),
          until,
        )
      : {},
    stays(turns, Number.POSITIVE_INFINITY),
  );
}

/** Each turn lasts until the next one; the last lasts until `end`, or ends everything. */
function stays(turns: readonly Turn[], end: number): Spent {
  return turns.reduce<Spent>((spent, turn, i) => {
    const next = turns[i + 1]?.at ?? end;
    const part = partOf(turn);
    return part && Number.isFinite(next)
      ? add(spent, { [part]: Math.max(0, Math.min(next, end) - turn.at) })
      : spent;
  }, {});
}

function add(a: Spent, b: Spent): Spent {
  return Object.fromEntries(
    stages.flatMap((part) =>
      part in a || part in b ? [[part, (a[part] ?? 0) + (b[part] ?? 0)]] : [],
    ),
  );
}

function partOf({ phase, held }: Turn): Stage | null {
  const part = partOfPhase(phase);
  return held && part !== null && part !== 'rolling-back' ? 'held' : part;
}

function partOfPhase(phase: Phase['kind']): Stage | null {
  switch (phase) {
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'verifying':
      return 'starting';
    case 'soaking':
      return 'soaking';
    case 'waiting':
      return 'waiting';
    case 'approved':
      return 'in-line';
    case 'migrating':
      return 'moving';
    case 'watching':
      return 'watching';
    case 'swapping':
      return 'swapping';
    case 'retiring':
    case 'announcing':
      return 'retiring';
    case 'stuck':
      return 'stuck';
    case 'rolling-back':
      return 'rolling-back';
    default:
      return null;
  }
}
