import { happened, type World } from '../world.ts';
import { moveOf } from './compute.ts';
import { spotReason } from './describe-things.ts';

const noticeMs = 120_000;

/** The cloud wants a spot server back: it says so, and takes it two minutes later. */
export function noticeSpot(world: World, id: string): boolean {
  const instance = world.compute.instances.get(id);
  const now = world.clock.now();
  if (instance === undefined || instance.spot === null) return false;
  if (moveOf(instance, now).state !== 'running') return false;
  const goesMs = now + noticeMs;
  instance.moves = [
    ...instance.moves,
    { state: 'shutting-down', atMs: goesMs, reason: spotReason },
    { state: 'terminated', atMs: goesMs + world.pace.terminateMs, reason: spotReason },
  ];
  happened(world, 'spot-notice', id);
  return true;
}
