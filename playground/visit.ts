import { makeTrouble, ticketsIn } from './jira/seed.ts';
import { setStage, register } from './stories/stage.ts';
import { startWorld } from './world.ts';

/** How somebody wants to see the playground. */
export type VisitOptions = {
  readonly dir: string;
  readonly port: number;
  readonly speed: number;
  readonly seed: number;
  readonly headless: boolean;
  readonly socket: boolean;
  /** When releases go out; without it, as soon as they may. */ readonly daily?: string;
  readonly path: string;
  readonly say: (text: string) => void;
};

/** Opens the playground for people, until they end it. Everything is kept and found again. */
export async function visit({
  dir,
  port,
  speed,
  seed,
  headless,
  socket,
  daily,
  path,
  say,
}: VisitOptions): Promise<void> {
  const tell = headless ? () => undefined : say;
  tell('Starting a whiteboard service, its users, a local Slack, and Davy …');
  const world = await startWorld({
    dir,
    slackPort: port,
    seed,
    speed,
    path,
    socket,
    ...(daily === undefined ? {} : { pace: { daily } }),
  });
  if (world.fresh) {
    const tickets = await ticketsIn(
      world.repository.folder,
      `v${world.repository.live.version}..main`,
    );
    await makeTrouble(
      world.addresses.jira,
      tickets.filter((_, i) => i % 4 === 1),
    );
    await setStage(world, tell);
    for (const build of world.repository.builds) await register(world, build);
  }
  const first = world.repository.builds[0]?.version ?? '';
  say(`Open ${world.addresses.slack} and type /prerelease board ${first}`);
  tell(
    'Some of the builds are bad; nobody knows which. Approve as Ana R. End with Ctrl-C; ' +
      'everything is kept (--reset begins anew).',
  );
  tell(`Davy writes its log to ${world.davy.logFile}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  tell('\nEnding …');
  await world.stop(true);
}
