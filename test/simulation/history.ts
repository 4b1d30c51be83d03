import type { Ledger } from '../../src/ports/ledger.ts';
import { isRunOver } from '../../src/release/state/job-run.ts';
import { makeCrew } from './crew.ts';
import { makeDoor } from './door.ts';
import { makeOracle, type Oracle } from './oracle.ts';
import { checkDelays } from './oracle-delays.ts';
import { checkEnd, isAtRest } from './oracle-end.ts';
import { checkPages } from './oracle-pages.ts';
import { ticketsAtRest } from './oracle-tickets.ts';
import { livePeople } from './people.ts';
import { makeDice } from './random.ts';
import { makeRounds } from './rounds.ts';
import { makeSchedule } from './schedule.ts';
import { bringTrouble } from './trouble.ts';
import { virtualTimers } from './virtual.ts';
import { type WayName, waysOf } from './ways.ts';
import { makeWeather } from './weather.ts';
import { makeWorld, service, type World } from './world.ts';

/** What came of one history of the whole bot. */
export type Told = {
  readonly seed: number;
  readonly events: number;
  readonly faults: number;
  readonly wholeWay: boolean;
  readonly ends: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  readonly journal: readonly string[];
};

const minute = 60_000;
const restMs = 45 * minute;
/** Longer than a lease, a pause and a crash together, and than an answer may take. */
const calmLeastMs = 75_000;
const restLeastMs = 45_000;

/**
 * One whole history: people, builds, faults and two copies of Davy; the same seed always tells the
 * same one.
 */
export async function runHistory(seed: number, way: WayName): Promise<Told> {
  const dice = makeDice(seed);
  const schedule = makeSchedule();
  const begin = schedule.now();
  // Singles change over last: where they are, trouble lasts until they have.
  const activeMs = dice.between(11, 16) * 30_000 * (way === 'singles' ? 1.6 : 1);
  const stop = begin + activeMs;
  const weather = makeWeather(dice.fork(10), schedule.now, begin, activeMs);
  const oracle = makeOracle(schedule.now);
  const broken = (text: string) => oracle.broken(20, text);
  const ways = waysOf(way, seed);
  const world = makeWorld(schedule, dice.fork(11), weather, oracle.note, broken, ways);
  oracle.watch(world);
  const isActive = () => schedule.now() < stop;
  const every = makeRounds(dice, schedule);
  const around = { dice, schedule, every, weather, world, oracle, isActive };
  const { copies, bare, shown } = makeCrew({ way, ...around });
  const answered = new Set<string>();
  const acknowledged = new Map<string, number>();
  const doors = copies.map((copy) => makeDoor(copy, world, schedule, answered, acknowledged));
  await beginLine(bare, world, begin);

  every(4_000, 9_000, () => copies.forEach((copy) => copy.poll()));
  every(5_000, 5_000, () => world.cloud.breathe());
  every(8_000, 15_000, () => doors.forEach((door) => door.sweep()));
  every(3_000, 5_000, () => {
    checkDelays(oracle, isExcused);
    oracle.switches.check(isExcused);
    oracle.singles.check(isExcused);
    oracle.left.check((since) => isExcused(since) || weather.wasDown('pager', since));
    oracle.reminded.check(isExcused);
    checkPages(oracle, isExcused, (since) => weather.wasDown('pager', since));
  });
  livePeople({ ...around, doors, shown });
  bringTrouble({ ...around, copies });

  const restore = virtualTimers(schedule);
  try {
    await schedule.run(stop);
    weather.calm();
    world.calm();
    oracle.note('calm');
    await rest();
    await checkEnd(oracle, shown, answered, acknowledged);
  } finally {
    restore();
  }
  return {
    seed,
    events: schedule.events(),
    faults: weather.faults(),
    wholeWay: wentWholeWay(oracle),
    ends: await endsOf(shown),
    violations: oracle.violations,
    journal: oracle.journal,
  };

  /** The database or the fleet was away, or both copies were, at some time since then. */
  function isExcused(since: number): boolean {
    return (
      weather.wasDown('ledger', since) ||
      weather.wasDown('fleet', since) ||
      copies.every(({ awayUntil }) => awayUntil() >= since)
    );
  }

  /** Everything that was begun ends once nothing outside fails any more. */
  async function rest(): Promise<void> {
    let resting = false;
    const look = async () => {
      resting = await atRest(shown);
    };
    every(5_000, 5_000, () => void look());
    const isWaiting = () => oracle.switches.isWaiting() || oracle.left.isWaiting();
    // Slack delivers once more after five minutes what nobody took: that may begin something.
    do {
      // Rest that lasts is rest.
      do {
        resting = false;
        await schedule.run(stop + restMs, () => resting && schedule.now() > stop + calmLeastMs);
        await schedule.run(schedule.now() + restLeastMs);
      } while (schedule.now() < stop + restMs && !(await atRest(shown)));
      // Whatever has just ended is worked off, and what was switched has its time to be put back.
      if (!(await atRest(shown))) await schedule.run(schedule.now() + 3 * minute);
      while (schedule.now() < stop + restMs && isWaiting())
        await schedule.run(schedule.now() + minute);
    } while (schedule.now() < stop + restMs && !(await atRest(shown)));
  }
}

/** The builds there are, and the one that everybody uses. */
async function beginLine(ledger: Ledger, { first, candidates }: World, at: number): Promise<void> {
  for (const build of [first, ...candidates]) await ledger.addBuild(build);
  const by = { id: 'U0FIRST', name: 'First' };
  const roster = { at, teams: {} };
  await ledger.decide(
    {
      service,
      release: null,
      event: { kind: 'adopted', at, by, build: first, roster, reason: '' },
    },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: first },
      release: null,
      born: null,
      effects: [],
      supersedes: false,
    }),
    () => [],
  );
  await ledger.wake([{ key: `line:${service}`, lane: 'world', dueAt: at }]);
}

async function atRest(shown: Ledger): Promise<boolean> {
  const line = await shown.line(service);
  const open = await shown.open(service);
  return (
    line.runs.every(isRunOver) &&
    open.every((release) => isAtRest(release, open, line.lock !== null, line.freeze !== null)) &&
    ticketsAtRest(shown, await shown.history(service, 100))
  );
}

/** Live, or turned round with users on it and brought home: not merely begun. */
function wentWholeWay({ known }: Oracle): boolean {
  return [...known.values()].some(
    ({ release, awayWhenTurned }) =>
      (release.kind !== 'prerelease' && release.phase.kind === 'live') ||
      (release.phase.kind === 'rolled-back' && awayWhenTurned > 0),
  );
}

async function endsOf(shown: Ledger): Promise<Told['ends']> {
  const ends: Record<string, number> = {};
  for (const { kind, phase } of await shown.history(service, 100))
    ends[`${kind} ${phase.kind}`] = (ends[`${kind} ${phase.kind}`] ?? 0) + 1;
  return ends;
}
