import { settleTargets } from './elb/health.ts';
import { steer } from './elb/traffic.ts';
import { settleGroups } from './scaling/settle-groups.ts';
import type { World } from './world.ts';

/**
 * Brings the account up to now: what happens by itself has happened before anybody looks. Servers
 * move by themselves, as their states are read off the clock.
 */
export function settle(world: World): void {
  settleTargets(world);
  settleGroups(world);
  steer(world);
}

const stepMs = 5_000;
const stepsMax = 500;

/** Lets time go by in small steps, so that what follows from something else has time to follow. */
export function letPass(world: World, ms: number): void {
  settle(world);
  const step = Math.max(stepMs, ms / stepsMax);
  for (let left = ms; left > 0; left -= step) {
    world.clock.advance(Math.min(step, left));
    settle(world);
  }
}
