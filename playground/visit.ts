import { makeTrouble, ticketsIn } from './jira/seed.ts';
import { setStage, register } from './stories/stage.ts';
import { call } from './call.ts';
import { calmPaceAt } from './davy/settings.ts';
import { guideTo } from './guide.ts';
import type { FleetKind } from './sample.ts';
import { startWorld, type World } from './world.ts';

/** How somebody wants to see the playground. */
export type VisitOptions = {
  readonly dir: string;
  readonly fleet: FleetKind;
  readonly port: number;
  readonly speed: number;
  readonly seed: number;
  readonly headless: boolean;
  readonly socket: boolean;
  /** Countdowns as short as in stories. */
  readonly fast: boolean;
  /** When releases go out; without it, as soon as they may. */ readonly daily?: string;
  readonly path: string;
  readonly say: (text: string) => void;
};

const words: Readonly<Record<FleetKind, Readonly<Record<'starting' | 'kept', string>>>> = {
  local: {
    starting: 'Starting a whiteboard service, its users, a local Slack, and Davy …',
    kept: 'everything is kept (--reset begins anew)',
  },
  ec2: {
    starting:
      'Starting a local AWS, a whiteboard service on it, its users, a local Slack, and Davy …',
    kept: 'nothing is kept, because the local AWS keeps nothing',
  },
};

/** Opens the playground for people, until they end it. What can be kept is found again. */
export async function visit({
  dir,
  fleet,
  port,
  speed,
  seed,
  headless,
  socket,
  fast,
  daily,
  path,
  say,
}: VisitOptions): Promise<void> {
  const tell = headless ? () => undefined : say;
  const { starting, kept } = words[fleet];
  tell(starting);
  const world = await startWorld({
    dir,
    fleet,
    slackPort: port,
    seed,
    speed,
    path,
    socket,
    say: tell,
    pace: { ...(fast ? {} : calmPaceAt(speed)), ...(daily === undefined ? {} : { daily }) },
  });
  if (world.fresh) await bringAll(world, tell);
  await welcome(world, kept, say, tell);
  tell(`Davy writes its log to ${world.davy.logFile}`);
  if (world.addresses.aws)
    tell(`What it asked of AWS is shown at ${world.addresses.aws}/_control/journal`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  tell('\nEnding …');
  await world.stop(true);
}

/** Every build on the table, and a few tickets that cannot be finished. */
async function bringAll(world: World, tell: (text: string) => void): Promise<void> {
  const { folder, live, builds } = world.repository;
  const tickets = await ticketsIn(folder, `v${live.version}..main`);
  await makeTrouble(
    world.addresses.jira,
    tickets.filter((_, i) => i % 4 === 1),
  );
  await setStage(world, tell);
  for (const build of builds) await register(world, build);
}

/** Says where it is and what to do first, here and on the page. */
async function welcome(
  world: World,
  kept: string,
  say: (text: string) => void,
  tell: (text: string) => void,
): Promise<void> {
  const guide = guideTo(world.sample, world.repository.builds);
  await call(`${world.addresses.slack}/_control/switches`, 'POST', { guide });
  say(`Open ${world.addresses.slack}`);
  tell(
    ['Your first five minutes:', ...guide.map(({ text }, i) => `${i + 1}. ${text}`)].join('\n  '),
  );
  tell(`Of the other builds nobody knows which are bad. End with Ctrl-C; ${kept}.`);
}
