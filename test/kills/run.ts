import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../../playground/call.ts';
import type { Pace } from '../../playground/davy/settings.ts';
import type { Build } from '../../playground/repository/create.ts';
import { usersOf } from '../../playground/stories/figures.ts';
import { serversOf } from '../../playground/stories/servers.ts';
import { until } from '../../playground/stories/until.ts';
import { cast, setStage, type Stage } from '../../playground/stories/stage.ts';
import type { FleetKind } from '../../playground/sample.ts';
import { startWorld } from '../../playground/world.ts';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { beginBeside } from './beside.ts';
import { incidentsOf, launchesOf, postsOf, repeated } from './evidence.ts';
import { type Killed, startKilling } from './killer.ts';
import type { Group, Run } from './matrix.ts';
import {
  askByMention,
  bringIn,
  follow,
  repeatDeliveries,
  typeOnce,
  typeUntilAnswered,
} from './people.ts';

/**
 * A short soak, a countdown that three lives can share, and no limit that a busy machine could
 * pass.
 */
const pace: Partial<Pace> = {
  soak: '6s',
  launchTimeout: '10m',
  countdown: '40s',
  postpone: '40s',
  p95Ms: 5_000,
};
/** One canary, and as many servers as served before. */
const canaries = 1;
const fleet = 4;
/**
 * Longer than a call of a killed worker may take to arrive: by then its work has been taken up
 * again.
 */
const settleMs = lateWindowMs(timing) + timing.marginMs;
const patienceMs = 120_000;

/**
 * How a run ended, and what the journals of the others say about it. `wrong` is empty when all is
 * as it should be.
 */
export type Report = {
  readonly run: Run;
  readonly killed: readonly Killed[];
  readonly outcome: string;
  readonly launches: number;
  readonly posts: number;
  readonly launchedTwice: number;
  readonly postedTwice: number;
  readonly lostStrokes: number;
  readonly failedRequests: number;
  readonly wrong: readonly string[];
};

type Played = {
  readonly run: Run;
  readonly build: Build;
  readonly killed: readonly Killed[];
  readonly outcome: string;
  readonly fromSeq: number;
  readonly lostStrokes: number;
  readonly failedRequests: number;
  readonly wrong: readonly string[];
};

/** Playgrounds that are running now: whoever is interrupted ends them first. */
export const running = new Set<Pick<Stage['world'], 'stop'>>();

/**
 * Plays runs one after the other in one playground of their own; the journals are read at the end,
 * when nothing can come late.
 */
export async function playGroup(
  group: Group,
  seed: number,
  path: string,
  say: (text: string) => void,
  fleet: FleetKind = 'local',
): Promise<readonly Report[]> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-kills-'));
  // Davy's database may run as another user, who has to get through here.
  chmodSync(dir, 0o755);
  const world = await startWorld({ dir, slackPort: 0, seed, speed: 1, path, pace, fleet });
  running.add(world);
  let kept = true;
  try {
    const stage = await setStage(world, say);
    const played: Played[] = [];
    for (const run of group)
      played.push(
        await play(
          stage,
          run,
          played.map(({ build }) => build.version),
        ),
      );
    await sleep(settleMs);
    const reports = await Promise.all(
      played.map((one, i) => reportOf(stage, one, played[i + 1]?.fromSeq ?? Infinity)),
    );
    kept = reports.some(({ wrong }) => wrong.length > 0);
    return reports;
  } finally {
    await world.stop(true);
    running.delete(world);
    if (kept) say(`what happened is kept in ${dir}`);
    else rmSync(dir, { recursive: true, force: true });
  }
}

