import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { jobWish, lookAround, sensible, unruly } from './crowd.ts';
import { makeDoor, type Wish } from './door.ts';
import { makeLink } from './link.ts';
import { makeOracle } from './oracle.ts';
import { checkDelays } from './oracle-delays.ts';
import { checkPages } from './oracle-pages.ts';
import { checkEnd, isAtRest } from './oracle-end.ts';
import { ticketsAtRest } from './oracle-tickets.ts';
import { type Dice, makeDice } from './random.ts';
import { isRunOver } from '../../src/release/state/job-run.ts';
import { type Copy, makeCopy } from './replica.ts';
import { makeSchedule } from './schedule.ts';
import { hinting, virtualTimers } from './virtual.ts';
import { makeVersions, type Version } from './versions.ts';
import { makeWeather } from './weather.ts';
import { type WayName, waysOf } from './ways.ts';
import { makeWorld, service } from './world.ts';

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

/**
 * One whole history: people, builds, faults and two copies of Davy; the same seed always tells the
 * same one.
 */
export async function runHistory(seed: number, way: WayName): Promise<Told> {
  const dice = makeDice(seed);
  const schedule = makeSchedule();
  const begin = schedule.now();
  // Singles change over last: where they are, trouble lasts until they have.
  const activeMs = dice.between(9, 13) * minute * (way === 'singles' ? 2 : 1);
  const stop = begin + activeMs;
  const weather = makeWeather(dice.fork(10), schedule.now, begin, activeMs);
  const oracle = makeOracle(schedule.now);
  const world = makeWorld(
    schedule,
    dice.fork(11),
    weather,
    oracle.note,
    (text) => oracle.broken(20, text),
    waysOf(way, seed),
  );
  oracle.watch(world);
  const copies: Copy[] = [];
  const bare = memoryLedger({ realTime: schedule.now, sleep: () => Promise.resolve() });
  const ledger = hinting(bare, (dueAt) => hint(dueAt));
  const link = makeLink(schedule, weather);
  const isMixed = way === 'mixed';
  const versioned = makeVersions((text) => oracle.broken(25, text));
  /** People and the oracle read what the newest version would read. */
  const shown = isMixed ? versioned(bare, () => 'newer') : bare;
  const isActive = () => schedule.now() < stop;
  const hinted = new Set<number>();

  function hint(dueAt: number): void {
    const time = Math.max(schedule.now() + 5, Math.ceil(dueAt));
    if (hinted.has(time)) return;
    hinted.add(time);
    schedule.at(time, () => {
      hinted.delete(time);
      const up = copies.filter(
        ({ replica }) => replica.alive && replica.pausedUntil <= schedule.now(),
      );
      if (up.length > 0) wakes.pick(up).poll();
    });
  }
  const wakes = dice.fork(12);
  const rollout = dice.fork(13);
  for (const name of ['A', 'B']) {
    const own = dice.fork(name.charCodeAt(0));
    const crashes = () => (isActive() ? 0.0004 * weather.meanness : 0);
    let version: Version = 'older';
    const renew = () => (version = 'newer');
    copies.push(
      makeCopy(name, {
        schedule,
        world,
        link,
        ledger: isMixed ? versioned(ledger, () => version) : ledger,
        oracle,
        dice: own,
        crashes,
        restarted: weather.count,
      }),
    );
    const rollsOut = rollout.between(1, 4) * minute + (name === 'A' ? 2 * minute : 0);
    if (isMixed)
      schedule.after(rollsOut, () => {
        copies.at(name === 'A' ? 0 : 1)?.crash(3_000, renew);
      });
  }
  const answered = new Set<string>();
  const acknowledged = new Map<string, number>();
  const doors = copies.map((copy) => makeDoor(copy, world, schedule, answered, acknowledged));
  for (const build of [world.first, ...world.candidates]) await bare.addBuild(build);
  await bare.decide(
    {
      service,
      release: null,
      event: {
        kind: 'adopted',
        at: begin,
        by: { id: 'U0FIRST', name: 'First' },
        build: world.first,
        roster: { at: begin, teams: {} },
        reason: '',
      },
    },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: world.first },
      release: null,
      born: null,
      effects: [],
      supersedes: false,
    }),
    () => [],
  );

  await bare.wake([{ key: `line:${service}`, lane: 'world', dueAt: begin }]);

  every(4_000, 9_000, () => copies.forEach((copy) => copy.poll()));
  every(5_000, 5_000, () => world.cloud.breathe());
  every(8_000, 15_000, () => doors.forEach((door) => door.sweep()));
  every(3_000, 5_000, () => {
    checkDelays(oracle, isExcused);
    oracle.switches.check(isExcused);
    oracle.singles.check(isExcused);
    checkPages(oracle, isExcused, (since) => weather.wasDown('pager', since));
  });
  people();
  trouble();

  const restore = virtualTimers(schedule);
  try {
    await schedule.run(stop);
    weather.calm();
    world.calm();
    oracle.note('calm');
    let resting = false;
    const look = async () => {
      resting = await atRest();
    };
    every(5_000, 5_000, () => void look());
    // Rest that lasts a minute is rest.
    do {
      resting = false;
      await schedule.run(stop + restMs, () => resting && schedule.now() > stop + 2 * minute);
      await schedule.run(schedule.now() + minute);
    } while (schedule.now() < stop + restMs && !(await atRest()));
    // Whatever has just ended is worked off, and what was switched has its time to be put back.
    if (!(await atRest())) await schedule.run(schedule.now() + 3 * minute);
    while (schedule.now() < stop + restMs && oracle.switches.isWaiting())
      await schedule.run(schedule.now() + minute);
    await checkEnd(oracle, shown, answered, acknowledged);
  } finally {
    restore();
  }
  const all = await shown.history(service, 100);
  const ends: Record<string, number> = {};
  for (const { kind, phase } of all)
    ends[`${kind} ${phase.kind}`] = (ends[`${kind} ${phase.kind}`] ?? 0) + 1;
  return {
    seed,
    events: schedule.events(),
    faults: weather.faults(),
    wholeWay: wentWholeWay(),
    ends,
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

  function every(low: number, high: number, run: () => void): void {
    const own = dice.fork(low * 31 + high);
    const again = () => {
      run();
      schedule.after(own.between(low, high), again);
    };
    schedule.after(own.between(1, high), again);
  }

  async function atRest(): Promise<boolean> {
    const line = await shown.line(service);
    const open = await shown.open(service);
    return (
      line.runs.every(isRunOver) &&
      open.every((release) => isAtRest(release, open, line.lock !== null, line.freeze !== null)) &&
      ticketsAtRest(shown, await shown.history(service, 100))
    );
  }

  /** Live, or turned round with users on it and brought home: not merely begun. */
  function wentWholeWay(): boolean {
    return [...oracle.known.values()].some(
      ({ release, awayWhenTurned }) =>
        (release.kind !== 'prerelease' && release.phase.kind === 'live') ||
        (release.phase.kind === 'rolled-back' && awayWhenTurned > 0),
    );
  }

  function people(): void {
    const own = dice.fork(20);
    let clicks = 0;
    const speak = (wanted: Wish, by = own) => {
      const trigger = `t${(clicks += 1)}`;
      oracle.note(`${wanted.by.id} says ${wanted.act} ${wanted.release ?? wanted.version}`);
      deliver(wanted, trigger, by, [0, 1_000, minute, 5 * minute]);
      if (by.chance(0.15))
        schedule.after(by.between(10, 400), () => deliver(wanted, `t${(clicks += 1)}`, by, [0]));
      if (by.chance(0.1))
        schedule.after(by.between(50, 20_000), () => deliver(wanted, trigger, by, [0]));
    };
    const deliver = (wanted: Wish, trigger: string, by: Dice, tries: readonly number[]) => {
      const [wait, ...rest] = tries;
      if (wait === undefined) return;
      schedule.after(wait, () => {
        let heard = false;
        by.pick(doors).deliver(wanted, trigger, (ok) => {
          heard = ok;
        });
        schedule.after(3_000, () => {
          if (!heard) deliver(wanted, trigger, by, rest);
        });
      });
    };
    const act = async (choose: (seen: Awaited<ReturnType<typeof lookAround>>) => Wish | null) => {
      const wanted = choose(await lookAround(shown));
      if (wanted) speak(wanted);
    };
    const turn = (low: number, high: number, choose: Parameters<typeof act>[0]) =>
      every(low, high, () => {
        if (isActive()) void act(choose);
      });
    const hands = dice.fork(40);
    every(50_000, 200_000, () => {
      if (isActive()) speak(jobWish(hands), hands);
    });
    turn(8_000, 25_000, (seen) => sensible(own, world, seen));
    turn(40_000, 160_000, (seen) =>
      own.chance(0.3 + weather.meanness / 2) ? unruly(own, world, seen) : null,
    );
  }

  function trouble(): void {
    const own = dice.fork(30);
    const often = (low: number, high: number, share: number, run: () => void) =>
      every(low * 1_000, high * 1_000, () => {
        if (!isActive() || !own.chance(share * weather.meanness)) return;
        weather.count();
        run();
      });
    often(60, 300, 0.5, () =>
      own.pick(copies).crash(own.chance(0.1) ? 300_000 : own.between(500, 20_000)),
    );
    often(60, 300, 0.5, () => own.pick(copies).pause(own.between(2_000, 70_000)));
    often(300, 900, 0.4, () => strike('sick'));
    often(400, 1_200, 0.3, () => strike('gone'));
    often(200, 700, 0.5, leave);
    function strike(how: 'gone' | 'sick'): void {
      const boxes = world.cloud.there().filter(({ state }) => state === 'ready');
      if (boxes.length === 0) return;
      const box = own.pick(boxes);
      const owner = oracle.known.get(box.release);
      // What is taken away while it starts is ordered once more.
      if (owner && how === 'gone' && owner.release.phase.kind !== 'launching') owner.killed = true;
      world.cloud.strike(box, how);
    }
    function leave(): void {
      const team = own.pick(['whiteboard', 'accounts', 'on-call']);
      const id = own.pick(['U1', 'U2', 'U3', 'U4', 'U5']);
      const all = own.chance(0.3) ? ['U1', 'U2', 'U3', 'U4', 'U5'] : [id];
      const inIt = all.filter((one) => world.directory.stoodFor(team, one, 0));
      oracle.note(`world: ${inIt.join(',')} left ${team}`);
      for (const one of inIt) world.directory.remove(team, one);
      schedule.after(own.between(60_000, 600_000), () =>
        inIt.forEach((one) => world.directory.restore(team, one)),
      );
    }
  }
}
