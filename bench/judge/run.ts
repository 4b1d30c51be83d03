import { type Cost, costOf } from './cost.ts';
import { proofSeeds } from './corpus.ts';
import { liveAll, liveNulls } from './crew.ts';
import { detections } from './detection.ts';
import { alarmsOf, byKind, byTraffic, type JudgeFigures, rowsOf } from './figures.ts';

/** How many soaks of each sort are lived. */
export type Sizes = {
  readonly healthy: number;
  readonly bad: number;
  readonly damaged: number;
  readonly nulls: number;
  readonly detections: number;
  /** Looks after which what is kept is measured again: three days are 8,640. */
  readonly lastLook: number;
  readonly firstSeed: number;
};

/** What the promises are about: of 2,300 bad builds some 1,900 do more harm than is tolerated. */
export const proof: Sizes = {
  healthy: 2_000,
  bad: 2_300,
  damaged: 2_300,
  nulls: 10_000,
  detections: 12,
  lastLook: 8_640,
  firstSeed: proofSeeds,
};

/** Judges a corpus by Davy and by others, and fails where a promise is not kept. */
export async function judgeBench(say: (line: string) => void, sizes: Sizes = proof) {
  const { firstSeed } = sizes;
  const cost = costOf(200, sizes.lastLook);
  say(`a look of 10 signals by 50 servers: ${cost.cpuMsALook.toFixed(2)} ms of CPU`);
  const found = detections(sizes.detections, firstSeed);
  say(`times of detection: ${JSON.stringify(found)}`);
  const healthy = await liveAll('healthy', sizes.healthy, firstSeed);
  const bad = await liveAll('bad', sizes.bad, firstSeed);
  const rows = rowsOf(healthy, bad);
  for (const row of rows) say(JSON.stringify(row));
  const damaged = await liveAll('damaged', sizes.damaged, firstSeed);
  const alarms = alarmsOf(await liveNulls(sizes.nulls, firstSeed));
  const beyond = damaged.filter((one) => one.beyond);
  const result = {
    bench: 'judge',
    rows,
    healthy: byTraffic(healthy),
    healthyPaged: healthy.filter(({ davy }) => davy.pagedAt !== null).length / healthy.length,
    bad: byKind(bad),
    damaged: {
      bad: beyond.length,
      released: beyond.filter(({ davy }) => davy.ending === 'released').length,
    },
    alarms,
    detections: found,
    cost,
  };
  return { result, faults: faultsOf(result) };
}

type Promised = {
  readonly rows: readonly JudgeFigures[];
  readonly healthy: ReturnType<typeof byTraffic>;
  readonly damaged: { readonly released: number };
  readonly alarms: Pick<ReturnType<typeof alarmsOf>, 'paged' | 'back'>;
  readonly cost: Cost;
};

/** The promises of this bench, each with what broke it. */
export function faultsOf({ rows, healthy, damaged, alarms, cost }: Promised): readonly string[] {
  const [davy] = rows;
  const promises: readonly (readonly [boolean, string])[] = [
    [davy?.badReleased === 0, `${davy?.badReleased} bad builds were released`],
    [(davy?.healthy.rolledBack ?? 1) <= 0.01, 'more than 1 % of healthy builds were rolled back'],
    [healthy.enough.asks <= 0.15, 'more than 15 % are asked about at 100 requests a minute'],
    [damaged.released === 0, `${damaged.released} bad builds passed by damaged data`],
    [alarms.paged <= 0.05, 'more than 5 % of soaks without a fault called people'],
    [alarms.back <= 0.002, 'more than 0.2 % of soaks without a fault were rolled back'],
    [cost.cpuMsALook < 2, 'a look of 10 signals by 50 servers takes 2 ms or more'],
    [cost.rowBytes.late < 1.5 * cost.rowBytes.early, 'what is kept of a soak grows'],
  ];
  return promises.flatMap(([kept, fault]) => (kept ? [] : [fault]));
}
