import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pace } from '../../playground/davy/settings.ts';
import { buildThat, register, setStage } from '../../playground/stories/stage.ts';
import { startWorld } from '../../playground/world.ts';

/**
 * A soak long enough to read, a countdown long enough to think, and no limit that a busy machine
 * could pass.
 */
const pace: Partial<Pace> = {
  soak: '15s',
  launchTimeout: '10m',
  p95Ms: 5_000,
  countdown: '20s',
  postpone: '20s',
};

/** A playground with every build on the table, as somebody finds it who has just opened it. */
export type Found = {
  readonly url: string;
  readonly before: string;
  readonly good: string;
  readonly bad: string;
  close(): Promise<void>;
};

/**
 * Starts a playground of its own for one browser; `shown` is how many builds CI has made so far.
 */
export async function openPlayground(seed: number, shown = Infinity): Promise<Found> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-browser-'));
  // Davy's database may run as another user, who has to get through here.
  chmodSync(dir, 0o755);
  const world = await startWorld({
    dir,
    slackPort: 0,
    seed,
    speed: 1,
    path: process.env['PATH'] ?? '',
    pace,
  });
  const close = async () => {
    await world.stop(true);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await setStage(world, () => undefined);
    for (const build of world.repository.builds.slice(0, shown)) await register(world, build);
  } catch (cause) {
    await close();
    throw cause;
  }
  return {
    url: world.addresses.slack,
    before: world.repository.live.version,
    good: buildThat(world, 'healthy').version,
    bad: buildThat(world, 'throws').version,
    close,
  };
}
