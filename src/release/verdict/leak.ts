import type { JudgedLook, JudgedSide } from './counted.ts';
import { keyOf } from './warm-up.ts';

/** What each server held, a point every ten minutes, three hours back. */
export type Memory = readonly {
  readonly side: JudgedSide;
  readonly server: string;
  readonly points: readonly { readonly at: number; readonly bytes: number }[];
}[];

const hour = 3_600_000;
const pointMs = 10 * 60_000;
const keptMs = 3 * hour;

/** Leaks show after caches are full: so long after the first point, over so long a stretch. */
const afterMs = 3 * hour;
const overMs = 2 * hour;
/** Faster than this an hour, and than twice any old server. */
const leastGrowth = 0.04;

/** Keeps a point of each server that was read. */
export function memoryAfter(memory: Memory, { at, memory: read }: JudgedLook): Memory {
  if (read.length === 0) return memory;
  const found = new Map(memory.map((one) => [keyOf(one.side, one.server), one]));
  for (const { side, server, value } of read) {
    if (!Number.isFinite(value) || value <= 0) continue;
    const key = keyOf(side, server);
    const points = found.get(key)?.points ?? [];
    const last = points.at(-1);
    if (last && at - last.at < pointMs) continue;
    const kept = points.filter((point) => at - point.at < keptMs);
    found.set(key, { side, server, points: [...kept, { at, bytes: value }] });
  }
  return [...found.values()].filter(({ points }) => at - (points.at(-1)?.at ?? 0) < keptMs);
}

/** Whether a server of the build fills up: steadily, faster than any old one, within a day. */
export function isLeaking(memory: Memory, startedAt: number, at: number): boolean {
  if (at - startedAt < afterMs) return false;
  const growths = memory.map((one) => ({ side: one.side, growth: growthOf(one.points, at) }));
  const old = Math.max(0, ...growths.map(({ side, growth }) => (side === 'old' ? growth : 0)));
  return growths.some(
    ({ side, growth }) => side === 'new' && growth > leastGrowth && growth > 2 * old,
  );
}

/** Growth an hour as a share, if it was steady over the last two hours; else nothing. */
function growthOf(points: Memory[number]['points'], at: number): number {
  const stretch = points.filter((point) => at - point.at <= overMs + pointMs);
  const [first] = stretch;
  const last = stretch.at(-1);
  if (!first || !last || last.at - first.at < overMs - pointMs) return 0;
  const ups = stretch.filter((point, i) => i > 0 && point.bytes > (stretch[i - 1]?.bytes ?? 0));
  if (ups.length < 0.8 * (stretch.length - 1)) return 0;
  return (last.bytes / first.bytes - 1) / ((last.at - first.at) / hour);
}

/** Faster than this an hour keeps a build from passing, also where it is not steady. */
const doubtedGrowth = 0.03;

/**
 * Whether a server of the build seems to fill up, which is no proof: garbage that is collected now
 * and then hides how steady a leak is. What is doubted is asked about.
 */
export function mayLeak(memory: Memory, startedAt: number, at: number): boolean {
  if (at - startedAt < afterMs) return false;
  const slopes = memory.map(({ side, points }) => ({ side, slope: slopeOf(points, at) }));
  const old = Math.max(0, ...slopes.map(({ side, slope }) => (side === 'old' ? slope : 0)));
  return slopes.some(
    ({ side, slope }) => side === 'new' && slope > doubtedGrowth && slope > 2 * old,
  );
}

/** Growth an hour as a share, by the straight line that fits the last two hours best. */
function slopeOf(points: Memory[number]['points'], at: number): number {
  const stretch = points.filter((point) => at - point.at <= overMs + pointMs);
  const many = stretch.length;
  if (many < 6) return 0;
  const meanAt = stretch.reduce((sum, point) => sum + point.at, 0) / many;
  const mean = stretch.reduce((sum, point) => sum + point.bytes, 0) / many;
  const sum = (of: (from: number, bytes: number) => number) =>
    stretch.reduce((sum, point) => sum + of(point.at - meanAt, point.bytes - mean), 0);
  const over = sum((from, bytes) => from * bytes);
  const under = sum((from) => from * from);
  return under > 0 && mean > 0 ? ((over / under) * hour) / mean : 0;
}
