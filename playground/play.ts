import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from './call.ts';
import { type Figures, figuresOf } from './stories/figures.ts';
import { setStage } from './stories/stage.ts';
import type { Story } from './stories/story.ts';
import { ticketsSettled } from './stories/ticket-figures.ts';
import type { FleetKind } from './sample.ts';
import { startWorld, type World } from './world.ts';

/** How a story is told. */
export type PlayOptions = {
  readonly seed: number;
  readonly speed: number;
  readonly json: boolean;
  readonly socket?: boolean;
  /** What its servers run on; `local` where nothing is said. */
  readonly fleet?: FleetKind;
  readonly path: string;
  readonly say: (text: string) => void;
  readonly environment?: Readonly<Record<string, string>>;
};

/** The last line of a story. */
export type Ending = {
  readonly story: string;
  readonly ok: boolean;
  readonly outcome: string;
} & Figures;

/**
 * Plays one story in a world of its own, and says how it ended; `faults` are empty when it ended as
 * it should.
 */
export async function play(
  story: Story,
  options: PlayOptions,
): Promise<{ readonly ending: Ending; readonly faults: readonly string[] }> {
  const dir = mkdtempSync(join(tmpdir(), `davy-${story.name}-`));
  // Davy's database may run as another user, who has to get through here.
  chmodSync(dir, 0o755);
  const startedAt = Date.now();
  const say = (text: string) =>
    options.say(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${text}`);
  const world = await worldOf(story, dir, options);
  let kept = true;
  const interrupted = () => void world.stop(true).finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const stage = await setStage(world, say);
    const build = story.build(world);
    const from = await stage.slack.seq();
    await call(`${world.usersUrl}/_control/reset`, 'POST');
    const outcome = await story
      .play(stage, build)
      .catch(
        (cause: unknown) => `failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    if (outcome === 'live') await ticketsSettled(world);
    const written = (await stage.slack.journal()).filter(({ seq }) => seq > from);
    const figures = {
      ...(await figuresOf(world, written, build.version)),
      ...(await story.figures?.(world)),
    };
    const faults = [...(outcome.startsWith('failed') ? [outcome] : []), ...story.check(figures)];
    kept = faults.length > 0;
    if (kept)
      say(`NOT as it should be: ${faults.join('; ')}. Davy's log is kept in ${world.davy.logFile}`);
    return { ending: { story: story.name, ok: faults.length === 0, outcome, ...figures }, faults };
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await world.stop(true);
    if (!kept) rmSync(dir, { recursive: true, force: true });
  }
}

function worldOf(story: Story, dir: string, options: PlayOptions): Promise<World> {
  const { seed, speed, path, socket = false, fleet = 'local' } = options;
  return startWorld({
    dir,
    slackPort: 0,
    seed,
    speed,
    path,
    socket,
    fleet,
    ...(story.sample ? { sample: story.sample } : {}),
    ...(story.pace ? { pace: story.pace } : {}),
    ...(story.strokesPerError ? { strokesPerError: story.strokesPerError } : {}),
    ...(options.environment ? { environment: options.environment } : {}),
  });
}
