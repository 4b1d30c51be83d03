import { judgeLook } from '../../src/release/verdict/judge-look.ts';
import { judgeStart } from '../../src/release/verdict/judge-state.ts';
import { verdictOf } from '../../src/release/verdict/verdict-of.ts';
import { chanceOf } from './random.ts';
import { benchOptions } from './soaks.ts';
import type { TraceLook } from './names.ts';

/** What judging costs: of a look of 10 signals by 50 servers, and over three days. */
export type Cost = {
  readonly cpuMsALook: number;
  /** Bytes of the row that is kept, after four hours and at the end. */
  readonly rowBytes: { readonly early: number; readonly late: number };
};

const signals = [
  'errors',
  'latency:0.25',
  'latency:0.5',
  'latency:1',
  'sessions',
  'sentry',
  'endpoint:a',
  'endpoint:b',
  'endpoint:c',
  'endpoint:d',
];
const servers = 50;

/** Judges looks of half a minute; a server of the fleet is replaced now and then. */
export function costOf(looks: number, lastLook: number): Cost {
  const chance = chanceOf(1);
  let state = judgeStart(
    { ...benchOptions, atMostMs: 4 * 86_400_000 },
    { learned: false, measures: [] },
  );
  const pool = Array.from({ length: 40 }, (_, i) => lookOf(chance, i));
  const live = (index: number) => {
    const look = pool[index % pool.length];
    if (look) state = judgeLook(state, { ...look, at: (index + 1) * 30_000 });
    verdictOf(state);
  };
  for (let index = 0; index < 60; index += 1) live(index);
  const before = process.cpuUsage();
  for (let index = 60; index < 60 + looks; index += 1) live(index);
  const { user, system } = process.cpuUsage(before);
  for (let index = 60 + looks; index < 480; index += 1) live(index);
  const early = JSON.stringify(state).length;
  for (let index = 480; index < lastLook; index += 1) live(index);
  const rowBytes = { early, late: JSON.stringify(state).length };
  return { cpuMsALook: (user + system) / 1_000 / looks, rowBytes };
}

function lookOf({ poisson }: ReturnType<typeof chanceOf>, turn: number): TraceLook {
  const names = Array.from({ length: servers }, (_, i) =>
    i === 0 ? 'new-0' : `old-${i === 1 ? `replaced-${turn}` : i}`,
  );
  return {
    at: 0,
    counts: signals.flatMap((signal) =>
      names.map((server, i) => ({
        signal,
        side: i === 0 ? ('new' as const) : ('old' as const),
        server,
        bad: poisson(3),
        all: poisson(300),
      })),
    ),
    silent: [],
    restarted: [],
    people: [],
    users: names.map((server, i) => ({ side: i === 0 ? 'new' : 'old', server, value: 40 })),
    memory: names.map((server, i) => ({ side: i === 0 ? 'new' : 'old', server, value: 4e8 })),
  };
}
