import { batchesMovedAt } from '../../release/migration/sides-over-time.ts';
import { moveOf } from '../../release/migration/move.ts';
import type { Release } from '../../release/state/release.ts';
import type { CrowdLook } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { context, type Ids } from '../blocks/blocks.ts';
import { chart, pointsMax } from '../blocks/chart.ts';
import type { ContentPart } from '../blocks/content.ts';
import { plainly } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';

const say = texts.crowd;

/** Points lie so far apart (ms): round times, and an edit of the message for each at most. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 3_600].map((s) => s * 1_000);
/** Under so many batches each says when it moved; of more, the last ones do. */
const batchesTold = 6;

/**
 * Who was on which side over time: the old one falls, the new one rises, and the words below name
 * when they crossed and when each batch had moved, in the reader's own time.
 */
export function crowdChart(id: Ids, release: Release): readonly ContentPart[] {
  const { curve, half } = moveOf(release);
  const [first] = curve;
  const drawn = first && drawCurve(id('chart'), release, first.at);
  if (!drawn) return [];
  const batches = batchesMovedAt(release).map((at, i) =>
    say.batchAt(say.batch(i + 1), i + 1, clock(at)),
  );
  return [
    drawn,
    context(id('marks'), [
      half === null ? null : say.half(clock(half)),
      ...batches.slice(-batchesTold),
    ]),
  ];
}

function drawCurve(block_id: string, release: Release, since: number): ContentPart {
  const { curve, half } = moveOf(release);
  const { moves } = release.plan.ways;
  const { step, count } = ticksOf((curve.at(-1)?.at ?? since) - since);
  const tickOf = (at: number) => Math.min(count - 1, Math.max(0, Math.ceil((at - since) / step)));
  const marks = marksOf(release, half, tickOf);
  const whole = (value: number) => (moves === 'traffic' ? percentOf(value) : Math.round(value));
  return chart(block_id, {
    title: say.title(moves, half === null ? null : half - since),
    since,
    sinceWhat: say.since[moves],
    y: say.y[moves],
    names: [
      say.on(plainly(release.build.version, 17)),
      release.target ? say.on(plainly(release.target.version, 17)) : say.before,
    ],
    points: Array.from({ length: count }, (_, i) => {
      const { newServers, oldServers } = between(curve, since + i * step);
      const mark = marks.get(i);
      return {
        at: since + i * step,
        values: [whole(newServers), whole(oldServers)],
        ...(mark === undefined ? {} : { mark }),
      };
    }),
  });
}

function ticksOf(length: number): { readonly step: number; readonly count: number } {
  const longest = steps.at(-1) ?? 1_000;
  const step =
    steps.find((one) => length / one < pointsMax - 1) ??
    longest * Math.ceil(length / longest / (pointsMax - 1));
  return { step, count: Math.floor(length / step) + 1 };
}

/** What happened at which tick, in the order it happened. */
function marksOf(
  release: Release,
  half: number | null,
  tickOf: (at: number) => number,
): ReadonlyMap<number, string> {
  const marks = new Map<number, string>();
  const all = [
    ...batchesMovedAt(release).map((at, i) => ({ at, mark: say.batch(i + 1) })),
    ...(half === null ? [] : [{ at: half, mark: say.crossing }]),
  ].toSorted((a, b) => a.at - b.at);
  for (const { at, mark } of all) marks.set(tickOf(at), `${marks.get(tickOf(at)) ?? ''}${mark}`);
  return marks;
}

/** What was seen at a moment; between two looks, what lies between them. */
function between(curve: readonly CrowdLook[], at: number): CrowdLook {
  const next = curve.findIndex((look) => look.at >= at);
  const after = curve[next] ?? curve.at(-1) ?? { at, newServers: 0, oldServers: 0 };
  const before = curve[next - 1] ?? after;
  const part = after.at === before.at ? 1 : (at - before.at) / (after.at - before.at);
  const mix = (a: number, b: number) => a + (b - a) * part;
  return {
    at,
    newServers: mix(before.newServers, after.newServers),
    oldServers: mix(before.oldServers, after.oldServers),
  };
}

function percentOf(share: number): number {
  return Math.round(share * 1_000) / 10;
}
