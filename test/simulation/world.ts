import { mayByDefault } from '../../src/release/authority/may.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Plan } from '../../src/release/state/plan.ts';
import type { Ways } from '../../src/release/state/ways.ts';
import type { Service, Services } from '../../src/service/service.ts';
import { type Cloud, makeCloud } from './cloud.ts';
import { makeBoard, makeDirectory, makePager } from './office.ts';
import { jobsOffered, makeHosts } from './hosts.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';
import { makeRepository, owners } from './repository.ts';
import { type Behaviour, makeSignals } from './signals.ts';
import { makeSinglePlaces } from './single-places.ts';
import { makeTracker } from './tracker.ts';
import type { Weather } from './weather.ts';

export const service = 'board';

const minute = 60_000;

/** Everything outside Davy: servers, users, builds, measurements, people and their messages. */
export type World = ReturnType<typeof makeWorld>;

export function makeWorld(
  schedule: Schedule,
  dice: Dice,
  weather: Weather,
  note: (text: string) => void,
  broken: (text: string) => void,
  ways: Ways,
) {
  const behaviour = new Map<string, Behaviour>();
  const shown = () => cloud;
  const signals = makeSignals(
    dice.fork(1),
    schedule.now,
    (version) => behaviour.get(version) ?? 'good',
    shown,
  );
  const first = makeBuild('1.0.0', schedule.now());
  const servers = dice.between(2, 4);
  const denied = dice.fork(10);
  const isDenied = denied.chance(0.4 * weather.meanness);
  const deniedUntil = isDenied ? schedule.now() + denied.between(8, 18) * minute : 0;
  // At night nobody comes, and traffic can be steered all the same.
  const isQuiet = ways.moves === 'traffic' && dice.fork(6).chance(0.25);
  const room = makeRoom(dice.fork(12), schedule, weather.meanness, ways);
  const cloud: Cloud = makeCloud(
    {
      dice: dice.fork(2),
      schedule,
      meanness: weather.meanness,
      users: isQuiet ? 0 : dice.between(30, 120),
      note,
      isSteered: ways.moves === 'traffic',
      isSick: signals.isSick,
      isUncounted: () => weather.isDown('prometheus'),
      deniedUntil,
      prepares: ways.prepares,
      isFull: room.isFull,
      failsToConfigure: room.failsToConfigure,
    },
    { build: first, servers, spares: room.spares },
  );
  const candidates = Array.from({ length: 5 }, (_, index) =>
    makeBuild(`1.${index + 1}.0`, schedule.now() + index),
  );
  for (const build of candidates) {
    behaviour.set(build.version, makeBehaviour(dice));
    if (!dice.chance(0.02 * weather.meanness)) cloud.images.add(build.image);
  }
  const repository = makeRepository(dice.fork(3), [first, ...candidates]);
  note(
    `world: ${servers} servers; ` +
      candidates.map(({ version }) => `${version} is ${behaviour.get(version)}`).join(', '),
  );
  const grounds = { dice: dice.fork(14), schedule, weather, note };
  const singles = makeSinglePlaces(grounds, ways.singles, first.version);
  // Who may not destroy is stuck in time for people to finish it by hand.
  const launchTimeoutMs = isDenied ? 100_000 : 5 * minute;
  const plan = { ...makePlan(dice, ways, isQuiet), launchTimeoutMs };
  return {
    cloud,
    signals,
    repository,
    first,
    candidates,
    plan,
    services: { [service]: serviceWith(plan) } satisfies Services,
    board: makeBoard(schedule.now, dice),
    pager: makePager(schedule.now),
    tracker: makeTracker(dice.fork(4), [first, ...candidates], broken),
    directory: makeDirectory(schedule.now),
    hosts: makeHosts(dice.fork(5), schedule, weather.meanness),
    singles,
    /** All trouble outside ends. */
    calm: () => {
      signals.calm();
      singles.calm();
    },
  };
}

/** Where servers come up bare there may be spares, no room at times, and jobs that fail. */
function makeRoom(dice: Dice, schedule: Schedule, meanness: number, { prepares }: Ways) {
  let fullUntil = 0;
  return {
    spares: prepares ? dice.between(0, 4) : 0,
    isFull: (what: 'order' | 'spare'): boolean => {
      if (!prepares) return false;
      if (schedule.now() < fullUntil) return true;
      if (!dice.chance(0.15 * meanness)) return false;
      if (what === 'order') fullUntil = schedule.now() + dice.between(5, 90) * 1_000;
      return true;
    },
    failsToConfigure: () => prepares && dice.chance(0.03 * meanness),
  };
}

/** What davy.yml says of it. */
function serviceWith(plan: Plan): Service {
  return {
    name: service,
    channel: 'C1',
    changelogChannel: null,
    teams: owners,
    oncall: 'S0ONCALL',
    secondOncall: null,
    admins: [],
    dashboard: null,
    reaper: { terminateAfterMs: null },
    statusPage: null,
    images: null,
    tickets: {
      url: 'https://jira.example.com',
      projects: ['BRD'],
      done: 'Done',
      fixVersion: 'board {version}',
    },
    jobs: jobsOffered,
    mostServers: 4,
    may: mayByDefault,
    plan: () => plan,
  };
}

function makeBehaviour(dice: Dice): Behaviour {
  return dice.chance(0.45)
    ? 'good'
    : dice.pick(['bad', 'bad', 'half', 'noisy', 'silent', 'silent', 'flapping', 'crashy']);
}

function makeBuild(version: string, registeredAt: number): Build {
  return {
    service,
    version,
    commit: `c${version}`,
    image: `ami-${version}`,
    checks: { passed: 10, failed: 0 },
    registeredAt,
  };
}

function makePlan(dice: Dice, ways: Ways, isQuiet: boolean): Plan {
  const own = dice.fork(9);
  return {
    hash: 'plan-1',
    ways,
    share: ways.moves === 'traffic' ? own.pick([null, 0.1, 0.4]) : null,
    servers: dice.chance(0.8) ? 1 : 2,
    soakMs: dice.between(2, 4) * 20_000,
    usersMin: isQuiet ? 0 : ways.moves === 'traffic' ? 1 : 2,
    signOff: dice.pick([
      [{ team: 'whiteboard', approvals: 1 }],
      [{ team: 'whiteboard', approvals: 2 }],
      [
        { team: 'whiteboard', approvals: 1 },
        { team: 'accounts', approvals: 1 },
      ],
    ]),
    approvalTtlMs: dice.between(10, 30) * minute,
    batches: dice.pick([
      [0.3, 1],
      [0.25, 0.5, 1],
    ]),
    betweenBatchesMs: dice.between(5, 20) * 1_000,
    reconnectsMax: 0.05,
    answerWithinMs: 300_000,
    watchMs: 40_000,
    retireGraceMs: 30_000,
    countdownMs: minute,
    postponeMs: 2 * minute,
    postponesMax: 2,
    lookEveryMs: dice.pick([10_000, 20_000]),
    judge: null,
    launchTimeoutMs: 5 * minute,
    automatic: dice.chance(0.15),
  };
}
