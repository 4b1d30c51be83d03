import type { Clock } from './ports.ts';

/** The time people read. At speed 1 it is real; in the playground it runs faster from `epoch` on, and a restart finds it where it would be. */
export function scaledClock(speed: number, epoch: number, realNow: () => number): Clock {
  return {
    now: () => Math.round(epoch + (realNow() - epoch) * speed),
    wall: (at) => Math.round(epoch + (at - epoch) / speed),
  };
}