async function play(stage: Stage, run: Run, done: readonly string[]): Promise<Played> {
  const { world, slack, say } = stage;
  const build = world.repository.builds.find(
    ({ behaviour, version }) => behaviour === run.behaviour && !done.includes(version),
  );
  if (!build) throw new Error(`no build is left that is ${run.behaviour}`);
  say(`${run.name}: ${run.kills.length} kills`);
  const fromSeq = await slack.seq();
  const card = await bringIn(stage, build);
  const before = Object.keys((await usersOf(world)).byVersion)[0] ?? '';
  await call(`${world.usersUrl}/_control/reset`, 'POST');
  const killing = await startKilling(world, run.kills, say);
  if (run.repeats) await repeatDeliveries(stage, 2);
  const beside = await beginBeside(world, run);
  await typeOnce(stage, cast.developer, `/prerelease board ${build.version}`);
  const outcome = await follow(stage, card, async () => {
    if (!run.repeats) return;
    await askByMention(stage, card);
    say('Priya was answered in the thread');
    await repeatDeliveries(stage, 2);
  });
  say(`Davy: ${outcome}`);
  await killing.end(patienceMs);
  const home = run.ending === 'live' ? build.version : before;
  if (outcome === run.ending) await settled(stage, home, home === before ? build.version : before);
  const { lostStrokes, failedRequests } = await usersOf(world);
  if (outcome === 'rolled back')
    await typeUntilAnswered(
      stage,
      cast.second,
      `/release unlock board ${run.name} is over`,
      /is unlocked|is not locked/,
    );
  const { told, wrong } = await beside.tell();
  for (const one of told) say(one);
  await beside.end();
  const { killed } = killing;
  return { run, build, killed, outcome, fromSeq, lostStrokes, failedRequests, wrong };
}

/** Everybody is on one version, and no server of the other is left. */
async function settled({ world }: Stage, home: string, left: string): Promise<void> {
  await until(
    `all users on ${home}`,
    async () => {
      const { byVersion } = await usersOf(world);
      return Object.keys(byVersion).every((version) => version === home) ? true : undefined;
    },
    patienceMs,
  );
  await until(
    `the servers of ${left} to go`,
    async () => {
      const servers = (await serversOf(world)).filter(
        ({ version, state }) =>
          version === left && state !== 'terminated' && state !== 'shutting-down',
      );
      return servers.length === 0 ? true : undefined;
    },
    patienceMs,
  );
}

/**
 * One call for a build that is ill. Where looks come late, users are on the servers of its release
 * before Davy has seen so: its canary is watched for itself until then, and may call as well.
 */
function areCalledFor({ ending, limits }: Run, incidents: number): boolean {
  if (ending === 'live') return incidents === 0;
  return incidents === 1 || (limits !== undefined && incidents === 2);
}

async function reportOf({ world }: Stage, played: Played, untilSeq: number): Promise<Report> {
  const { run, build, killed, outcome, fromSeq, lostStrokes, failedRequests } = played;
  const launches = await launchesOf(world, build.version);
  const posts = (await postsOf(world)).filter(({ seq }) => seq > fromSeq && seq <= untilSeq);
  const incidents = await incidentsOf(world, build.version);
  const wanted = run.behaviour === 'throws' ? canaries : canaries + fleet;
  const launchedTwice = Math.max(repeated(launches).length, launches.length - wanted);
  const twice = repeated(posts.map(({ channel, key }) => `${channel} ${key}`));
  const postedTwice = twice.length;
  const good = run.ending === 'live';
  const missed = run.kills.slice(killed.length);
  const wrong = [
    ...played.wrong,
    ...(outcome === run.ending ? [] : [`it ended ${outcome}`]),
    ...(missed.length > 0 ? [`never passed ${missed.map(({ at }) => `"${at}"`).join(', ')}`] : []),
    ...(launches.length === wanted && launchedTwice === 0
      ? []
      : [`launched ${launches.length} servers instead of ${wanted}`]),
    ...(postedTwice === 0 ? [] : [`posted twice: ${twice.join(', ')}`]),
    ...(good && lostStrokes + failedRequests > 0
      ? [`${lostStrokes} strokes lost, ${failedRequests} requests failed`]
      : []),
    ...(areCalledFor(run, incidents) ? [] : [`${incidents} incidents`]),
  ];
  return {
    run,
    killed,
    outcome,
    launches: launches.length,
    posts: posts.length,
    launchedTwice,
    postedTwice,
    lostStrokes: good ? lostStrokes : 0,
    failedRequests: good ? failedRequests : 0,
    wrong,
  };
}
