import type { JudgedLook, JudgedSide } from './counted.ts';
import { keyOf } from './warm-up.ts';

/** How many users each server has had over the last hour or so: old looks fade. */
export type Staying = readonly {
  readonly side: JudgedSide;
  readonly server: string;
  readonly at: number;
  readonly users: number;
}[];

const fadeMs = 30 * 60_000;
const keptMs = 3 * 3_600_000;

/** Fewer users than this share of an old server's are too few, if no old server strays so far. */
const leastShare = 0.8;
const spreads = 3;

/** Takes the users of a look in. */
export function stayingAfter(staying: Staying, { at, users: read }: JudgedLook): Staying {
  if (read.length === 0) return staying;
  const found = new Map(staying.map((one) => [keyOf(one.side, one.server), one]));
  for (const { side, server, value } of read) {
    if (!Number.isFinite(value) || value < 0) continue;
    const before = found.get(keyOf(side, server));
    const fade = before ? Math.exp((before.at - at) / fadeMs) : 0;
    const users = before ? before.users * fade + value * (1 - fade) : value;
    found.set(keyOf(side, server), { side, server, at, users });
  }
  return [...found.values()].filter((one) => at - one.at < keptMs);
}

/** Whether users leave the build: fewer stay there than on any old server that is like others. */
export function areLeaving(staying: Staying, startedAt: number, at: number): boolean {
  if (at - startedAt < 2 * fadeMs) return false;
  const own = staying.filter(({ side }) => side === 'new').map(({ users }) => users);
  const old = staying.filter(({ side }) => side === 'old').map(({ users }) => users);
  if (own.length === 0 || old.length < 3) return false;
  const usual = meanOf(old);
  const variance = old.reduce((sum, one) => sum + (one - usual) ** 2, 0) / (old.length - 1);
  const allowed = Math.min(usual * leastShare, usual - spreads * Math.sqrt(variance));
  return meanOf(own) < allowed;
}

/** Users now on the build for each one on old servers; 1 where nobody counts them. */
export function shareOfUsers(staying: Staying): number {
  const sum = (wanted: JudgedSide) =>
    staying.reduce((sum, { side, users }) => sum + (side === wanted ? users : 0), 0);
  const old = sum('old');
  return old > 0 ? sum('new') / old : 1;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
